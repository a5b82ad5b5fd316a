"""The roster as the use cases see it, and the absences that people report (A25)."""

from datetime import date

import pytest

from casework.ports import UnitsOfWork
from procedure.office import Absence
from procedure.vocabulary import StaffId
from tests.support.builders import BGF, DEPUTY_A, REGISTERED_AT, TEAM_LEAD_A, an_office


def away(first: int, last: int, staff_id: StaffId = TEAM_LEAD_A) -> Absence:
    return Absence(staff_id=staff_id, from_on=date(2026, 12, first), until_on=date(2026, 12, last))


async def report(units: UnitsOfWork, *absences: Absence) -> None:
    async with units() as unit:
        for absence in absences:
            await unit.staff.add_absence(absence, by=absence.staff_id, at=REGISTERED_AT)
        await unit.commit()


async def back(units: UnitsOfWork, day: int) -> int:
    async with units() as unit:
        changed = await unit.staff.end_absences(
            TEAM_LEAD_A, on=date(2026, 12, day), by=TEAM_LEAD_A, at=REGISTERED_AT
        )
        await unit.commit()
        return changed


async def absences(units: UnitsOfWork) -> tuple[Absence, ...]:
    async with units(reads_only=True) as unit:
        return (await unit.staff.office()).absences


async def test_a_reported_absence_counts_at_once_and_afterwards(units: UnitsOfWork) -> None:
    async with units() as unit:
        assert await unit.staff.office() == an_office()
        await unit.staff.add_absence(away(3, 9), by=BGF, at=REGISTERED_AT)
        assert await unit.staff.office() == an_office(absences=(away(3, 9),))
        await unit.commit()
    assert await absences(units) == (away(3, 9),)


async def test_what_was_not_committed_is_forgotten_again(units: UnitsOfWork) -> None:
    await report(units, away(1, 2))
    async with units() as unit:
        await unit.staff.add_absence(away(3, 9), by=BGF, at=REGISTERED_AT)
        assert (await unit.staff.office()).absences == (away(1, 2), away(3, 9))
    assert await absences(units) == (away(1, 2),)
    await report(units, away(5, 6))
    assert await absences(units) == (away(1, 2), away(5, 6))


async def test_the_same_absence_twice_is_the_same_as_once(units: UnitsOfWork) -> None:
    await report(units, away(3, 9))
    await report(units, away(3, 9), away(3, 9))
    assert await absences(units) == (away(3, 9),)


async def test_absences_are_listed_by_person_and_day(units: UnitsOfWork) -> None:
    await report(units, away(20, 24, DEPUTY_A), away(3, 9), away(1, 2), away(1, 1))
    assert await absences(units) == (away(1, 1), away(1, 2), away(3, 9), away(20, 24, DEPUTY_A))


@pytest.mark.parametrize(
    ("on", "left", "changed"),
    [
        (2, (), 1),
        (3, (), 1),
        (4, (away(3, 3),), 1),
        (9, (away(3, 8),), 1),
        (10, (away(3, 9),), 0),
    ],
)
async def test_who_is_back_is_here_from_that_day_on(
    units: UnitsOfWork, on: int, left: tuple[Absence, ...], changed: int
) -> None:
    await report(units, away(3, 9), away(1, 31, DEPUTY_A))
    assert await back(units, on) == changed
    assert await absences(units) == (*left, away(1, 31, DEPUTY_A))


async def test_later_absences_end_too_and_earlier_ones_stay(units: UnitsOfWork) -> None:
    await report(units, away(1, 2), away(3, 9), away(5, 20), away(21, 24))
    assert await back(units, 7) == 3
    assert await absences(units) == (away(1, 2), away(3, 6), away(5, 6))
    assert await back(units, 7) == 0


async def test_back_twice_the_earlier_day_counts(units: UnitsOfWork) -> None:
    await report(units, away(3, 9))
    assert await back(units, 8) == 1
    assert await back(units, 5) == 1
    assert await back(units, 7) == 0
    assert await absences(units) == (away(3, 4),)


async def test_who_was_back_can_be_away_again_on_the_same_days(units: UnitsOfWork) -> None:
    await report(units, away(3, 9))
    assert await back(units, 5) == 1
    await report(units, away(3, 9))
    assert (away(3, 9)) in await absences(units)


async def test_nobody_is_back_who_was_not_away(units: UnitsOfWork) -> None:
    assert await back(units, 5) == 0
    assert await absences(units) == ()
