"""The teams' Beiträge: asked for, delivered, given back, done without (GA II; R13, R20, A23, A26, A34)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Contribution
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.lifecycle import decide, permitted
from procedure.office import Absence
from procedure.vocabulary import CaseState, ContributionState, StaffId, TeamId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    TEAM_LEAD_MI,
    TEAM_MI,
    an_office,
)
from tests.unit.lifecycle.cases import about_the_lead, closed, handed_over, managed
from tests.unit.lifecycle.situations import NOW, day, situation
from tests.unit.lifecycle.taking import take

DELIVER = steps.DeliverContribution(team=TEAM_A, text="Der Bescheid ging am 2. Dezember hinaus.")
RETURN = steps.ReturnContribution(team=TEAM_A, note="Bitte das Datum nennen.")
WAIVE = steps.WaiveContribution(team=TEAM_A, reason="Team B hat alles gesagt.")
ASK_MI = steps.RequestContribution(team=TEAM_MI)


def of(case: Case, team: TeamId) -> Contribution:
    return next(c for c in case.contributions if c.team == team)


def with_state(state: ContributionState, team: TeamId = TEAM_A) -> Case:
    case = managed()
    changed = (replace(c, state=state) if c.team == team else c for c in case.contributions)
    return replace(case, contributions=tuple(changed))


class TestRequest:
    def test_without_a_date_it_is_due_five_working_days_before_the_answer(self) -> None:
        case, happened = decide(situation(managed(), MANAGEMENT), ASK_MI)
        assert of(case, TEAM_MI) == Contribution(team=TEAM_MI, requested_at=NOW, due_on=day(10))
        assert happened == (events.ContributionRequested(at=NOW, team=TEAM_MI, due_on=day(10)),)

    def test_it_is_never_due_before_today(self) -> None:
        late = NOW + timedelta(days=12)
        case, _ = take(managed(), ASK_MI, now=late)
        assert of(case, TEAM_MI).due_on == day(15)

    def test_the_management_may_set_another_day_but_none_that_is_over(self) -> None:
        case, _ = take(managed(), replace(ASK_MI, due_on=day(3)))
        assert of(case, TEAM_MI).due_on == day(3)
        for wrong in (day(2), day(3).replace(year=2028)):
            with pytest.raises(IncompleteReaction, match="der noch kommt") as refusal:
                take(managed(), replace(ASK_MI, due_on=wrong))
            assert refusal.value.field == "due_on"

    def test_a_team_is_asked_once_and_again_after_it_was_done_without(self) -> None:
        with pytest.raises(StepNotAllowed, match="schon um seinen Beitrag"):
            take(managed(), steps.RequestContribution(team=TEAM_A))
        case, _ = take(with_state(ContributionState.WAIVED), steps.RequestContribution(team=TEAM_A))
        assert [c.team for c in case.contributions] == [TEAM_A, TEAM_B]
        assert of(case, TEAM_A).state is ContributionState.OPEN

    @pytest.mark.parametrize("team", [TeamId("gibt-es-nicht"), TEAM_MI])
    def test_only_a_team_that_exists_is_asked(self, team: TeamId) -> None:
        office = an_office()
        gone = {**office.teams, TEAM_MI: replace(office.teams[TEAM_MI], active=False)}
        with pytest.raises(IncompleteReaction, match="gibt es nicht"):
            take(managed(), steps.RequestContribution(team=team), office=replace(office, teams=gone))

    def test_only_for_a_case_that_the_management_leads(self) -> None:
        with pytest.raises(StepNotAllowed, match="selbst federführend"):
            take(handed_over(), ASK_MI)

    def test_the_team_whose_lead_it_is_about_is_not_asked_another_is(self) -> None:
        with pytest.raises(StepNotAllowed, match="Leitung dieses Teams"):
            take(about_the_lead(), steps.RequestContribution(team=TEAM_A))
        case, _ = take(about_the_lead(), ASK_MI)
        delivered, _ = take(case, replace(DELIVER, team=TEAM_MI), TEAM_LEAD_MI)
        assert of(delivered, TEAM_MI).state is ContributionState.DELIVERED

    def test_no_team_is_asked_about_a_confidential_case(self) -> None:
        secret = managed(reaction=replace(managed().reaction, confidential=True))
        with pytest.raises(StepNotAllowed, match="vertraulich"):
            take(secret, ASK_MI)


class TestDeliver:
    @pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A])
    def test_the_teamleitung_or_her_deputy_delivers(self, who: StaffId) -> None:
        case, happened = decide(situation(managed(), who), DELIVER)
        assert of(case, TEAM_A) == Contribution(
            team=TEAM_A,
            requested_at=NOW,
            due_on=day(10),
            state=ContributionState.DELIVERED,
            text=DELIVER.text,
            delivered_at=NOW,
            delivered_by=who,
        )
        assert happened == (events.ContributionDelivered(at=NOW, team=TEAM_A, all_in=False),)

    @pytest.mark.parametrize("other", [ContributionState.DELIVERED, ContributionState.WAIVED])
    def test_the_last_one_says_that_all_are_in(self, other: ContributionState) -> None:
        _, happened = decide(situation(with_state(other, TEAM_B), TEAM_LEAD_A), DELIVER)
        assert happened == (events.ContributionDelivered(at=NOW, team=TEAM_A, all_in=True),)

    def test_what_was_given_back_is_delivered_anew_and_what_is_there_can_be_corrected(self) -> None:
        for state in (ContributionState.RETURNED, ContributionState.DELIVERED):
            case, _ = take(with_state(state), replace(DELIVER, text="Neu"), TEAM_LEAD_A)
            assert (of(case, TEAM_A).state, of(case, TEAM_A).text) == (ContributionState.DELIVERED, "Neu")

    @pytest.mark.parametrize("text", ["  ", "x" * 4001])
    def test_it_has_a_text_of_at_most_4000_characters(self, text: str) -> None:
        with pytest.raises(IncompleteReaction) as refusal:
            take(managed(), replace(DELIVER, text=text), TEAM_LEAD_A)
        assert refusal.value.field == "text"

    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_B, BGF, MANAGEMENT, EMPLOYEE, TEAM_LEAD_MI])
    def test_nobody_else_speaks_for_a_team(self, who: StaffId) -> None:
        with pytest.raises(NotPermitted):
            take(managed(), DELIVER, who)

    def test_who_stands_in_for_an_absent_deputy_delivers_too(self) -> None:
        office = an_office(absences=(Absence(staff_id=TEAM_LEAD_B, from_on=day(3), until_on=day(3)),))
        team_b = replace(office.teams[TEAM_B], deputies=(TEAM_LEAD_A,))
        office = replace(office, teams={**office.teams, TEAM_B: team_b})
        case, _ = take(managed(), replace(DELIVER, team=TEAM_B), TEAM_LEAD_A, office=office)
        assert of(case, TEAM_B).delivered_by == TEAM_LEAD_A

    def test_what_is_done_without_or_over_is_not_delivered(self) -> None:
        with pytest.raises(StepNotAllowed, match="verzichtet"):
            take(with_state(ContributionState.WAIVED), DELIVER, TEAM_LEAD_A)
        with pytest.raises(StepNotAllowed, match="beendet"):
            take(closed(managed()), DELIVER, TEAM_LEAD_A)


class TestReturnAndWaive:
    def test_the_management_gives_a_contribution_back_with_a_note(self) -> None:
        case, happened = take(with_state(ContributionState.DELIVERED), RETURN)
        assert (of(case, TEAM_A).state, of(case, TEAM_A).note) == (ContributionState.RETURNED, RETURN.note)
        assert happened == ["ContributionReturned"]

    @pytest.mark.parametrize("state", [ContributionState.OPEN, ContributionState.RETURNED])
    def test_the_management_does_without_what_is_not_there(self, state: ContributionState) -> None:
        case, happened = take(with_state(state), WAIVE)
        assert (of(case, TEAM_A).state, of(case, TEAM_A).note) == (ContributionState.WAIVED, WAIVE.reason)
        assert happened == ["ContributionWaived"]

    def test_only_what_is_there_is_given_back_and_only_what_is_not_is_done_without(self) -> None:
        assert not permitted(situation(managed(), MANAGEMENT), steps.ReturnContribution)
        for step, state in ((RETURN, ContributionState.OPEN), (WAIVE, ContributionState.DELIVERED)):
            with pytest.raises(StepNotAllowed):
                take(with_state(state), step)
            with pytest.raises(StepNotAllowed):
                take(with_state(ContributionState.DELIVERED, TEAM_B), replace(step, team=TEAM_MI))

    def test_nothing_is_unsettled_while_the_result_awaits_signature(self) -> None:
        waiting = replace(with_state(ContributionState.DELIVERED), state=CaseState.FINAL_SIGNATURE)
        assert not permitted(situation(waiting, MANAGEMENT), steps.ReturnContribution)

    @pytest.mark.parametrize("step", [replace(RETURN, note=""), replace(WAIVE, reason=" ")])
    def test_both_take_a_reason(self, step: steps.CaseStep) -> None:
        state = (
            ContributionState.DELIVERED
            if isinstance(step, steps.ReturnContribution)
            else ContributionState.OPEN
        )
        with pytest.raises(IncompleteReaction):
            take(with_state(state), step)

    @pytest.mark.parametrize("step", [ASK_MI, RETURN, WAIVE])
    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF])
    def test_nobody_else_asks_gives_back_or_does_without(self, step: steps.CaseStep, who: StaffId) -> None:
        with pytest.raises(NotPermitted):
            take(with_state(ContributionState.DELIVERED), step, who)
