"""The roster in the database: imported as often as one likes, nobody ever deleted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.office import Absence, Office, StaffMember, Team
from procedure.vocabulary import Role, StaffId, TeamId
from storage.engine import reading
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import RosterChanges, SqlStaff
from storage.tables import staff, staff_audit
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    an_office,
)

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
HOLIDAY = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 21), until_on=date(2027, 1, 8))


@pytest.fixture
def directory(engine: AsyncEngine, key_ring: KeyRing) -> SqlStaff:
    return SqlStaff(engine, key_ring)


async def import_(directory: SqlStaff, office: Office) -> RosterChanges:
    return await directory.apply_roster(Roster(office), NOW)


def with_person(office: Office, person: StaffMember) -> Office:
    return replace(office, staff={**office.staff, person.id: person})


def without_person(office: Office, staff_id: StaffId) -> Office:
    return replace(office, staff={i: p for i, p in office.staff.items() if i != staff_id})


def with_team(office: Office, team: Team) -> Office:
    return replace(office, teams={**office.teams, team.id: team})


async def record(engine: AsyncEngine) -> list[tuple[str, str, Mapping[str, Any]]]:
    columns = staff_audit.c.subject, staff_audit.c.event, staff_audit.c.details
    async with reading(engine) as connection:
        rows = await connection.execute(select(*columns).order_by(staff_audit.c.id))
        return [(subject, event, details) for subject, event, details in rows]


async def test_an_empty_database_has_an_empty_office(directory: SqlStaff) -> None:
    assert await directory.office() == Office()


async def test_the_office_is_what_was_imported(directory: SqlStaff) -> None:
    office = an_office(absences=(HOLIDAY,))
    changes = await import_(directory, office)
    assert await directory.office() == office
    assert set(changes.added) == set(office.staff)
    assert set(changes.teams) == set(office.teams)
    assert (changes.changed, changes.deactivated, changes.unchanged) == ((), (), ())
    assert changes.absences


async def test_importing_twice_changes_nothing(directory: SqlStaff, engine: AsyncEngine) -> None:
    office = an_office(absences=(HOLIDAY,))
    await import_(directory, office)
    rows_before = await stored_names(engine)
    record_before = await record(engine)
    changes = await import_(directory, office)
    assert changes.is_empty
    assert set(changes.unchanged) == set(office.staff)
    assert await stored_names(engine) == rows_before, "not even written anew"
    assert await record(engine) == record_before


async def stored_names(engine: AsyncEngine) -> list[str]:
    async with reading(engine) as connection:
        return list((await connection.execute(select(staff.c.name).order_by(staff.c.id))).scalars())


@pytest.mark.parametrize(
    "change",
    [{"name": "Erika Eingang"}, {"room": "E.02"}, {"roles": frozenset({Role.FRONT_DESK, Role.BGF})}],
)
async def test_a_changed_person_is_named(directory: SqlStaff, change: dict[str, Any]) -> None:
    await import_(directory, an_office())
    changed = replace(an_office().staff[FRONT_DESK], **change)
    changes = await import_(directory, with_person(an_office(), changed))
    assert changes == replace(
        changes, added=(), changed=(FRONT_DESK,), deactivated=(), teams=(), absences=False
    )
    assert (await directory.office()).staff[FRONT_DESK] == changed


async def test_who_is_gone_is_deactivated_and_stays_nameable(directory: SqlStaff) -> None:
    await import_(directory, an_office())
    changes = await import_(directory, without_person(an_office(), FRONT_DESK))
    office = await directory.office()
    assert changes.deactivated == (FRONT_DESK,)
    assert office.member(FRONT_DESK) is None
    assert office.staff[FRONT_DESK].name == "Erika Empfang"
    assert office.staff[FRONT_DESK].roles == frozenset()
    again = await import_(directory, without_person(an_office(), FRONT_DESK))
    assert again.is_empty


async def test_who_comes_back_is_active_again(directory: SqlStaff) -> None:
    await import_(directory, an_office())
    await import_(directory, without_person(an_office(), FRONT_DESK))
    changes = await import_(directory, an_office())
    assert changes.changed == (FRONT_DESK,)
    assert await directory.office() == an_office()


async def test_a_dissolved_team_keeps_its_name_but_has_no_lead(directory: SqlStaff) -> None:
    await import_(directory, an_office())
    without_b = {i: t for i, t in an_office().teams.items() if i != TEAM_B}
    changes = await import_(directory, replace(an_office(), teams=without_b))
    office = await directory.office()
    assert changes.teams == (TEAM_B,)
    assert office.team_name(TEAM_B) == "Leistung B"
    assert office.leads(TEAM_LEAD_B) == frozenset()


async def test_deputies_keep_their_order(directory: SqlStaff) -> None:
    deputies = (EMPLOYEE, DEPUTY_A, BGF)
    team = replace(an_office().teams[TEAM_A], deputies=deputies)
    await import_(directory, with_team(an_office(), team))
    assert (await directory.office()).teams[TEAM_A].deputies == deputies
    changes = await import_(directory, with_team(an_office(), replace(team, deputies=deputies[::-1])))
    assert changes.teams == (TEAM_A,)
    assert (await directory.office()).teams[TEAM_A].deputies == deputies[::-1]


async def test_absences_are_those_of_the_file(directory: SqlStaff) -> None:
    await import_(directory, an_office(absences=(HOLIDAY,)))
    changes = await import_(directory, an_office())
    assert changes.absences
    assert (await directory.office()).absences == ()


async def test_changes_of_offices_are_recorded_without_names(
    directory: SqlStaff, engine: AsyncEngine
) -> None:
    await import_(directory, an_office())
    known = len(await record(engine))
    office = without_person(an_office(), FRONT_DESK)
    office = with_person(office, replace(office.staff[BGF], roles=frozenset({Role.BGF, Role.EMPLOYEE})))
    team = replace(office.teams[TEAM_A], lead=DEPUTY_A, deputies=(TEAM_LEAD_A, EMPLOYEE))
    office = with_team(office, team)
    office = with_team(office, Team(id=TeamId("neu"), name="Neues Team", lead=BGF))
    await import_(directory, office)
    recorded = (await record(engine))[known:]
    assert sorted(recorded, key=str) == sorted(
        [
            (BGF, "rollen_geaendert", {"old": "bgf", "new": "beschaeftigt,bgf"}),
            (FRONT_DESK, "ausgetragen", {}),
            (FRONT_DESK, "rollen_geaendert", {"old": "eingangszone", "new": ""}),
            (TEAM_A, "teamleitung_geaendert", {"old": TEAM_LEAD_A, "new": DEPUTY_A}),
            (TEAM_A, "vertretung_geaendert", {"old": DEPUTY_A, "new": f"{TEAM_LEAD_A},{EMPLOYEE}"}),
            ("neu", "team_angelegt", {}),
            ("neu", "teamleitung_geaendert", {"old": "", "new": BGF}),
        ],
        key=str,
    )


async def test_a_failing_import_changes_nothing(directory: SqlStaff) -> None:
    await import_(directory, an_office())
    nobody = StaffId("00000000-0000-4000-8000-00000000ffff")
    broken = with_team(an_office(), replace(an_office().teams[TEAM_A], lead=nobody))
    broken = with_person(broken, replace(an_office().staff[FRONT_DESK], room="neu"))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await import_(directory, broken)
    assert await directory.office() == an_office()
