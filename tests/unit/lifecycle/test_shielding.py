"""A case is kept from others later on, or no longer (A26, A34): who, what follows, who leads."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Contribution
from procedure.lifecycle import decide, permitted
from procedure.notification import told_of_step
from procedure.standing import office_of
from procedure.switches import Switches
from procedure.vocabulary import (
    CaseState,
    ContributionState,
    DecisionState,
    Lead,
    Role,
    StaffId,
)
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
    TEAM_MI,
    a_case,
    an_office,
)
from tests.unit.lifecycle.cases import (
    about_the_lead,
    closed,
    handed_over,
    managed,
    spoken,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation
from tests.unit.lifecycle.taking import take

SECRET = steps.Shield(reason="Angehörige arbeitet hier", confidential=True)
OPENED = steps.Shield(reason="Irrtum", confidential=False)
ABOUT_HER = steps.Shield(reason="Steht im Brief", concerns_lead=True)
NOT_ABOUT_HER = steps.Shield(reason="Irrtum", concerns_lead=False)
EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.Shield)}


def test_bgf_and_management_alone_may_while_the_case_runs() -> None:
    assert allowed(handed_over()) == allowed(managed()) == {BGF, MANAGEMENT}
    assert allowed(closed()) == {BGF, MANAGEMENT}
    assert allowed(replace(closed(), state=CaseState.ANONYMISED)) == set()
    assert allowed(replace(closed(), state=CaseState.FINAL_SIGNATURE)) == set()


@pytest.mark.parametrize("step", [SECRET, ABOUT_HER])
@pytest.mark.parametrize("who", [BGF, MANAGEMENT])
def test_the_management_leads_and_the_team_lets_go_and_loses_sight(step: steps.Shield, who: StaffId) -> None:
    case, happened = take(handed_over(holder=TEAM_LEAD_A, taken_over_at=NOW), step, who)
    assert (case.lead, case.state) == (Lead.MANAGEMENT, CaseState.IN_PROGRESS_MANAGEMENT)
    assert (case.holder, case.taken_over_at, case.decision_state) == (None, None, DecisionState.NOT_NEEDED)
    for person in (TEAM_LEAD_A, DEPUTY_A):
        assert office_of(case, situation(case, person).actor) is None
    assert happened == ["Corrected", "LeadChanged", "StateChanged"]


def test_management_and_bgf_are_told_and_no_team() -> None:
    case, happened = decide(situation(handed_over(), BGF), SECRET)
    told = {str(n.audience) for n in told_of_step(case, happened)}
    assert told == {"geschaeftsleitung", "bgf", "karteninhaber"}


def test_who_leads_the_teams_now_is_shut_out_for_good() -> None:
    case, _ = take(handed_over(), ABOUT_HER, BGF)
    assert (case.lead_excluded, case.excluded) == (True, (TEAM_LEAD_A,))
    assert not case.reaction.confidential
    office = an_office()
    promoted = replace(office.staff[TEAM_LEAD_A], roles=frozenset({Role.MANAGEMENT}))
    office = replace(office, staff={**office.staff, TEAM_LEAD_A: promoted})
    assert office_of(case, situation(case, TEAM_LEAD_A, office=office).actor) is None


def test_what_teams_still_owe_falls_away_and_what_they_delivered_stays() -> None:
    parts = tuple(
        Contribution(team=team, requested_at=NOW, due_on=day(10), state=state)
        for team, state in (
            (TEAM_A, ContributionState.RETURNED),
            (TEAM_B, ContributionState.DELIVERED),
            (TEAM_MI, ContributionState.OPEN),
        )
    )
    secret, happened = take(managed(contributions=parts), SECRET, BGF)
    waived, delivered = ContributionState.WAIVED, ContributionState.DELIVERED
    assert [c.state for c in secret.contributions] == [waived, delivered, waived]
    assert happened == ["Corrected", "ContributionWaived", "ContributionWaived"]
    # About the Teamleitungen of A and B: another team may still be asked (A26).
    about, _ = take(managed(contributions=parts), ABOUT_HER, BGF)
    assert [c.state for c in about.contributions] == [waived, delivered, ContributionState.OPEN]
    assert about.excluded == (TEAM_LEAD_A, TEAM_LEAD_B)


def test_a_waiting_customer_is_answered_by_the_management_then() -> None:
    case, _ = take(a_case(), SECRET, BGF)
    assert case.handover is not None
    assert case.handover.team is None
    assert permitted(situation(case, MANAGEMENT), steps.AnswerHandover)
    assert not permitted(situation(case, TEAM_LEAD_A), steps.AnswerHandover)


def test_a_holder_who_may_no_longer_know_lets_go_and_another_one_keeps_it() -> None:
    kept, _ = take(managed(holder=MANAGEMENT), SECRET, BGF)
    assert kept.holder == MANAGEMENT
    office = an_office()
    trusted = replace(office.staff[BGF], roles=frozenset({Role.BGF, Role.TRUSTED}))
    office = replace(office, staff={**office.staff, BGF: trusted})
    lost, _ = take(managed(holder=MANAGEMENT), SECRET, BGF, office=office)
    assert lost.holder is None


def test_only_the_management_lifts_it_and_leads_on_until_it_decides() -> None:
    secret = managed(reaction=replace(managed().reaction, confidential=True, teams=(TEAM_A,)))
    assert "nur die Geschäftsleitung" in refused(situation(secret, BGF), OPENED)
    opened, happened = take(secret, OPENED, MANAGEMENT)
    assert (opened.lead, happened) == (Lead.MANAGEMENT, ["Corrected"])
    given, _ = take(opened, steps.Decide(lead=Lead.TEAM, reason="Jetzt das Team"), MANAGEMENT)
    assert (given.lead, given.lead_team) == (Lead.TEAM, TEAM_A)


def test_whom_it_was_not_about_sees_it_again() -> None:
    assert "nur die Geschäftsleitung" in refused(situation(about_the_lead(), BGF), NOT_ABOUT_HER)
    case, _ = take(about_the_lead(), NOT_ABOUT_HER, MANAGEMENT)
    assert (case.lead_excluded, case.excluded, case.lead) == (False, (), Lead.MANAGEMENT)
    assert office_of(case, situation(case, TEAM_LEAD_A).actor) is Role.TEAM_LEAD


def test_a_decision_of_the_management_stays_on_record_and_a_request_to_take_over_is_settled() -> None:
    case, _ = take(written_ready(), SECRET, BGF)
    assert (case.decision, case.decision_state) == (written_ready().decision, DecisionState.TAKEN)


def test_where_the_office_keeps_no_case_from_its_teamleitung_it_is_only_noted() -> None:
    case, happened = take(spoken(), ABOUT_HER, BGF, switches=Switches(conflict_of_interest_to_gl=False))
    assert (case.reaction.concerns_lead, case.lead_excluded, case.lead) == (True, False, Lead.TEAM)
    assert happened == ["Corrected"]


def test_what_changes_nothing_or_has_no_reason_is_refused() -> None:
    assert refused_field(situation(written(), BGF), replace(SECRET, reason=" ")) == "reason"
    assert refused(situation(written(), BGF), OPENED) == "Es hat sich nichts geändert."
    both = managed(reaction=replace(managed().reaction, confidential=True, concerns_lead=True))
    assert "Mehr Schutz ist nicht möglich" in refused(situation(both, BGF), SECRET)
    assert permitted(situation(both, MANAGEMENT), steps.Shield)


def test_a_closed_case_can_still_be_kept_from_others_and_stays_closed() -> None:
    case, happened = decide(situation(closed(), BGF), ABOUT_HER)
    assert (case.state, case.lead, case.holder) == (CaseState.CLOSED, Lead.MANAGEMENT, None)
    assert case.closing == closed().closing
    assert TEAM_LEAD_A in case.excluded
    assert office_of(case, situation(case, TEAM_LEAD_A).actor) is None
    assert events.StateChanged not in {type(event) for event in happened}
