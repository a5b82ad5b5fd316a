"""Those concerned are away: they are told after their return (A24), until when is kept and never who."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Informing
from procedure.duties import DutyKind, duties_of
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.transitions.completeness import missing_for_closing
from procedure.vocabulary import InformingState, StaffId
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
)
from tests.unit.lifecycle.cases import about_the_lead, closed, ended, handed_over, managed, spoken_ready
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, rulebook, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
AWAY = steps.EmployeesAbsent(team=TEAM_A, until=day(11))
"""Until Friday the 11th: back on Monday the 14th."""


def said(case: Case | None = None, who: StaffId = TEAM_LEAD_A, until: date = AWAY.until) -> Case:
    return decide(situation(case or handed_over(), who), replace(AWAY, until=until))[0]


def due(case: Case, switches: Switches | None = None) -> list[date]:
    return [duty.due_on for duty in duties_of(case, rulebook(switches)) if duty.kind is DutyKind.INFORM]


def test_it_is_kept_until_when_and_told_to_nobody_by_name() -> None:
    case, happened = decide(situation(handed_over(), TEAM_LEAD_A), AWAY)
    assert case.informing == (Informing(team=TEAM_A, absent_until=day(11)),)
    assert happened == (events.EmployeesAway(at=NOW, team=TEAM_A, until=day(11)),)
    assert {f.name for f in fields(steps.EmployeesAbsent)} == {"team", "until"}


@pytest.mark.parametrize(
    ("until", "due_on"),
    [(day(3), day(7)), (day(4), day(8)), (day(6), day(8)), (day(11), day(15)), (day(18), day(22))],
)
def test_the_duty_falls_due_on_the_working_day_after_the_return(until: date, due_on: date) -> None:
    assert due(handed_over()) == [day(4)]
    assert due(said(until=until)) == [due_on]


def test_how_soon_after_the_return_is_as_after_the_hand_over() -> None:
    assert due(said(), Switches(inform_within_days=0)) == [day(14)]
    assert due(said(), Switches(inform_within_days=3)) == [day(17)]
    assert due(said(until=day(3)), Switches(inform_within_days=10)) == [day(18)]


def test_another_teams_duty_stays() -> None:
    assert sorted(due(said(managed()))) == [day(4), day(15)]


def test_each_teamleitung_says_it_of_her_own_people_and_the_management_where_she_must_not_know() -> None:
    def allowed(case: Case) -> set[StaffId]:
        return {who for who in EVERYBODY if permitted(situation(case, who), steps.EmployeesAbsent)}

    assert allowed(handed_over()) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(managed()) == {TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B}
    assert allowed(about_the_lead()) == {MANAGEMENT}
    assert allowed(ended()) == allowed(closed()) == set()
    assert "ihre Teamleitung" in refused(situation(managed(), TEAM_LEAD_A), replace(AWAY, team=TEAM_B))
    assert "nicht beteiligt" in refused(situation(handed_over(), TEAM_LEAD_A), replace(AWAY, team=TEAM_B))


@pytest.mark.parametrize("until", [day(2), day(3) + timedelta(days=366)])
def test_neither_a_day_that_is_over_nor_one_far_away(until: date) -> None:
    assert refused_field(situation(handed_over(), TEAM_LEAD_A), replace(AWAY, until=until)) == "until"


def test_a_wrong_day_is_said_anew_and_the_same_not_twice() -> None:
    case = said()
    assert "schon vermerkt" in refused(situation(case, TEAM_LEAD_A), AWAY)
    assert due(said(case, until=day(4))) == [day(8)]


@pytest.mark.parametrize("row", [InformingState.DONE, InformingState.NOBODY, InformingState.POSTPONED])
def test_what_is_settled_or_put_off_is_not_moved(row: InformingState) -> None:
    case = handed_over(informing=(Informing(team=TEAM_A, state=row),))
    assert "schon vermerkt" in refused(situation(case, TEAM_LEAD_A), AWAY)


def test_told_after_the_return_nothing_is_left_of_the_absence() -> None:
    told = steps.InformEmployees(team=TEAM_A, informed_on=day(3), count=1)
    case, _ = decide(situation(said(), TEAM_LEAD_A), told)
    assert case.informing == (Informing(team=TEAM_A, state=InformingState.DONE, informed_on=day(3), count=1),)


def test_only_the_management_puts_it_off_so_that_the_case_may_end_before() -> None:
    case = said(spoken_ready(informing=(Informing(team=TEAM_A),)))
    (missing,) = missing_for_closing(case, rulebook())
    assert missing.startswith("Die betroffenen Beschäftigten sind abwesend und noch nicht informiert.")
    assert missing.endswith("Aufschieben kann das nur die Geschäftsleitung.")
    put_off = steps.PostponeInforming(team=TEAM_A, reason="Langer Urlaub")
    refused(situation(case, TEAM_LEAD_A), put_off)
    postponed, _ = decide(situation(case, MANAGEMENT), put_off)
    assert postponed.informing == (
        Informing(team=TEAM_A, state=InformingState.POSTPONED, reason="Langer Urlaub"),
    )
    assert missing_for_closing(postponed, rulebook()) == ()
