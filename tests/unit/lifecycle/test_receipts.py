"""The same matter arrives once more (A13, A17, R31); later cases are linked both ways (R9)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, FurtherReceipt
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    HandoverAnswer,
    Origin,
    Parting,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_handover,
    a_reaction,
)
from tests.unit.lifecycle.cases import closed, ended, handed_over, spoken, written
from tests.unit.lifecycle.situations import refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
LATER = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
"""Wednesday; the third working day after the letter of this morning is Monday the 14th."""
LETTER = steps.AddReceipt(channel=Channel.WRITTEN, origin=Origin.DIRECT, received_at=LATER)
EARLIER = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
REFERRED = spoken(reaction=a_reaction(parting=Parting.REFERRED_TO_WRITING))
OWED = date(2026, 12, 14)


def receipt_of(step: steps.AddReceipt) -> FurtherReceipt:
    return FurtherReceipt(
        channel=step.channel,
        origin=step.origin,
        received_at=step.received_at,
        noted_at=LATER,
        from_number=step.from_number,
    )


def test_a_further_receipt_is_kept_and_moves_nothing() -> None:
    step = replace(LETTER, from_number="KRM-2026-0009", origin=Origin.LRA)
    before = handed_over()
    case, happened = decide(situation(before, BGF, now=LATER), step)
    assert case.further_receipts == (receipt_of(step),)
    assert (case.close_by, case.acknowledgement) == (before.close_by, before.acknowledgement)
    assert happened == (events.ReceiptAdded(at=LATER, channel=Channel.WRITTEN, from_number="KRM-2026-0009"),)


def test_the_earliest_receipt_counts() -> None:
    step = replace(LETTER, received_at=EARLIER, from_number="krm-2026-0009")
    case, happened = decide(situation(written(), BGF, now=LATER), step)
    assert case.reaction.received_at == EARLIER
    assert (case.acknowledge_by, case.close_by) == (date(2026, 12, 3), date(2026, 12, 14))
    assert happened[1:] == (
        events.DeadlineMoved(at=LATER, old=date(2026, 12, 17), new=date(2026, 12, 14), why="dublette"),
    )


@pytest.mark.parametrize(
    "case",
    [
        REFERRED,
        decide(situation(spoken(), TEAM_LEAD_A), steps.ReferToWriting())[0],
        spoken(),
    ],
    ids=["at-the-desk", "by-the-teamleitung", "unasked"],
)
@pytest.mark.parametrize("channel", [Channel.WRITTEN, Channel.ELECTRONIC])
def test_the_letter_after_a_talk_is_acknowledged_within_three_working_days(
    case: Case, channel: Channel
) -> None:
    followed, happened = decide(situation(case, BGF, now=LATER), replace(LETTER, channel=channel))
    assert followed.acknowledgement == Acknowledgement(state=AcknowledgementState.OPEN)
    assert followed.acknowledge_by == OWED
    assert (followed.state, followed.close_by) == (case.state, case.close_by)
    assert happened[-1] == events.AcknowledgementOwed(at=LATER, due_on=OWED)
    again, happened = decide(situation(followed, BGF, now=LATER), LETTER)
    assert again.acknowledge_by == OWED
    assert [type(event) for event in happened] == [events.ReceiptAdded]


@pytest.mark.parametrize("case", [spoken(), REFERRED], ids=["spoken", "asked-to-write"])
def test_a_letter_merged_into_a_spoken_case_is_acknowledged_once(case: Case) -> None:
    step = replace(LETTER, from_number="KRM-2026-0009")
    owed, _ = decide(situation(case, BGF, now=LATER), step)
    assert owed.acknowledgement.state is AcknowledgementState.OPEN
    done, _ = decide(situation(case, BGF, now=LATER), replace(step, acknowledged=True))
    assert done.acknowledgement.state is AcknowledgementState.NOT_NEEDED


def test_another_call_after_a_talk_owes_nothing() -> None:
    step = replace(LETTER, channel=Channel.TELEPHONE)
    case, _ = decide(situation(REFERRED, BGF, now=LATER), step)
    assert case.acknowledgement.state is AcknowledgementState.NOT_NEEDED


def test_by_switch_the_letter_starts_the_fourteen_days_anew() -> None:
    switches = Switches(written_followup_restarts_closing=True)
    case, happened = decide(situation(REFERRED, BGF, now=LATER, switches=switches), LETTER)
    assert (case.close_by, case.act_by) == (date(2026, 12, 23), date(2026, 12, 23))
    assert happened[-1] == events.DeadlineMoved(
        at=LATER, old=date(2026, 12, 17), new=date(2026, 12, 23), why="schreiben_eingegangen"
    )
    unasked, _ = decide(situation(spoken(), BGF, now=LATER, switches=switches), LETTER)
    assert unasked.close_by == date(2026, 12, 17)


def test_only_the_bgf_adds_receipts_while_the_case_runs() -> None:
    def allowed(case: Case) -> set[StaffId]:
        return {who for who in EVERYBODY if permitted(situation(case, who, now=LATER), steps.AddReceipt)}

    assert allowed(written()) == {BGF}
    assert allowed(closed()) == set()
    assert allowed(handed_over(state=CaseState.FINAL_SIGNATURE)) == set()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"received_at": LATER + timedelta(hours=1)}, "received_at"),
        ({"from_number": "4711"}, "from_number"),
        ({"from_number": "KRM-2026-0001"}, "from_number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(change: dict[str, object], field: str) -> None:
    step = replace(LETTER, **change)  # type: ignore[arg-type]  # one wrong detail at a time
    assert refused_field(situation(written(), BGF, now=LATER), step) == field


LINK = steps.LinkFollowUp(number="KRM-2026-0042")


@pytest.mark.parametrize("case", [written(), closed(), ended()], ids=["running", "closed", "ended"])
def test_a_later_case_is_linked_by_the_assistant_also_after_the_end(case: Case) -> None:
    linked, happened = decide(situation(case, None, now=LATER), LINK)
    assert linked.followed_by == ("KRM-2026-0042",)
    assert linked.state is case.state
    assert happened == (events.FollowedUp(at=LATER, number="KRM-2026-0042"),)
    assert "schon verknüpft" in refused(situation(linked, None), LINK)


def test_by_hand_only_the_bgf_links_and_nothing_to_itself() -> None:
    assert {who for who in EVERYBODY if permitted(situation(written(), who), steps.LinkFollowUp)} == {BGF}
    assert refused_field(situation(written(), BGF), steps.LinkFollowUp(number="KRM-2026-0001")) == "number"
    gone = replace(closed(), state=CaseState.ANONYMISED)
    assert not permitted(situation(gone, BGF), steps.LinkFollowUp)


def test_a_hand_over_answered_in_writing_counts_as_asked_to_write() -> None:
    waiting = spoken(handover=a_handover())
    answer = steps.AnswerHandover(answer=HandoverAnswer.WRITTEN)
    case, _ = decide(situation(waiting, TEAM_LEAD_A), answer)
    followed, _ = decide(situation(case, BGF, now=LATER), replace(LETTER, from_number="KRM-2026-0009"))
    assert followed.acknowledgement.state is AcknowledgementState.OPEN
