"""Lists and searches: one's own first, ten rows a page (GA II)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.requests import Deadlines, MyTasks, OpenCases, SearchCases, ShowCase
from procedure.case_parts import Closing
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    Lead,
    Outcome,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    a_customer,
    an_office,
)
from tests.support.house import House
from tests.unit.casework.listed_cases import AWAY, a_letter, numbers


def a_closing() -> Closing:
    return Closing(
        outcome=Outcome.UNFOUNDED,
        answer=AnswerKind.NOT_REQUIRED,
        closed_at=REGISTERED_AT,
        closed_by=TEAM_LEAD_A,
    )


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
