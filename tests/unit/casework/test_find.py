"""Lists and searches: one's own first, nothing that one may not see, ten rows a page (GA II; privacy)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.errors import CaseNotFound, UnknownPerson
from casework.own_offices import audiences_of
from casework.requests import Deadlines, MyTasks, OpenCases, SearchCases, ShowCase
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Closing
from procedure.duties import DutyKind
from procedure.office import Absence
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    Lead,
    Outcome,
    Role,
    StaffId,
    TeamId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.house import House

TODAY = date(2026, 12, 3)
AWAY = Absence(staff_id=TEAM_LEAD_A, from_on=TODAY, until_on=TODAY)


def a_letter(
    number: int, *, team: TeamId = TEAM_A, act_by: date = date(2026, 12, 17), **overrides: object
) -> Case:
    values: dict[str, object] = {
        "id": CaseId(f"case-{number:04d}"),
        "number": f"KRM-2026-{number:04d}",
        "reaction": a_reaction(
            channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False, teams=(team,)
        ),
        "state": CaseState.IN_PROGRESS_TEAM,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.WAIVED),
        "holder": TEAM_LEAD_A,
        "recorded_in_tool_at": REGISTERED_AT,
        "close_by": act_by,
        "act_by": act_by,
    }
    return a_case(**(values | overrides))


def a_closing() -> Closing:
    return Closing(
        outcome=Outcome.UNFOUNDED,
        answer=AnswerKind.NOT_REQUIRED,
        closed_at=REGISTERED_AT,
        closed_by=TEAM_LEAD_A,
    )


def numbers(rows: object) -> list[int]:
    return [int(row.number[-4:]) for row in rows.rows]  # type: ignore[attr-defined]


async def test_my_tasks_are_what_my_office_owes_the_most_urgent_first(house: House) -> None:
    await house.has(
        a_letter(1, act_by=date(2026, 12, 18)),
        a_letter(2, act_by=date(2026, 12, 4)),
        a_letter(3, team=TEAM_B, act_by=date(2026, 12, 3)),
    )
    mine = await house.find(MyTasks(), TEAM_LEAD_A)
    assert (mine.title, mine.asked) == ("Ihre Aufgaben", "meine")
    assert numbers(mine) == [2, 1]
    row = mine.rows[0]
    assert (row.next_duty, row.due_on, row.working_days_left, row.owed_by, row.mine) == (
        DutyKind.ANSWER, date(2026, 12, 4), 1, "Teamleitung Leistung A", True,
    )  # fmt: skip
    assert (row.state, row.lead_name, row.version) == (
        CaseState.IN_PROGRESS_TEAM, "Teamleitung Leistung A", 1,
    )  # fmt: skip


async def test_among_my_tasks_a_row_names_my_own_duty_not_an_earlier_one_of_others(house: House) -> None:
    await house.has(a_letter(1, recorded_in_tool_at=None))
    (lead,) = (await house.find(MyTasks(), TEAM_LEAD_A)).rows
    (bgf,) = (await house.find(MyTasks(), BGF)).rows
    assert (lead.next_duty, bgf.next_duty) == (DutyKind.ANSWER, DutyKind.RECORD)
    (every,) = (await house.find(OpenCases(), TEAM_LEAD_A)).rows
    assert (every.next_duty, every.owed_by, every.mine) == (DutyKind.RECORD, "BGF", False)


async def test_a_deputy_has_the_tasks_only_while_the_teamleitung_is_away(house: House) -> None:
    await house.has(a_letter(1))
    assert numbers(await house.find(MyTasks(), DEPUTY_A)) == []
    assert numbers(await house.find(OpenCases(), DEPUTY_A)) == [1]
    house.units.office = an_office(absences=(AWAY,))
    assert numbers(await house.find(MyTasks(), DEPUTY_A)) == [1]
    assert numbers(await house.find(MyTasks(), TEAM_LEAD_A)) == [1]


async def test_the_bgf_has_what_a_dissolved_team_leaves(house: House) -> None:
    await house.has(a_letter(1))
    teams = dict(an_office().teams)
    teams[TEAM_A] = replace(teams[TEAM_A], active=False)
    house.units.office = replace(an_office(), teams=teams)
    assert numbers(await house.find(MyTasks(), BGF)) == [1]
    assert numbers(await house.find(OpenCases(), TEAM_LEAD_A)) == []


async def test_the_management_has_what_it_leads(house: House) -> None:
    led = a_letter(1, lead=Lead.MANAGEMENT, state=CaseState.IN_PROGRESS_MANAGEMENT, holder=None)
    await house.has(led, a_letter(2))
    assert numbers(await house.find(MyTasks(), MANAGEMENT)) == [1]
    assert numbers(await house.find(MyTasks(), TEAM_LEAD_A)) == [2]


async def test_open_cases_are_all_that_are_not_over_in_my_sight(house: House) -> None:
    await house.has(
        a_letter(1, act_by=date(2026, 12, 21)),
        a_letter(2, team=TEAM_B),
        a_letter(3, state=CaseState.CLOSED),
    )
    assert numbers(await house.find(OpenCases(), TEAM_LEAD_A)) == [1]
    assert numbers(await house.find(OpenCases(), BGF)) == [2, 1]
    assert numbers(await house.find(OpenCases(), EMPLOYEE)) == []


async def test_deadlines_are_overdue_or_due_within_a_week(house: House) -> None:
    await house.has(
        a_letter(1, act_by=date(2026, 12, 10)),
        a_letter(2, act_by=date(2026, 12, 11)),
        a_letter(3, act_by=date(2026, 12, 1)),
        a_letter(4, act_by=date(2026, 12, 4), state=CaseState.CLOSED),
    )
    found = await house.find(Deadlines(), TEAM_LEAD_A)
    assert (found.title, numbers(found)) == ("Fristen", [3, 1])
    assert found.rows[0].working_days_left == -2


async def test_deadlines_name_what_is_owed_of_closed_cases_until_they_are_filed(house: House) -> None:
    over = {"state": CaseState.CLOSED, "closing": a_closing()}
    await house.has(
        a_letter(1, act_by=date(2026, 12, 10)),
        a_letter(2, **over),
        a_letter(3, **over, filed_at=REGISTERED_AT),
    )
    found = await house.find(Deadlines(), BGF)
    assert [(row.number, row.next_duty) for row in found.rows] == [
        ("KRM-2026-0002", DutyKind.FILE),
        ("KRM-2026-0001", DutyKind.ANSWER),
    ]


async def test_a_list_has_ten_rows_a_page_and_says_how_many_there_are(house: House) -> None:
    await house.has(*(a_letter(n) for n in range(1, 24)))
    first = await house.find(OpenCases(), TEAM_LEAD_A)
    assert (len(first.rows), first.page, first.pages, first.total) == (10, 1, 3, 23)
    last = await house.find(OpenCases(), TEAM_LEAD_A, page=3)
    assert (len(last.rows), last.page) == (3, 3)
    seen = [*numbers(first), *numbers(await house.find(OpenCases(), TEAM_LEAD_A, page=2)), *numbers(last)]
    assert sorted(seen) == list(range(1, 24))


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-5, 1), (99, 2)])
async def test_a_page_that_is_not_there_is_the_nearest_one(house: House, asked: int, shown: int) -> None:
    await house.has(*(a_letter(n) for n in range(1, 12)))
    found = await house.find(OpenCases(), TEAM_LEAD_A, page=asked)
    assert (found.page, len(found.rows)) == (shown, 10 if shown == 1 else 1)


async def test_an_empty_list_is_one_empty_page(house: House) -> None:
    found = await house.find(MyTasks(), TEAM_LEAD_A)
    assert (found.rows, found.page, found.pages, found.total) == ((), 1, 1, 0)


async def test_what_one_may_not_see_is_neither_listed_nor_counted(house: House) -> None:
    await house.has(*(a_letter(n, team=TEAM_B) for n in range(1, 15)), a_letter(20))
    found = await house.find(SearchCases(asked="suche alles"), TEAM_LEAD_A)
    assert (numbers(found), found.total, found.pages) == ([20], 1, 1)


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"customer_number": "617A123456"}, [1, 2, 3]),
        ({"customer_number": "617A999999"}, [4]),
        ({"team": TEAM_B}, [3]),
        ({"states": (CaseState.CLOSED,)}, [2]),
        ({"open_only": True}, [1, 3, 4]),
        ({"received_until": date(2026, 12, 2)}, [4]),
        ({"received_from": date(2026, 12, 3)}, [1, 2, 3]),
        ({"received_from": date(2026, 12, 3), "team": TEAM_B}, [3]),
    ],
)
async def test_each_criterion_narrows(house: House, criteria: dict[str, object], expected: list[int]) -> None:
    early = a_letter(4)
    early = replace(
        early,
        reaction=replace(
            early.reaction,
            received_at=early.reaction.received_at - timedelta(days=1),
            customer=a_customer(number="617A999999"),
        ),
    )
    await house.has(a_letter(1), a_letter(2, state=CaseState.CLOSED), a_letter(3, team=TEAM_B), early)
    found = await house.find(SearchCases(asked="suche dies", **criteria), BGF)
    assert (sorted(numbers(found)), found.title, found.asked) == (expected, "Suche", "suche dies")


async def test_a_number_finds_its_case_however_it_is_typed(house: House) -> None:
    case = a_letter(42)
    await house.has(case)
    assert await house.number(" krm-2026-0042", TEAM_LEAD_A) == case
    assert numbers(await house.find(ShowCase(number="krm-2026-0042"), TEAM_LEAD_A)) == [42]


@pytest.mark.parametrize("number", ["KRM-2026-0042", "KRM-2026-0043", "", "KRM"])
async def test_somebody_elses_number_and_none_at_all_get_the_same_answer(house: House, number: str) -> None:
    await house.has(a_letter(42, team=TEAM_B))
    with pytest.raises(CaseNotFound) as refused:
        await house.number(number, TEAM_LEAD_A)
    assert str(refused.value) == CaseNotFound.__doc__


async def test_the_reporting_person_finds_her_report_for_a_day_without_how_it_is_worked_on(
    house: House,
) -> None:
    await house.has(a_letter(1))
    (row,) = (await house.find(OpenCases(), FRONT_DESK)).rows
    assert (row.next_duty, row.due_on, row.owed_by, row.mine) == (None, None, "", False)
    assert (await house.number("KRM-2026-0001", FRONT_DESK)).number == "KRM-2026-0001"
    house.now += timedelta(days=2)
    assert numbers(await house.find(OpenCases(), FRONT_DESK)) == []
    with pytest.raises(CaseNotFound):
        await house.number("KRM-2026-0001", FRONT_DESK)


async def test_who_is_not_in_the_roster_finds_nothing(house: House) -> None:
    await house.has(a_letter(1))
    with pytest.raises(UnknownPerson):
        await house.find(OpenCases(), StaffId("nobody"))
    with pytest.raises(CaseNotFound):
        await house.number("KRM-2026-0001", StaffId("nobody"))


async def test_a_case_about_the_teamleitung_is_in_nobodys_list_of_her_team(house: House) -> None:
    await house.has(
        a_letter(
            1,
            lead=Lead.MANAGEMENT,
            state=CaseState.IN_PROGRESS_MANAGEMENT,
            lead_excluded=True,
            excluded=(TEAM_LEAD_A,),
        )
    )
    for who in (TEAM_LEAD_A, DEPUTY_A):
        assert numbers(await house.find(OpenCases(), who)) == []
    house.units.office = an_office(absences=(AWAY,))
    assert numbers(await house.find(MyTasks(), DEPUTY_A)) == []
    assert numbers(await house.find(MyTasks(), MANAGEMENT)) == [1]


async def test_a_confidential_case_is_found_by_trusted_people_only(house: House) -> None:
    case = a_letter(1)
    await house.has(replace(case, reaction=replace(case.reaction, confidential=True)))
    staff = dict(house.units.office.staff)
    staff[MANAGEMENT] = replace(staff[MANAGEMENT], roles=frozenset({Role.MANAGEMENT, Role.TRUSTED}))
    house.units.office = replace(house.units.office, staff=staff)
    found = {who: numbers(await house.find(OpenCases(), who)) for who in (BGF, MANAGEMENT, TEAM_LEAD_A)}
    assert found == {BGF: [], MANAGEMENT: [1], TEAM_LEAD_A: []}
    with pytest.raises(CaseNotFound):
        await house.number(case.number, BGF)


def test_the_offices_of_each_person() -> None:
    def offices(who: StaffId, *absences: Absence) -> set[str]:
        return {str(audience) for audience in audiences_of(who, an_office(absences=absences), TODAY)}

    assert {"teamleitung:leistung-a"} == {a for a in offices(TEAM_LEAD_A) if a.startswith("team")}
    assert not {a for a in offices(DEPUTY_A) if a.startswith("team")}
    assert "teamleitung:leistung-a" in offices(DEPUTY_A, AWAY)
    assert "teamleitung:leistung-b" not in offices(BGF)
    lead_b_away = replace(AWAY, staff_id=TEAM_LEAD_B)
    assert "teamleitung:leistung-b" in offices(BGF, lead_b_away)
    assert "bgf" in offices(BGF)
    assert offices(EMPLOYEE) == {f"person:{EMPLOYEE}"}
    assert offices(StaffId("nobody")) == {"person:nobody"}
