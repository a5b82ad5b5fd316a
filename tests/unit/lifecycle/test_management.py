"""The management decides, takes over, gives back and signs (GA IV; R33, R34, R37, A3, A26, A28, A34, A36)."""

from dataclasses import replace
from typing import Any

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Contribution, Return
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    Lead,
    Parting,
    StaffId,
    Treatment,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.unit.lifecycle.cases import OPEN, SENT, closed, handed_over, spoken, written
from tests.unit.lifecycle.situations import NOW, day, situation
from tests.unit.lifecycle.taking import take

TO_TEAM = steps.Decide(lead=Lead.TEAM)
TO_MANAGEMENT = steps.Decide(lead=Lead.MANAGEMENT)
SUBMITTED = replace(closed(), state=CaseState.FINAL_SIGNATURE)


def led_by_management(**overrides: Any) -> Case:  # noqa: ANN401
    """Build a written case about one team that the management has taken to itself."""
    values: dict[str, Any] = {
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "lead": Lead.MANAGEMENT,
        "decision_state": DecisionState.NOT_NEEDED,
    }
    return handed_over(**(values | overrides))


class TestDecide:
    def test_a_team_that_is_told_to_work_on_it_keeps_the_lead_and_waits_for_the_acknowledgement(self) -> None:
        case, happened = take(
            written(), replace(TO_TEAM, instruction="Bitte mit Vorrang", final_signature=True)
        )
        assert case.decision is not None
        assert (case.decision.lead, case.decision.decided_by, case.decision.decided_at) == (
            Lead.TEAM,
            MANAGEMENT,
            NOW,
        )
        assert (case.decision.instruction, case.decision.final_signature) == ("Bitte mit Vorrang", True)
        assert (case.decision_state, case.state, case.lead) == (
            DecisionState.TAKEN,
            CaseState.RECORDED,
            Lead.TEAM,
        )
        assert happened == ["Decided"]

    def test_with_a_decision_before_forwarding_the_decision_hands_it_over(self) -> None:
        first = Switches(gl_decision="before_forwarding")
        case, happened = take(written(acknowledgement=SENT), TO_TEAM, switches=first)
        assert (case.state, happened) == (CaseState.IN_PROGRESS_TEAM, ["Decided", "StateChanged"])

    def test_the_management_takes_it_and_asks_the_team_for_its_contribution(self) -> None:
        case, happened = take(handed_over(holder=TEAM_LEAD_A, taken_over_at=NOW), TO_MANAGEMENT)
        assert (case.state, case.lead, case.lead_team) == (
            CaseState.IN_PROGRESS_MANAGEMENT,
            Lead.MANAGEMENT,
            None,
        )
        assert (case.holder, case.taken_over_at) == (None, None)
        assert [(c.team, c.state, c.due_on) for c in case.contributions] == [
            (TEAM_A, ContributionState.OPEN, day(10))
        ]
        assert happened == ["Decided", "LeadChanged", "StateChanged", "ContributionRequested"]

    def test_the_team_confirms_the_receipt_anew_when_it_gets_the_case_back(self) -> None:
        settled = replace(SENT, receipt_confirmed_at=NOW, receipt_confirmed_by=MANAGEMENT)
        case, _ = take(led_by_management(acknowledgement=settled), replace(TO_TEAM, reason="doch Team"))
        assert case.acknowledgement.receipt_confirmed_at is None

    @pytest.mark.parametrize("lead", [Lead.TEAM, Lead.MANAGEMENT])
    @pytest.mark.parametrize("state", [DecisionState.TAKEN, DecisionState.NOT_NEEDED])
    def test_steering_anew_takes_a_reason(self, lead: Lead, state: DecisionState) -> None:
        step = steps.Decide(lead=lead)
        with pytest.raises(IncompleteReaction, match="begründen") as refusal:
            take(handed_over(decision_state=state), step)
        assert refusal.value.field == "reason"
        case, _ = take(handed_over(decision_state=state), replace(step, reason="Es eilt."))
        assert case.lead is lead
        assert case.decision is not None
        assert case.decision.reason == "Es eilt."

    def test_a_case_of_several_teams_given_back_is_led_by_the_first_which_owes_no_contribution_then(
        self,
    ) -> None:
        asked = tuple(Contribution(team=team, requested_at=NOW, due_on=day(10)) for team in (TEAM_B, TEAM_A))
        two = a_reaction(channel=Channel.WRITTEN, parting=None, teams=(TEAM_B, TEAM_A))
        case, happened = take(
            led_by_management(reaction=two, contributions=asked), replace(TO_TEAM, reason="Team B genügt")
        )
        assert (case.state, case.lead_team) == (CaseState.IN_PROGRESS_TEAM, TEAM_B)
        assert [(c.team, c.state) for c in case.contributions] == [
            (TEAM_B, ContributionState.WAIVED),
            (TEAM_A, ContributionState.OPEN),
        ]
        assert happened == ["Decided", "LeadChanged", "StateChanged"]

    def test_given_back_before_the_acknowledgement_it_waits_for_it(self) -> None:
        case, _ = take(led_by_management(acknowledgement=OPEN), replace(TO_TEAM, reason="Team A"))
        assert case.state is CaseState.RECORDED

    def test_a_spoken_case_given_back_is_in_progress(self) -> None:
        spoken = led_by_management(
            reaction=a_reaction(parting=Parting.LEFT), acknowledgement=Acknowledgement()
        )
        case, _ = take(spoken, replace(TO_TEAM, reason="Team A"))
        assert case.state is CaseState.IN_PROGRESS_TEAM

    @pytest.mark.parametrize(
        ("kept", "words"),
        [
            ({"lead_excluded": True, "excluded": (TEAM_LEAD_A,)}, "Teamleitung selbst"),
            (
                {"reaction": a_reaction(channel=Channel.WRITTEN, parting=None, confidential=True)},
                "vertraulich",
            ),
            ({"reaction": a_reaction(channel=Channel.WRITTEN, parting=None, teams=())}, "noch kein Team"),
        ],
        ids=["about-the-lead", "confidential", "no-team"],
    )
    def test_what_is_kept_from_the_team_never_goes_there(self, kept: dict[str, Any], words: str) -> None:
        with pytest.raises(StepNotAllowed, match=words):
            take(led_by_management(**kept), replace(TO_TEAM, reason="trotzdem"))

    def test_the_management_asks_no_team_about_its_own_lead(self) -> None:
        case, _ = take(handed_over(lead_excluded=True, excluded=(TEAM_LEAD_A,)), TO_MANAGEMENT)
        assert case.contributions == ()

    def test_a_petition_goes_to_a_team_with_a_reason(self) -> None:
        petition = a_reaction(channel=Channel.WRITTEN, parting=None, concerns=(ConcernKind.PETITION,))
        asks = handed_over(reaction=petition, transfer=Return(at=NOW, reason="zu groß", team=TEAM_A))
        with pytest.raises(IncompleteReaction, match="begründen"):
            take(asks, TO_TEAM)
        case, _ = take(asks, replace(TO_TEAM, reason="Das Team kann es."))
        assert (case.lead, case.transfer) == (Lead.TEAM, None)

    @pytest.mark.parametrize("step", [TO_TEAM, TO_MANAGEMENT])
    def test_deciding_answers_a_request_to_pass_it_on(self, step: steps.Decide) -> None:
        asks = handed_over(transfer=Return(at=NOW, reason="zu groß", team=TEAM_A))
        case, _ = take(asks, step)
        assert (case.transfer, case.decision_state, case.lead) == (None, DecisionState.TAKEN, step.lead)

    def test_a_team_that_gave_it_back_is_overruled_with_a_reason(self) -> None:
        given_back = written(
            acknowledgement=SENT, returned=Return(at=NOW, reason="falsches Team", team=TEAM_A)
        )
        with pytest.raises(IncompleteReaction, match="begründen"):
            take(given_back, TO_TEAM)
        case, _ = take(given_back, replace(TO_TEAM, reason="Doch, Leistung A."))
        assert (case.returned, case.state) == (None, CaseState.IN_PROGRESS_TEAM)

    def test_too_long_a_text_is_refused_at_its_field(self) -> None:
        for field, step in (
            ("instruction", replace(TO_TEAM, instruction="x" * 1001)),
            ("reason", replace(TO_TEAM, reason="x" * 501)),
        ):
            with pytest.raises(IncompleteReaction, match="kürzen") as refusal:
                take(written(), step)
            assert refusal.value.field == field

    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, TEAM_LEAD_B])
    def test_nobody_else_decides(self, who: StaffId) -> None:
        with pytest.raises(NotPermitted, match="Geschäftsleitung"):
            take(written(), TO_TEAM, who)

    def test_nothing_is_decided_over_a_result_that_awaits_signature(self) -> None:
        with pytest.raises(StepNotAllowed, match="Unterschrift"):
            take(SUBMITTED, replace(TO_MANAGEMENT, reason="doch nicht"))


class TestPassToManagement:
    STEP = steps.PassToManagement(reason="Das geht über mein Team hinaus.")

    @pytest.mark.parametrize(("who", "on_behalf"), [(TEAM_LEAD_A, False), (DEPUTY_A, True)])
    def test_a_spoken_case_not_begun_goes_at_once(self, who: StaffId, on_behalf: bool) -> None:  # noqa: FBT001
        at = situation(spoken(), who)
        assert at.is_on_behalf is on_behalf
        case, happened = decide(at, self.STEP)
        assert (case.state, case.lead) == (CaseState.IN_PROGRESS_MANAGEMENT, Lead.MANAGEMENT)
        assert case.treatment is not None
        assert case.treatment.kind is Treatment.TO_MANAGEMENT
        assert case.transfer == Return(at=NOW, reason=self.STEP.reason, team=TEAM_A)
        assert case.decision_state is DecisionState.NOT_NEEDED
        assert [type(e) for e in happened] == [events.Treated, events.LeadChanged, events.StateChanged]

    @pytest.mark.parametrize(
        "case", [handed_over(decision_state=DecisionState.TAKEN), written()], ids=["Z3", "Z1"]
    )
    def test_a_case_in_the_team_goes_with_the_managements_consent_alone(self, case: Case) -> None:
        asked, happened = take(case, self.STEP, TEAM_LEAD_A)
        assert (asked.state, asked.lead, asked.decision_state) == (case.state, Lead.TEAM, DecisionState.OPEN)
        assert asked.transfer == Return(at=NOW, reason=self.STEP.reason, team=TEAM_A)
        assert happened == ["TransferRequested"]

    def test_it_is_asked_once(self) -> None:
        asked, _ = take(handed_over(), self.STEP, TEAM_LEAD_A)
        with pytest.raises(StepNotAllowed, match="noch nicht entschieden"):
            take(asked, self.STEP, DEPUTY_A)

    def test_it_takes_a_reason(self) -> None:
        with pytest.raises(IncompleteReaction, match="begründen"):
            take(handed_over(), steps.PassToManagement(reason=" "), TEAM_LEAD_A)

    def test_a_waiting_customer_is_answered_first(self) -> None:
        with pytest.raises(StepNotAllowed, match="antworten Sie zuerst"):
            take(a_case(), self.STEP, TEAM_LEAD_A)

    def test_what_the_management_leads_cannot_be_passed_to_it(self) -> None:
        with pytest.raises(StepNotAllowed, match="schon federführend"):
            take(led_by_management(), self.STEP, TEAM_LEAD_A)

    def test_a_team_that_gave_it_back_or_submitted_it_does_not_pass_it_on(self) -> None:
        given_back = written(returned=Return(at=NOW, reason="falsch", team=TEAM_A))
        for case in (given_back, SUBMITTED):
            assert not permitted(situation(case, TEAM_LEAD_A), steps.PassToManagement)

    @pytest.mark.parametrize("who", [FRONT_DESK, BGF, MANAGEMENT, TEAM_LEAD_B])
    def test_nobody_but_the_team_passes_it_on(self, who: StaffId) -> None:
        with pytest.raises(NotPermitted):
            take(handed_over(), self.STEP, who)
