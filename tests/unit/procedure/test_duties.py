"""What is owed about a case, by whom and until when (GA II-VII; R13-R15, R21-R26, R33-R35, R39-R42)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from procedure.case import Case
from procedure.case_parts import (
    Acknowledgement,
    Contribution,
    Decision,
    Informing,
    Reopening,
    Return,
    Talk,
)
from procedure.duties import DutyKind, duties_of
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    ContributionState,
    DecisionState,
    EndReason,
    EscalationGround,
    InformingState,
    Lead,
    TalkForm,
    TalkState,
    WaiverReason,
)
from tests.support.builders import MANAGEMENT, TEAM_A, TEAM_B, TEAM_LEAD_A, a_reaction
from tests.unit.lifecycle.cases import (
    SENT,
    about_the_lead,
    closed,
    ended,
    handed_over,
    managed,
    spoken,
    written,
)
from tests.unit.lifecycle.situations import NOW, day, rulebook

LEAD_A = "teamleitung:leistung-a"
LEAD_B = "teamleitung:leistung-b"
BGF = "bgf"
GL = "geschaeftsleitung"


def owed(case: Case, switches: Switches | None = None) -> list[tuple[DutyKind, str, int]]:
    """Name kind, office and day of December 2026; the fourth is a Friday, the seventh a Monday."""
    return [(d.kind, str(d.audience), d.due_on.day) for d in duties_of(case, rulebook(switches))]


def of_kind(case: Case, kind: DutyKind, switches: Switches | None = None) -> list[tuple[str, int]]:
    return [(audience, due) for k, audience, due in owed(case, switches) if k is kind]


def test_a_spoken_case_owes_recording_taking_over_informing_and_an_answer_the_most_urgent_first() -> None:
    assert owed(spoken()) == [
        (DutyKind.RECORD, BGF, 4),
        (DutyKind.TAKE_OVER, LEAD_A, 4),
        (DutyKind.INFORM, LEAD_A, 4),
        (DutyKind.ANSWER, LEAD_A, 17),
    ]


def test_a_written_case_owes_recording_a_decision_the_acknowledgement_and_an_answer() -> None:
    assert owed(written()) == [
        (DutyKind.RECORD, BGF, 4),
        (DutyKind.DECIDE, GL, 4),
        (DutyKind.ACKNOWLEDGE, BGF, 8),
        (DutyKind.ANSWER, LEAD_A, 17),
    ]


def test_handed_over_the_team_confirms_the_receipt_and_informs_by_the_next_working_day() -> None:
    later = replace(SENT, settled_at=NOW + timedelta(days=1))  # a Friday
    case = handed_over(acknowledgement=later, decision_state=DecisionState.TAKEN, recorded_in_tool_at=NOW)
    assert owed(case) == [
        (DutyKind.CONFIRM_RECEIPT, LEAD_A, 7),
        (DutyKind.INFORM, LEAD_A, 7),
        (DutyKind.ANSWER, LEAD_A, 17),
    ]


def test_once_the_receipt_is_confirmed_only_taking_over_may_be_left() -> None:
    confirmed = handed_over(acknowledgement=replace(SENT, receipt_confirmed_at=NOW))
    assert of_kind(confirmed, DutyKind.CONFIRM_RECEIPT) == []
    assert of_kind(confirmed, DutyKind.TAKE_OVER) == [(LEAD_A, 4)]


def test_what_is_done_is_owed_no_more() -> None:
    confirmed = replace(SENT, receipt_confirmed_at=NOW, receipt_confirmed_by=TEAM_LEAD_A)
    case = handed_over(
        acknowledgement=confirmed,
        decision_state=DecisionState.TAKEN,
        recorded_in_tool_at=NOW,
        holder=TEAM_LEAD_A,
        informing=(Informing(team=TEAM_A, state=InformingState.NOBODY),),
    )
    assert owed(case) == [(DutyKind.ANSWER, LEAD_A, 17)]


def test_what_is_overdue_stays() -> None:
    late = written(acknowledge_by=day(1), act_by=day(2))
    assert of_kind(late, DutyKind.ACKNOWLEDGE) == [(BGF, 1)]
    assert of_kind(late, DutyKind.ANSWER) == [(LEAD_A, 2)]


def test_without_a_krm_tool_nothing_is_recorded_there() -> None:
    assert of_kind(spoken(), DutyKind.RECORD, Switches(krm_tool="none")) == []


def test_a_spoken_reaction_that_is_acknowledged_of_free_will_has_no_receipt_to_confirm() -> None:
    assert of_kind(spoken(acknowledgement=SENT), DutyKind.CONFIRM_RECEIPT) == []


def test_of_a_case_without_an_address_the_receipt_is_confirmed_all_the_same() -> None:
    waived = Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=NOW, waiver=WaiverReason.NO_ADDRESS
    )
    assert of_kind(handed_over(acknowledgement=waived), DutyKind.CONFIRM_RECEIPT) == [(LEAD_A, 4)]


class TestManagement:
    def test_it_decides_by_the_working_day_after_the_registration_or_the_request(self) -> None:
        asked = handed_over(transfer=Return(at=NOW + timedelta(days=1), reason="x", team=TEAM_A))
        assert of_kind(written(), DutyKind.DECIDE) == [(GL, 4)]
        assert of_kind(asked, DutyKind.DECIDE) == [(GL, 7)]
        assert of_kind(managed(), DutyKind.DECIDE) == []

    def test_it_answers_and_confirms_what_it_leads_while_the_teams_contribute_and_inform(self) -> None:
        case = managed(recorded_in_tool_at=NOW)
        assert owed(case) == [
            (DutyKind.CONFIRM_RECEIPT, GL, 4),
            (DutyKind.INFORM, LEAD_A, 4),
            (DutyKind.INFORM, LEAD_B, 4),
            (DutyKind.CONTRIBUTE, LEAD_A, 10),
            (DutyKind.CONTRIBUTE, LEAD_B, 10),
            (DutyKind.ANSWER, GL, 17),
        ]

    def test_it_confirms_the_receipt_from_the_day_on_which_it_decided(self) -> None:
        decision = Decision(lead=Lead.MANAGEMENT, decided_at=NOW + timedelta(days=4), decided_by=MANAGEMENT)
        case = managed(decision=decision, decision_state=DecisionState.TAKEN)
        assert of_kind(case, DutyKind.CONFIRM_RECEIPT) == [(GL, 8)]

    def test_it_signs_by_the_next_working_day_and_meanwhile_the_team_owes_no_answer(self) -> None:
        case = replace(closed(), state=CaseState.FINAL_SIGNATURE)
        assert of_kind(case, DutyKind.SIGN) == [(GL, 4)]
        assert of_kind(case, DutyKind.ANSWER) == of_kind(case, DutyKind.TAKE_OVER) == []

    def test_it_stands_in_for_a_teamleitung_who_must_not_know(self) -> None:
        assert of_kind(about_the_lead(), DutyKind.INFORM) == [(GL, 4)]
        secret = managed(reaction=replace(managed().reaction, confidential=True), contributions=())
        assert {office for _, office, _ in owed(secret)} == {BGF, GL}


def test_contributions_are_owed_until_they_are_there_or_done_without() -> None:
    def with_state(state: ContributionState) -> Case:
        asked = Contribution(team=TEAM_A, requested_at=NOW, due_on=day(10), state=state)
        return managed(contributions=(asked,))

    still = {s: of_kind(with_state(s), DutyKind.CONTRIBUTE) for s in ContributionState}
    assert still == {
        ContributionState.OPEN: [(LEAD_A, 10)],
        ContributionState.RETURNED: [(LEAD_A, 10)],
        ContributionState.DELIVERED: [],
        ContributionState.WAIVED: [],
    }


class TestInforming:
    def test_it_is_counted_from_the_hand_over_by_the_days_of_the_setting(self) -> None:
        assert of_kind(written(), DutyKind.INFORM) == []
        assert of_kind(spoken(), DutyKind.INFORM, Switches(inform_within_days=3)) == [(LEAD_A, 8)]
        assert of_kind(spoken(), DutyKind.INFORM, Switches(inform_within_days=0)) == [(LEAD_A, 3)]

    @pytest.mark.parametrize("state", [s for s in InformingState if s is not InformingState.OPEN])
    def test_what_is_settled_or_put_off_is_not_owed(self, state: InformingState) -> None:
        assert of_kind(spoken(informing=(Informing(team=TEAM_A, state=state),)), DutyKind.INFORM) == []


class TestTalk:
    @pytest.mark.parametrize(
        ("parts", "kind", "owes"),
        [
            ({"state": TalkState.WISHED, "wished_at": NOW}, DutyKind.NOTE_TALK, (LEAD_A, 4)),
            (
                {"state": TalkState.WISHED, "wished_at": NOW, "ground": EscalationGround.BEDROHUNG},
                DutyKind.DECIDE_TALK,
                (GL, 4),
            ),
            (
                {"state": TalkState.NOTED, "noted_at": NOW + timedelta(days=1)},
                DutyKind.DECIDE_TALK,
                (GL, 7),
            ),
            (
                {"state": TalkState.DECIDED, "form": TalkForm.TELEPHONE, "decided_at": NOW},
                DutyKind.HOLD_TALK,
                (GL, 10),
            ),
            (
                {
                    "state": TalkState.DECIDED,
                    "form": TalkForm.IN_PERSON,
                    "decided_at": NOW,
                    "appointment_at": NOW + timedelta(days=2),
                },
                DutyKind.HOLD_TALK,
                (GL, 5),
            ),
        ],
        ids=["note", "alert", "noted", "within-five-days", "appointment"],
    )
    def test_each_office_owes_its_step(
        self, parts: dict[str, Any], kind: DutyKind, owes: tuple[str, int]
    ) -> None:
        case = spoken(talk=Talk(**parts))
        talks = {DutyKind.NOTE_TALK, DutyKind.DECIDE_TALK, DutyKind.HOLD_TALK}
        assert [(k, (o, due)) for k, o, due in owed(case) if k in talks] == [(kind, owes)]

    @pytest.mark.parametrize(
        "talk",
        [
            Talk(),
            Talk(state=TalkState.HELD),
            Talk(state=TalkState.DECIDED, form=TalkForm.NO_TALK, decided_at=NOW),
            Talk(state=TalkState.DECIDED, form=TalkForm.IN_WRITING, decided_at=NOW),
        ],
    )
    def test_without_a_talk_to_come_nothing_is_owed(self, talk: Talk) -> None:
        assert owed(spoken(talk=talk)) == owed(spoken())

    def test_where_no_teamleitung_may_note_the_management_decides(self) -> None:
        case = about_the_lead(talk=Talk(state=TalkState.WISHED, wished_at=NOW))
        assert of_kind(case, DutyKind.NOTE_TALK) == []
        assert of_kind(case, DutyKind.DECIDE_TALK) == [(GL, 4)]


def test_a_case_given_back_is_the_bgfs_to_assign_the_same_day() -> None:
    case = written(
        acknowledgement=SENT, returned=Return(at=NOW, reason="x", team=TEAM_A), recorded_in_tool_at=NOW
    )
    assert owed(case) == [(DutyKind.ASSIGN, BGF, 3), (DutyKind.DECIDE, GL, 4)]


def test_a_case_taken_up_again_is_confirmed_from_that_day_on() -> None:
    again = Reopening(at=NOW + timedelta(days=1), reason="x", closed_before_at=NOW)
    assert of_kind(handed_over(reopening=again), DutyKind.CONFIRM_RECEIPT) == [(LEAD_A, 7)]


class TestAfterTheEnd:
    @pytest.mark.parametrize("case", [closed(), ended(), ended(reason=EndReason.MERGED)])
    def test_the_bgf_files_and_records_it_and_nothing_else_is_owed(self, case: Case) -> None:
        missed = replace(case, recorded_in_tool_at=None)
        assert owed(case) == [(DutyKind.FILE, BGF, 4)]
        assert owed(missed) == [(DutyKind.RECORD, BGF, 4), (DutyKind.FILE, BGF, 4)]
        assert owed(replace(case, filed_at=NOW)) == owed(replace(missed, filed_at=NOW)) == []

    def test_an_anonymised_case_owes_nothing(self) -> None:
        assert owed(replace(closed(), state=CaseState.ANONYMISED)) == []


def test_a_case_of_several_teams_has_its_talk_noted_by_the_team_it_belongs_to() -> None:
    praised = a_reaction(teams=(TEAM_B, TEAM_A), praised_teams=(TEAM_B,))
    case = managed(reaction=praised, talk=Talk(state=TalkState.WISHED, wished_at=NOW))
    assert of_kind(case, DutyKind.NOTE_TALK) == [(LEAD_A, 4)]
