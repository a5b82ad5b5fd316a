"""Who is away: said by whom, from when to when, and who is called instead (GA II; R11, A25)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.absences import represented
from casework.errors import UnknownPerson
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.notification import NoticeKind
from procedure.office import Absence
from procedure.vocabulary import CaseId, CaseState, Lead, StaffId
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
    a_case,
    a_reaction,
    an_office,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

TODAY = date(2026, 12, 3)
TOMORROW = date(2026, 12, 4)
FRIDAY_WEEK = date(2026, 12, 11)


def calls(units: FakeUnitsOfWork) -> list[tuple[NoticeKind, str, CaseId]]:
    return [(notice.kind, str(notice.audience), notice.case_id) for notice in units.notices_put]


async def test_a_teamleitung_who_is_away_is_represented_by_her_deputy(house: House) -> None:
    reported = await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    assert [(r.team, r.team_name, r.by) for r in reported.represented] == [
        (TEAM_A, "Leistung A", "Sina Stellvertretung")
    ]
    assert reported.name == "Tom Teamleiter"


async def test_where_a_team_has_no_deputy_the_bgf_stands_in(house: House) -> None:
    reported = await house.away(TEAM_LEAD_B, TODAY, FRIDAY_WEEK)
    assert [(r.team_name, r.by) for r in reported.represented] == [("Leistung B", "das BGF")]


async def test_where_the_deputy_is_away_too_the_bgf_stands_in_or_the_deputys_own() -> None:
    absences = tuple(Absence(staff_id=who, from_on=TODAY, until_on=TODAY) for who in (TEAM_LEAD_A, DEPUTY_A))
    assert [r.by for r in represented(an_office(absences=absences), TEAM_LEAD_A, TODAY)] == ["das BGF"]


async def test_somebody_who_leads_no_team_is_represented_by_nobody(house: House) -> None:
    assert (await house.away(EMPLOYEE, TODAY, TODAY)).represented == ()


async def test_an_absence_that_begins_today_calls_the_deputy_to_the_cases_that_wait(
    house: House, units: FakeUnitsOfWork
) -> None:
    waiting = a_case(id=CaseId("a"), number="KRM-2026-0001")
    elsewhere = a_case(
        id=CaseId("b"), number="KRM-2026-0002", reaction=a_reaction(teams=(TEAM_B,)), handover=None
    )
    over = a_case(
        id=CaseId("c"), number="KRM-2026-0003", state=CaseState.ENDED, handover=None, filed_at=house.now
    )
    await house.has(waiting, elsewhere, over)
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    assert calls(units) == [(NoticeKind.NEWS_FOR_TEAM, f"teamleitung:{TEAM_A}", CaseId("a"))]


async def test_more_cases_than_one_read_are_all_called_for(house: House, units: FakeUnitsOfWork) -> None:
    cases = [a_case(id=CaseId(f"{n}"), number=f"KRM-2026-{n:04d}") for n in range(1, 204)]
    await house.has(*cases)
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    assert {case_id for _, _, case_id in calls(units)} == {case.id for case in cases}
    assert len(calls(units)) == 203


async def test_a_case_about_the_teamleitung_calls_nobody_of_her_team(
    house: House, units: FakeUnitsOfWork
) -> None:
    about = a_case(
        reaction=a_reaction(concerns_lead=True),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        lead_excluded=True,
        excluded=(TEAM_LEAD_A,),
        handover=None,
    )
    await house.has(about)
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    assert calls(units) == []


async def test_a_planned_absence_is_kept_and_calls_nobody_yet(house: House, units: FakeUnitsOfWork) -> None:
    await house.has(a_case())
    await house.away(TEAM_LEAD_A, TOMORROW, FRIDAY_WEEK)
    assert calls(units) == []
    async with units() as unit:
        kept = (await unit.staff.office()).absences
    assert kept == (Absence(staff_id=TEAM_LEAD_A, from_on=TOMORROW, until_on=FRIDAY_WEEK),)


async def test_a_deputy_who_stands_in_and_goes_home_calls_whoever_is_next(
    house: House, units: FakeUnitsOfWork
) -> None:
    await house.has(a_case())
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    await house.away(DEPUTY_A, TODAY, TODAY)
    assert len(calls(units)) == 2


async def test_reported_twice_is_reported_once(house: House, units: FakeUnitsOfWork) -> None:
    await house.has(a_case())
    first = await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    assert await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK) == first
    assert len(calls(units)) == 1


async def test_a_longer_absence_does_not_call_again(house: House, units: FakeUnitsOfWork) -> None:
    await house.has(a_case())
    await house.away(TEAM_LEAD_A, TODAY, TOMORROW)
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    assert len(calls(units)) == 1


@pytest.mark.parametrize("reporter", [BGF, MANAGEMENT])
async def test_bgf_and_management_report_others(house: House, reporter: StaffId) -> None:
    assert (await house.away(TEAM_LEAD_A, TODAY, TODAY, by=reporter)).name == "Tom Teamleiter"
    assert await house.back(TEAM_LEAD_A, by=reporter) == "Tom Teamleiter"


@pytest.mark.parametrize("reporter", [FRONT_DESK, EMPLOYEE, DEPUTY_A, TEAM_LEAD_B])
async def test_nobody_else_reports_others(house: House, reporter: StaffId) -> None:
    with pytest.raises(NotPermitted, match="BGF"):
        await house.away(TEAM_LEAD_A, TODAY, TODAY, by=reporter)
    await house.away(TEAM_LEAD_A, TODAY, TODAY)
    with pytest.raises(NotPermitted, match="BGF"):
        await house.back(TEAM_LEAD_A, by=reporter)


async def test_strangers_report_nothing_and_strangers_are_not_reported(house: House) -> None:
    with pytest.raises(UnknownPerson):
        await house.away(StaffId("nobody"), TODAY, TODAY)
    with pytest.raises(IncompleteReaction, match="Verzeichnis"):
        await house.away(StaffId("nobody"), TODAY, TODAY, by=BGF)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY - timedelta(days=1), TODAY, "from_on"),
        (TOMORROW, TODAY, "until_on"),
        (TODAY, TODAY + timedelta(days=366), "until_on"),
    ],
)
async def test_days_that_cannot_be_are_refused_at_their_field(
    house: House, units: FakeUnitsOfWork, first: date, last: date, field: str
) -> None:
    with pytest.raises(IncompleteReaction) as refused:
        await house.away(TEAM_LEAD_A, first, last)
    assert refused.value.field == field
    async with units() as unit:
        assert (await unit.staff.office()).absences == ()


async def test_a_year_and_a_day_can_be_reported(house: House) -> None:
    await house.away(TEAM_LEAD_A, TODAY, TODAY + timedelta(days=365))


async def test_whoever_is_back_has_her_tasks_again(house: House, units: FakeUnitsOfWork) -> None:
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    house.now += timedelta(days=1)
    assert await house.back(TEAM_LEAD_A) == "Tom Teamleiter"
    async with units() as unit:
        office = await unit.staff.office()
    assert not office.is_absent(TEAM_LEAD_A, TOMORROW)
    assert office.is_absent(TEAM_LEAD_A, TODAY)


async def test_whoever_is_back_from_an_illness_keeps_the_holiday_planned_for_later(
    house: House, units: FakeUnitsOfWork
) -> None:
    holiday = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 21), until_on=date(2026, 12, 31))
    await house.away(TEAM_LEAD_A, TODAY, FRIDAY_WEEK)
    await house.away(TEAM_LEAD_A, holiday.from_on, holiday.until_on)
    await house.back(TEAM_LEAD_A)
    assert units.office.absences == (holiday,)


async def test_whoever_is_here_takes_a_planned_absence_back(house: House, units: FakeUnitsOfWork) -> None:
    await house.away(TEAM_LEAD_A, TOMORROW, FRIDAY_WEEK)
    await house.back(TEAM_LEAD_A)
    assert units.office.absences == ()


async def test_whoever_is_not_away_cannot_come_back(house: House) -> None:
    with pytest.raises(StepNotAllowed, match="keine Abwesenheit"):
        await house.back(TEAM_LEAD_A)


async def test_who_stands_in_is_asked_for_the_first_day_of_the_absence() -> None:
    office = an_office(
        absences=(
            Absence(staff_id=TEAM_LEAD_A, from_on=TODAY, until_on=FRIDAY_WEEK),
            Absence(staff_id=DEPUTY_A, from_on=TODAY, until_on=TODAY),
        )
    )
    by = {on: represented(office, TEAM_LEAD_A, on)[0].by for on in (TODAY, TOMORROW)}
    assert by == {TODAY: "das BGF", TOMORROW: "Sina Stellvertretung"}


async def test_where_bgf_is_empty_the_management_stands_in() -> None:
    office = an_office(absences=(Absence(staff_id=TEAM_LEAD_B, from_on=TODAY, until_on=TODAY),))
    without = replace(office, staff={k: m for k, m in office.staff.items() if k != BGF})
    assert represented(without, TEAM_LEAD_B, TODAY)[0].by == "die Geschäftsleitung"
