"""The roster kept in memory is always the committed one, whoever changed it and however it ended."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.office import Absence, Office, StaffMember, Team
from procedure.vocabulary import Role
from storage.engine import reading
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import staff_audit
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, EMPLOYEE, FRONT_DESK, TEAM_A, TEAM_LEAD_A, an_office

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
AWAY = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 3), until_on=date(2026, 12, 9))
HOLIDAY = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 21), until_on=date(2027, 1, 8))


@pytest.fixture
def directory(office_engine: AsyncEngine, key_ring: KeyRing) -> SqlStaff:
    return SqlStaff(office_engine, key_ring)


@pytest.fixture
def here(office_engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    return SqlUnitsOfWork(office_engine, key_ring)


@pytest.fixture
def elsewhere(office_engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    """Return another process's units of work: nothing is shared with ``here`` but the database."""
    return SqlUnitsOfWork(office_engine, key_ring)


async def office(units: SqlUnitsOfWork) -> Office:
    async with units(reads_only=True) as unit:
        return await unit.staff.office()


async def record(engine: AsyncEngine, event: str) -> list[tuple[str, Mapping[str, Any]]]:
    chosen = select(staff_audit.c.subject, staff_audit.c.details).where(staff_audit.c.event == event)
    async with reading(engine) as connection:
        return [(row[0], row[1]) for row in await connection.execute(chosen.order_by(staff_audit.c.id))]


async def test_an_unchanged_roster_is_the_very_same(here: SqlUnitsOfWork) -> None:
    assert await office(here) is await office(here)


async def test_an_absence_reported_in_another_process_counts_at_once(
    here: SqlUnitsOfWork, elsewhere: SqlUnitsOfWork
) -> None:
    assert await office(here) == await office(elsewhere) == an_office()
    async with elsewhere() as unit:
        await unit.staff.add_absence(AWAY, by=BGF, at=NOW)
        assert (await office(here)).absences == (), "not before it is committed"
        await unit.commit()
    assert await office(here) == await office(elsewhere) == an_office(absences=(AWAY,))
    async with elsewhere() as unit:
        assert await unit.staff.end_absences(TEAM_LEAD_A, on=AWAY.from_on, by=BGF, at=NOW) == 1
        await unit.commit()
    assert await office(here) == an_office()


async def test_an_undone_change_leaves_nothing_behind_that_a_later_one_could_be_taken_for(
    here: SqlUnitsOfWork, directory: SqlStaff
) -> None:
    assert await office(here) == an_office()
    async with here() as unit:
        await unit.staff.add_absence(AWAY, by=BGF, at=NOW)
        assert (await unit.staff.office()).absences == (AWAY,)
    # The next change gets the version that the undone one had.
    await directory.apply_roster(Roster(an_office(absences=(HOLIDAY,))), NOW)
    assert (await office(here)).absences == (HOLIDAY,)


def renamed(staff: Office) -> Office:
    return replace(staff, staff={**staff.staff, EMPLOYEE: replace(staff.staff[EMPLOYEE], name="Neuer Name")})


def moved(staff: Office) -> Office:
    return replace(staff, staff={**staff.staff, EMPLOYEE: replace(staff.staff[EMPLOYEE], room="9.99")})


def trusted(staff: Office) -> Office:
    both = frozenset({Role.BGF, Role.TRUSTED})
    return replace(staff, staff={**staff.staff, BGF: replace(staff.staff[BGF], roles=both)})


def left(staff: Office) -> Office:
    return replace(staff, staff={i: p for i, p in staff.staff.items() if i != EMPLOYEE})


def joined(staff: Office) -> Office:
    newcomer = StaffMember(id=type(EMPLOYEE)("00000000-0000-4000-8000-00000000000a"), name="Nina Neu")
    return replace(staff, staff={**staff.staff, newcomer.id: newcomer})


def team_renamed(staff: Office) -> Office:
    team: Team = replace(staff.teams[TEAM_A], name="Leistung Alpha")
    return replace(staff, teams={**staff.teams, TEAM_A: team})


def deputy_changed(staff: Office) -> Office:
    team: Team = replace(staff.teams[TEAM_A], deputies=(FRONT_DESK,))
    return replace(staff, teams={**staff.teams, TEAM_A: team})


def holiday(staff: Office) -> Office:
    return replace(staff, absences=(HOLIDAY,))


@pytest.mark.parametrize(
    "change", [renamed, moved, trusted, left, joined, team_renamed, deputy_changed, holiday]
)
async def test_every_import_that_changes_something_counts_at_once(
    here: SqlUnitsOfWork, directory: SqlStaff, change: Callable[[Office], Office]
) -> None:
    before = await office(here)
    await directory.apply_roster(Roster(change(an_office())), NOW)
    after = await office(here)
    assert after == await directory.office()
    assert after != before
    await directory.apply_roster(Roster(an_office()), NOW)
    assert await office(here) == await directory.office()


class TestReportedAbsences:
    """What people report outlives the import of a file that does not know of it."""

    async def report(self, units: SqlUnitsOfWork, absence: Absence) -> None:
        async with units() as unit:
            await unit.staff.add_absence(absence, by=absence.staff_id, at=NOW)
            await unit.commit()

    async def back(self, units: SqlUnitsOfWork, on: date) -> None:
        async with units() as unit:
            await unit.staff.end_absences(TEAM_LEAD_A, on=on, by=BGF, at=NOW)
            await unit.commit()

    async def test_a_new_import_keeps_them(self, here: SqlUnitsOfWork, directory: SqlStaff) -> None:
        await self.report(here, AWAY)
        assert (await directory.apply_roster(Roster(an_office()), NOW)).is_empty
        await directory.apply_roster(Roster(an_office(absences=(HOLIDAY,))), NOW)
        assert (await office(here)).absences == (AWAY, HOLIDAY)
        await directory.apply_roster(Roster(an_office()), NOW)
        assert (await office(here)).absences == (AWAY,)

    async def test_one_that_the_file_names_too_belongs_to_whoever_reported_it(
        self, here: SqlUnitsOfWork, directory: SqlStaff
    ) -> None:
        await directory.apply_roster(Roster(an_office(absences=(AWAY,))), NOW)
        await self.report(here, AWAY)
        await directory.apply_roster(Roster(an_office()), NOW)
        assert (await office(here)).absences == (AWAY,)

    async def test_the_file_does_not_send_away_again_who_came_back_early(
        self, here: SqlUnitsOfWork, directory: SqlStaff
    ) -> None:
        await directory.apply_roster(Roster(an_office(absences=(AWAY,))), NOW)
        await self.back(here, date(2026, 12, 5))
        shortened = replace(AWAY, until_on=date(2026, 12, 4))
        assert (await directory.apply_roster(Roster(an_office(absences=(AWAY,))), NOW)).is_empty
        assert (await office(here)).absences == (shortened,)

    async def test_who_reported_what_is_recorded_without_a_name(
        self, here: SqlUnitsOfWork, office_engine: AsyncEngine
    ) -> None:
        await self.report(here, AWAY)
        await self.report(here, AWAY)
        await self.back(here, date(2026, 12, 5))
        await self.back(here, date(2026, 12, 5))
        days = {"from": "2026-12-03", "until": "2026-12-09"}
        assert await record(office_engine, "abwesend_gemeldet") == [(TEAM_LEAD_A, {"by": TEAM_LEAD_A} | days)]
        assert await record(office_engine, "anwesend_gemeldet") == [
            (TEAM_LEAD_A, {"by": BGF, "on": "2026-12-05"})
        ]

    async def test_an_undone_report_is_not_recorded(
        self, here: SqlUnitsOfWork, office_engine: AsyncEngine
    ) -> None:
        async with here() as unit:
            await unit.staff.add_absence(AWAY, by=BGF, at=NOW)
        assert await record(office_engine, "abwesend_gemeldet") == []
