"""Ending without an answer (Z7): withdrawn, handed over, merged, recorded in error (A16-A18)."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Ending, Return, Talk
from procedure.lifecycle import decide, permitted
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    EndReason,
    EscalationGround,
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
    a_case,
    a_reaction,
)
from tests.unit.lifecycle.cases import closed, ended, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
WITHDRAW = steps.Withdraw(note=" rief an ")
HAND_OVER = steps.HandOver(authority=" Sozialamt ", note="x")
IN_ERROR = steps.MarkRecordedInError(reason="war ein Antrag")
MERGE = steps.MergeInto(target_number=" krm-2026-0042 ")
EVERY_END = (WITHDRAW, HAND_OVER, IN_ERROR, MERGE)


def allowed(case: Case, step: type) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), step)}


@pytest.mark.parametrize(
    ("step", "who", "ending", "target"),
    [
        (WITHDRAW, TEAM_LEAD_A, {"reason": EndReason.WITHDRAWN, "note": "rief an"}, ""),
        (
            HAND_OVER,
            TEAM_LEAD_A,
            {"reason": EndReason.HANDED_OVER, "note": "x", "target": "Sozialamt"},
            "",
        ),
        (IN_ERROR, BGF, {"reason": EndReason.RECORDED_IN_ERROR, "note": "war ein Antrag"}, ""),
        (MERGE, BGF, {"reason": EndReason.MERGED, "target": "KRM-2026-0042"}, "KRM-2026-0042"),
    ],
    ids=["withdrawn", "handed-over", "in-error", "merged"],
)
def test_each_end_is_kept_with_its_reason_and_target(
    step: steps.CaseStep, who: StaffId, ending: dict[str, str], target: str
) -> None:
    before = handed_over(holder=DEPUTY_A)
    case, happened = decide(situation(before, who), step)
    assert case.state is CaseState.ENDED
    assert case.ending == Ending(ended_at=NOW, ended_by=who, **ending)  # type: ignore[arg-type]
    assert case.holder == DEPUTY_A
    assert happened == (
        events.StateChanged(at=NOW, old=CaseState.IN_PROGRESS_TEAM, new=CaseState.ENDED),
        events.Ended(at=NOW, reason=EndReason(ending["reason"]), target=target),
    )


@pytest.mark.parametrize("case", [written(), spoken(), handed_over(), managed()])
def test_office_that_leads_and_bgf_have_their_own_ends(case: Case) -> None:
    leading = {MANAGEMENT} if case.lead == "GL" else {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(case, steps.Withdraw) == leading
    assert allowed(case, steps.HandOver) == leading
    assert allowed(case, steps.MarkRecordedInError) == {BGF}
    assert allowed(case, steps.MergeInto) == {BGF}


DAB = a_reaction(channel=Channel.WRITTEN, parting=None, concerns=(ConcernKind.DIENSTAUFSICHTSBESCHWERDE,))


@pytest.mark.parametrize(
    "case",
    [
        handed_over(reaction=DAB),
        spoken(reaction=a_reaction(parting=None, escalation_ground=EscalationGround.BEDROHUNG)),
        handed_over(talk=Talk(ground=EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION)),
    ],
    ids=["dab", "threat", "later-alert"],
)
def test_whether_it_goes_on_after_a_threat_the_management_says(case: Case) -> None:
    assert allowed(case, steps.Withdraw) == {MANAGEMENT}
    assert "Geschäftsleitung" in refused(situation(case, TEAM_LEAD_A), WITHDRAW)


@pytest.mark.parametrize("step", EVERY_END, ids=lambda step: type(step).__name__)
@pytest.mark.parametrize(
    "case",
    [a_case(), closed(), ended(), handed_over(state=CaseState.FINAL_SIGNATURE)],
    ids=["waiting", "closed", "ended", "signature"],
)
def test_nothing_ends_twice_nor_while_somebody_waits(case: Case, step: steps.CaseStep) -> None:
    assert allowed(case, type(step)) == set()


def test_what_a_team_gave_back_may_still_be_withdrawn() -> None:
    returned = written(returned=Return(at=NOW, reason="falsch"))
    assert decide(situation(returned, TEAM_LEAD_A), WITHDRAW)[0].state is CaseState.ENDED


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (steps.Withdraw(note=" "), "note"),
        (steps.HandOver(authority=" "), "authority"),
        (steps.HandOver(authority="x" * 201), "authority"),
        (replace(HAND_OVER, note="x" * 501), "note"),
        (steps.MarkRecordedInError(reason=""), "reason"),
        (steps.MergeInto(target_number="0042"), "target_number"),
        (steps.MergeInto(target_number="KRM-2026-0001"), "target_number"),
    ],
)
def test_reason_and_target_are_required(step: steps.CaseStep, field: str) -> None:
    who = BGF if isinstance(step, steps.MarkRecordedInError | steps.MergeInto) else TEAM_LEAD_A
    assert refused_field(situation(handed_over(), who), step) == field
