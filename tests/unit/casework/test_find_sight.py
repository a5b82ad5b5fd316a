"""Who finds what: nothing that one may not see, by list or by number (GA II; privacy)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.errors import CaseNotFound, UnknownPerson
from casework.own_offices import audiences_of
from casework.requests import MyTasks, OpenCases, SearchCases
from procedure.office import Absence
from procedure.vocabulary import (
    CaseState,
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
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    an_office,
)
from tests.support.house import House
from tests.unit.casework.listed_cases import AWAY, TODAY, a_letter, numbers


async def test_what_one_may_not_see_is_neither_listed_nor_counted(house: House) -> None:
    await house.has(*(a_letter(n, team=TEAM_B) for n in range(1, 15)), a_letter(20))
    found = await house.find(SearchCases(asked="suche alles"), TEAM_LEAD_A)
    assert (numbers(found), found.total, found.pages) == ([20], 1, 1)


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
