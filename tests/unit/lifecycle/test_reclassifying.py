"""Kinds or teams turn out to be others: who leads is decided anew (R12, R13, R19, R33, A18, A36)."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case, Reaction
from procedure.case_parts import Contribution, Decision, Informing, OralTreatment, Return
from procedure.lifecycle import decide, permitted
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    InformingState,
    Lead,
    Parting,
    StaffId,
    TeamId,
    Treatment,
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
    a_reaction,
    an_office,
)
from tests.unit.lifecycle.cases import (
    OPEN,
    SENT,
    TEAM_DECIDED,
    about_the_lead,
    closed,
    handed_over,
    managed,
    spoken,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
FB = ConcernKind.FACHLICHE_BESCHWERDE
DAB = ConcernKind.DIENSTAUFSICHTSBESCHWERDE


def to(*teams: TeamId, concerns: tuple[ConcernKind, ...] = (FB,)) -> steps.Reclassify:
    return steps.Reclassify(concerns=concerns, teams=teams, reason="war falsch")


def letter(**overrides: object) -> Reaction:
    return a_reaction(**({"channel": Channel.WRITTEN, "parting": None} | overrides))


def test_another_team_gets_the_case_and_the_deadlines_stay() -> None:
    before = handed_over(holder=TEAM_LEAD_A, taken_over_at=NOW)
    before = replace(
        before, acknowledgement=replace(SENT, receipt_confirmed_at=NOW, receipt_confirmed_by=TEAM_LEAD_A)
    )
    case, happened = decide(situation(before, BGF), to(TEAM_B))
    assert (case.reaction.teams, case.lead, case.lead_team) == ((TEAM_B,), Lead.TEAM, TEAM_B)
    assert (case.state, case.holder, case.taken_over_at) == (CaseState.IN_PROGRESS_TEAM, None, None)
    assert (case.acknowledge_by, case.close_by, case.act_by) == (day(8), day(17), day(17))
    assert case.acknowledgement == SENT  # the new team confirms the receipt itself
    assert case.informing == (Informing(team=TEAM_B),)
    assert happened == (
        events.Reclassified(
            at=NOW,
            old_concerns="fachliche_beschwerde",
            new_concerns="fachliche_beschwerde",
            old_teams="leistung-a",
            new_teams="leistung-b",
        ),
    )


def test_what_a_team_gave_back_is_assigned_anew_or_to_it_again() -> None:
    back, _ = decide(
        situation(handed_over(), TEAM_LEAD_A), steps.ReportNotResponsible(reason="nicht bei uns")
    )
    for team in (TEAM_B, TEAM_A):
        case, happened = decide(situation(back, BGF), to(team))
        assert (case.state, case.lead_team, case.returned) == (CaseState.IN_PROGRESS_TEAM, team, None)
        assert happened[-1] == events.StateChanged(
            at=NOW, old=CaseState.RECORDED, new=CaseState.IN_PROGRESS_TEAM
        )


def test_without_its_acknowledgement_a_letter_stays_with_the_bgf() -> None:
    assert decide(situation(written(), BGF), to(TEAM_B))[0].state is CaseState.RECORDED


def test_a_spoken_case_waits_for_the_new_teamleitung_unless_it_is_begun() -> None:
    assert decide(situation(spoken(), BGF), to(TEAM_B))[0].state is CaseState.WITH_TEAM_LEAD
    begun = spoken(
        state=CaseState.IN_PROGRESS_TEAM,
        holder=TEAM_LEAD_A,
        treatment=OralTreatment(kind=Treatment.IN_PROGRESS, at=NOW),
    )
    case, _ = decide(situation(begun, BGF), to(TEAM_B))
    assert (case.state, case.holder) == (CaseState.IN_PROGRESS_TEAM, None)


@pytest.mark.parametrize(
    "step", [to(TEAM_A, TEAM_B), to(TEAM_A, concerns=(FB, DAB))], ids=["two-teams", "dab"]
)
def test_the_rule_may_give_it_to_the_management(step: steps.Reclassify) -> None:
    case, happened = decide(situation(handed_over(holder=TEAM_LEAD_A), TEAM_LEAD_A), step)
    assert (case.lead, case.state, case.holder) == (Lead.MANAGEMENT, CaseState.IN_PROGRESS_MANAGEMENT, None)
    assert case.decision_state is DecisionState.NOT_NEEDED
    asked = step.teams
    assert [c.team for c in case.contributions] == list(asked)
    assert {c.due_on for c in case.contributions} == {day(10)}  # five working days before the 17th
    assert [type(event) for event in happened] == [
        events.Reclassified,
        events.LeadChanged,
        *[events.ContributionRequested for _ in asked],
        events.StateChanged,
    ]


def test_only_the_management_gives_it_back_to_a_team() -> None:
    case, _ = decide(situation(managed(), BGF), to(TEAM_A))
    assert (case.lead, case.state) == (Lead.MANAGEMENT, CaseState.IN_PROGRESS_MANAGEMENT)
    assert [c.team for c in case.contributions] == [TEAM_A]
    case, happened = decide(situation(managed(), MANAGEMENT), to(TEAM_A))
    assert (case.lead, case.state) == (Lead.TEAM, CaseState.IN_PROGRESS_TEAM)
    assert case.decision_state is DecisionState.OPEN
    assert case.contributions == ()
    assert events.LeadChanged(at=NOW, old=Lead.MANAGEMENT, new=Lead.TEAM) in happened


def test_what_the_management_has_taken_on_itself_it_keeps() -> None:
    own = Decision(lead=Lead.MANAGEMENT, decided_at=NOW, decided_by=MANAGEMENT)
    case, _ = decide(situation(managed(decision=own), MANAGEMENT), to(TEAM_A))
    assert case.lead is Lead.MANAGEMENT


def test_a_decision_for_the_team_outlasts_what_it_was_taken_in_view_of_but_nothing_new() -> None:
    both = letter(teams=(TEAM_A, TEAM_B))
    decided = handed_over(reaction=both, decision=TEAM_DECIDED, decision_state=DecisionState.TAKEN)
    same_grounds = to(TEAM_A, TEAM_B, concerns=(ConcernKind.IDEE_ANREGUNG,))
    case, _ = decide(situation(decided, BGF), same_grounds)
    assert (case.lead, case.decision_state) == (Lead.TEAM, DecisionState.TAKEN)
    case, _ = decide(situation(decided, BGF), to(TEAM_A, TEAM_B, concerns=(DAB,)))
    assert case.lead is Lead.MANAGEMENT


def test_praise_that_turns_out_to_be_a_complaint_is_to_be_decided_and_back() -> None:
    praise = handed_over(
        reaction=letter(concerns=(ConcernKind.LOB,)), decision_state=DecisionState.NOT_NEEDED
    )
    case, _ = decide(situation(praise, BGF), to(TEAM_A))
    assert case.decision_state is DecisionState.OPEN
    case, _ = decide(situation(case, BGF), to(TEAM_A, concerns=(ConcernKind.LOB,)))
    assert case.decision_state is DecisionState.NOT_NEEDED


def test_a_wish_to_pass_it_on_is_kept_by_the_same_team_and_moot_for_another() -> None:
    asked, _ = decide(situation(written_ready(), TEAM_LEAD_A), steps.PassToManagement(reason="zu schwer"))
    case, _ = decide(situation(asked, BGF), to(TEAM_A, concerns=(ConcernKind.IDEE_ANREGUNG,)))
    assert case.transfer == asked.transfer
    assert case.decision_state is DecisionState.OPEN
    case, _ = decide(situation(asked, BGF), to(TEAM_B))
    assert (case.transfer, case.decision_state) == (None, DecisionState.TAKEN)


def test_who_has_informed_stays_on_record_and_who_had_not_is_asked_no_more() -> None:
    told = Informing(team=TEAM_A, state=InformingState.DONE, informed_on=day(3), count=1)
    case, _ = decide(situation(managed(informing=(told, Informing(team=TEAM_B))), BGF), to(TEAM_B, TEAM_MI))
    assert case.informing == (told, Informing(team=TEAM_B), Informing(team=TEAM_MI))
    case, _ = decide(situation(managed(), BGF), to(TEAM_B))
    assert case.informing == (Informing(team=TEAM_B),)


def test_contributions_follow_the_teams() -> None:
    delivered, returned, open_one = (
        Contribution(team=team, requested_at=NOW, due_on=day(10), state=state)
        for team, state in (
            (TEAM_A, ContributionState.DELIVERED),
            (TEAM_B, ContributionState.RETURNED),
            (TEAM_MI, ContributionState.OPEN),
        )
    )
    case = managed(contributions=(delivered, returned, open_one))
    case = replace(case, reaction=replace(case.reaction, teams=(TEAM_A, TEAM_B, TEAM_MI)))
    changed, _ = decide(situation(case, BGF), to(TEAM_A, concerns=(DAB,)))
    assert [(c.team, c.state) for c in changed.contributions] == [
        (TEAM_A, ContributionState.DELIVERED),
        (TEAM_B, ContributionState.WAIVED),
    ]


def test_what_is_about_the_lead_stays_with_the_management_and_is_kept_from_the_new_lead_too() -> None:
    case, _ = decide(situation(about_the_lead(), MANAGEMENT), to(TEAM_B))
    assert (case.lead, case.lead_excluded) == (Lead.MANAGEMENT, True)
    assert case.excluded == (TEAM_LEAD_A, TEAM_LEAD_B)
    assert case.contributions == ()
    assert situation(case, TEAM_LEAD_B).role is None
    assert situation(case, TEAM_LEAD_A).role is None


def test_a_confidential_case_stays_with_the_management() -> None:
    secret = managed(reaction=letter(confidential=True, teams=(TEAM_A, TEAM_B)), contributions=())
    case, _ = decide(situation(secret, MANAGEMENT), to(TEAM_A))
    assert (case.lead, case.contributions) == (Lead.MANAGEMENT, ())


def test_a_team_only_praised_is_dropped_with_its_team() -> None:
    both = letter(teams=(TEAM_A, TEAM_B), praised_teams=(TEAM_B,))
    case, _ = decide(situation(managed(reaction=both), BGF), to(TEAM_A))
    assert case.reaction.praised_teams == ()
    case, _ = decide(situation(managed(reaction=both), BGF), to(TEAM_B, concerns=(ConcernKind.LOB,)))
    assert case.reaction.praised_teams == (TEAM_B,)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (to(TEAM_B, concerns=()), "concerns"),
        (to(TEAM_B, concerns=(ConcernKind.FOLGEREAKTION,)), "concerns"),
        (to(TEAM_B, concerns=(ConcernKind.FOLGEREAKTION, FB)), "follow_up_of"),
        (to(), "teams"),
        (to(TeamId("gibt-es-nicht")), "teams"),
        (replace(to(TEAM_B), reason="  "), "reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(step: steps.Reclassify, field: str) -> None:
    assert refused_field(situation(handed_over(), BGF), step) == field


def test_a_follow_up_names_what_it_follows() -> None:
    step = replace(to(TEAM_A, concerns=(ConcernKind.FOLGEREAKTION, FB)), follow_up_of=" KRM-2026-0009 ")
    case, _ = decide(situation(handed_over(), BGF), step)
    assert case.reaction.follow_up_of == "KRM-2026-0009"
    known = handed_over(reaction=letter(follow_up_of="KRM-2026-0008"))
    case, _ = decide(situation(known, BGF), replace(step, follow_up_of=""))
    assert case.reaction.follow_up_of == "KRM-2026-0008"


def test_a_team_that_closed_down_may_stay_but_not_come() -> None:
    office = an_office()
    closed_down = replace(office.teams[TEAM_A], active=False)
    house = replace(office, teams={**office.teams, TEAM_A: closed_down})
    idea = to(TEAM_A, concerns=(ConcernKind.IDEE_ANREGUNG,))
    assert decide(situation(handed_over(), BGF, office=house), idea)[0].lead_team == TEAM_A
    other = handed_over(reaction=letter(teams=(TEAM_B,)))
    assert refused_field(situation(other, BGF, office=house), idea) == "teams"


def test_what_stays_the_same_is_no_change() -> None:
    assert refused(situation(handed_over(), BGF), to(TEAM_A)) == "Es hat sich nichts geändert."


def test_bgf_office_that_leads_and_management_may() -> None:
    def allowed(case: Case) -> set[StaffId]:
        return {who for who in EVERYBODY if permitted(situation(case, who), steps.Reclassify)}

    assert allowed(handed_over()) == {BGF, TEAM_LEAD_A, DEPUTY_A, MANAGEMENT}
    assert allowed(managed()) == {BGF, MANAGEMENT}
    assert allowed(about_the_lead()) == {BGF, MANAGEMENT}
    assert allowed(closed()) == set()
    assert allowed(handed_over(state=CaseState.FINAL_SIGNATURE)) == set()


def test_a_returned_spoken_case_is_decided_about_by_the_next_teamleitung() -> None:
    back = spoken(
        state=CaseState.RECORDED,
        returned=Return(at=NOW, reason="nicht bei uns", team=TEAM_A),
        reaction=a_reaction(parting=Parting.LEFT),
    )
    case, _ = decide(situation(back, BGF), to(TEAM_B))
    assert (case.state, case.returned) == (CaseState.WITH_TEAM_LEAD, None)


def test_the_acknowledgement_that_is_owed_stays_owed() -> None:
    case, _ = decide(situation(written(acknowledgement=OPEN), BGF), to(TEAM_A, TEAM_B))
    assert (case.acknowledgement, case.state) == (OPEN, CaseState.IN_PROGRESS_MANAGEMENT)
