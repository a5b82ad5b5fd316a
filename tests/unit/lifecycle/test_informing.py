"""Employees concerned are told by their Teamleitung: when, how many, never who (R21, A24, A26, A34)."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Informing
from procedure.lifecycle import decide, permitted
from procedure.vocabulary import Channel, InformingState, StaffId
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
    a_reaction,
    an_office,
)
from tests.unit.lifecycle.cases import about_the_lead, closed, ended, handed_over, managed, written
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
TOLD = steps.InformEmployees(team=TEAM_A, informed_on=day(3), count=2)
NOBODY = steps.NobodyConcerned(team=TEAM_A)
POSTPONE = steps.PostponeInforming(team=TEAM_A, reason=" Ermittlungen laufen ")


def allowed(case: Case, step: type) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), step)}


def row(case: Case, team: object = TEAM_A) -> Informing:
    (found,) = [informing for informing in case.informing if informing.team == team]
    return found


def test_it_is_noted_when_and_how_many() -> None:
    case, happened = decide(situation(written(), TEAM_LEAD_A), TOLD)
    assert row(case) == Informing(team=TEAM_A, state=InformingState.DONE, informed_on=day(3), count=2)
    assert happened == (events.Informed(at=NOW, team=TEAM_A, state=InformingState.DONE),)


def test_there_is_no_place_for_names() -> None:
    assert {f.name for f in fields(steps.InformEmployees)} == {"team", "informed_on", "count"}
    assert {f.name for f in fields(steps.NobodyConcerned)} == {"team"}
    kept = {"team", "state", "informed_on", "count", "reason", "absent_until"}
    assert {f.name for f in fields(Informing)} == kept


def test_nobody_concerned_may_turn_out_wrong_but_not_the_other_way_round() -> None:
    case, _ = decide(situation(written(), TEAM_LEAD_A), NOBODY)
    assert row(case).state is InformingState.NOBODY
    assert "schon vermerkt" in refused(situation(case, TEAM_LEAD_A), NOBODY)
    case, _ = decide(situation(case, TEAM_LEAD_A), TOLD)
    assert row(case).state is InformingState.DONE
    for step in (TOLD, NOBODY):
        assert "schon vermerkt" in refused(situation(case, TEAM_LEAD_A), step)


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_somebody_was_told(count: int) -> None:
    assert refused_field(situation(written(), TEAM_LEAD_A), replace(TOLD, count=count)) == "count"


@pytest.mark.parametrize("informed_on", [day(2), day(4)])
def test_neither_before_the_receipt_nor_tomorrow(informed_on: object) -> None:
    step = replace(TOLD, informed_on=informed_on)
    assert refused_field(situation(written(), TEAM_LEAD_A), step) == "informed_on"


@pytest.mark.parametrize("step", [steps.InformEmployees, steps.NobodyConcerned])
def test_each_teamleitung_tells_her_own_people_and_the_management_where_she_must_not_know(step: type) -> None:
    assert allowed(handed_over(), step) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(managed(), step) == {TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B}
    assert allowed(about_the_lead(), step) == {MANAGEMENT}
    secret = handed_over(reaction=a_reaction(channel=Channel.WRITTEN, parting=None, confidential=True))
    assert allowed(secret, step) == {MANAGEMENT}
    assert allowed(ended(), step) == set()
    assert allowed(closed(), step) == set()


def test_nobody_speaks_for_another_team() -> None:
    step = replace(TOLD, team=TEAM_B)
    assert "ihre Teamleitung" in refused(situation(managed(), TEAM_LEAD_A), step)
    assert "nicht beteiligt" in refused(situation(handed_over(), TEAM_LEAD_A), step)


def test_the_management_tells_the_people_of_a_team_that_has_nobody_left() -> None:
    office = an_office()
    orphan = replace(office.teams[TEAM_A], lead=None, deputies=())
    gone = replace(office, teams={**office.teams, TEAM_A: orphan})
    closed_down = replace(office, teams={**office.teams, TEAM_A: replace(orphan, active=False)})
    for house in (gone, closed_down):
        case, _ = decide(situation(managed(), MANAGEMENT, office=house), TOLD)
        assert row(case).state is InformingState.DONE
        assert "ihre Teamleitung" in refused(
            situation(managed(), MANAGEMENT, office=house), replace(TOLD, team=TEAM_B)
        )


def test_only_the_management_puts_it_off_and_says_why() -> None:
    assert allowed(handed_over(), steps.PostponeInforming) == {MANAGEMENT}
    at = situation(handed_over(), MANAGEMENT)
    assert refused_field(at, replace(POSTPONE, reason="  ")) == "reason"
    assert "nicht beteiligt" in refused(at, replace(POSTPONE, team=TEAM_B))
    case, happened = decide(at, POSTPONE)
    assert row(case) == Informing(team=TEAM_A, state=InformingState.POSTPONED, reason="Ermittlungen laufen")
    assert happened == (events.Informed(at=NOW, team=TEAM_A, state=InformingState.POSTPONED),)
    assert "nichts aufzuschieben" in refused(situation(case, MANAGEMENT), POSTPONE)


def test_one_team_is_put_off_once_while_another_is_open() -> None:
    case, _ = decide(situation(managed(), MANAGEMENT), POSTPONE)
    assert "schon vermerkt" in refused(situation(case, MANAGEMENT), POSTPONE)


def test_what_was_put_off_is_caught_up_on_even_after_the_end() -> None:
    case, _ = decide(situation(handed_over(), MANAGEMENT), POSTPONE)
    later = situation(closed(case), TEAM_LEAD_A, now=NOW + timedelta(days=40))
    told, _ = decide(later, replace(TOLD, informed_on=later.today))
    assert row(told).state is InformingState.DONE
    assert "schon beendet" in refused(situation(ended(case), TEAM_LEAD_A), TOLD)
