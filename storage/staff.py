"""The roster in the database, and its import. Nobody is ever deleted: the record names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.office import Office, StaffMember, Team
from procedure.vocabulary import StaffId, TeamId
from storage.absences import import_absences
from storage.audit_seal import seal_if_empty
from storage.connection import Connection
from storage.engine import reading, writing
from storage.keys import KeyRing
from storage.lost_offices import refresh_cards_of, who_lost_an_office
from storage.office_cache import count_roster_change
from storage.roster import Roster
from storage.roster_rows import load_office, staff_columns, team_columns
from storage.staff_changes import entries_for
from storage.staff_record import append_to_staff_record
from storage.tables import staff, staff_roles, team_deputies, teams
from storage.upsert import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChanges:
    """What an import has changed."""

    added: tuple[StaffId, ...] = ()
    changed: tuple[StaffId, ...] = ()
    """Name, room or roles; also somebody who has come back."""
    deactivated: tuple[StaffId, ...] = ()
    unchanged: tuple[StaffId, ...] = ()
    teams: tuple[TeamId, ...] = ()
    """Teams that are new, gone or have another name, Teamleitung or deputies."""
    absences: bool = False

    @property
    def is_empty(self) -> bool:
        """Everything was as it is."""
        return not (self.added or self.changed or self.deactivated or self.teams or self.absences)


class SqlStaff:
    """The roster, outside of a use case."""

    def __init__(self, engine: AsyncEngine, key_ring: KeyRing) -> None:
        self._engine = engine
        self._keys = key_ring

    async def office(self) -> Office:
        """Load the roster as it stands, gone people and teams included."""
        async with reading(self._engine) as connection:
            return await load_office(connection, self._keys)

    async def apply_roster(self, roster: Roster, now: datetime) -> RosterChanges:
        """Make the roster what the file says, in one transaction; doing it twice changes nothing.

        Who is not in the file any more is deactivated. Absences are those of the file and those that
        people reported themselves. Changes are kept in an append-only record; the cards of whoever loses
        an office are refreshed.
        """
        async with writing(self._engine) as connection:
            await seal_if_empty(connection, self._keys, now)
            before = await load_office(connection, self._keys)
            after = _with_the_gone(before, roster.office)
            changed_people = [m for m in after.staff.values() if before.staff.get(m.id) != m]
            changed_teams = [t for t in after.teams.values() if before.teams.get(t.id) != t]
            # People first: teams refer to them.
            await self._write_people(connection, changed_people)
            await _write_teams(connection, changed_teams)
            away = await import_absences(connection, roster.office.absences)
            entries = entries_for(before, after, away, now)
            if entries:
                await count_roster_change(connection)
                await append_to_staff_record(connection, self._keys, entries)
                await refresh_cards_of(connection, who_lost_an_office(before, after), now)
        return _changes(before, after, changed_people, changed_teams, absences_changed=bool(away))

    async def _write_people(self, connection: Connection, people: Sequence[StaffMember]) -> None:
        for person in people:
            columns = staff_columns(person, self._keys)
            await _upsert(connection, staff, columns)
            await connection.execute(delete(staff_roles).where(staff_roles.c.staff_id == person.id))
            if person.roles:
                roles = [{"staff_id": person.id, "role": role} for role in sorted(person.roles)]
                await connection.execute(staff_roles.insert(), roles)


def _with_the_gone(before: Office, roster: Office) -> Office:
    """Add everybody and every team the file does not name, inactive, without offices."""
    gone_people = {
        staff_id: replace(person, active=False, roles=frozenset())
        for staff_id, person in before.staff.items()
        if staff_id not in roster.staff
    }
    gone_teams = {
        team_id: replace(team, active=False, lead=None, deputies=())
        for team_id, team in before.teams.items()
        if team_id not in roster.teams
    }
    return Office(staff={**roster.staff, **gone_people}, teams={**roster.teams, **gone_teams})


async def _write_teams(connection: Connection, changed: Iterable[Team]) -> None:
    for team in changed:
        await _upsert(connection, teams, team_columns(team))
        await connection.execute(delete(team_deputies).where(team_deputies.c.team_id == team.id))
        if team.deputies:
            deputies = [
                {"team_id": team.id, "position": position, "staff_id": deputy}
                for position, deputy in enumerate(team.deputies)
            ]
            await connection.execute(team_deputies.insert(), deputies)


async def _upsert(connection: Connection, table: Table, columns: dict[str, Any]) -> None:
    kept = insert(connection, table).values(columns)
    await connection.execute(kept.on_conflict_do_update(index_elements=[table.c.id], set_=columns))


def _changes(
    before: Office,
    after: Office,
    changed_people: Iterable[StaffMember],
    changed_teams: Iterable[Team],
    *,
    absences_changed: bool,
) -> RosterChanges:
    changed = {person.id: person for person in changed_people}
    return RosterChanges(
        added=tuple(i for i in changed if i not in before.staff),
        changed=tuple(i for i, person in changed.items() if i in before.staff and person.active),
        deactivated=tuple(i for i, person in changed.items() if not person.active),
        unchanged=tuple(i for i, person in after.staff.items() if i not in changed and person.active),
        teams=tuple(team.id for team in changed_teams),
        absences=absences_changed,
    )
