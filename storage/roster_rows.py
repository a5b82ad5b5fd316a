"""Between the roster's rows and ``procedure.office``. Names are sealed and opened here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from procedure.anonymising import NOBODY
from procedure.office import Office, StaffMember, Team
from procedure.vocabulary import Role, StaffId, TeamId
from storage.absences import load_absences
from storage.connection import Connection
from storage.keys import KeyRing
from storage.tables import staff, staff_roles, team_deputies, teams

NAME = "staff.name"
"""The place for which names are sealed."""


async def load_office(connection: Connection, keys: KeyRing) -> Office:
    """Load the roster in three statements, whatever its size."""
    with_roles = (
        select(staff, staff_roles.c.role)
        .join_from(staff, staff_roles, isouter=True)
        .where(staff.c.id != NOBODY)  # whom anonymised cases name is no member of the office
    )
    people = _people((await connection.execute(with_roles)).mappings(), keys)
    with_deputies = (
        select(teams, team_deputies.c.staff_id)
        .join_from(teams, team_deputies, isouter=True)
        .order_by(teams.c.id, team_deputies.c.position)
    )
    groups = _teams((await connection.execute(with_deputies)).mappings())
    return Office(
        staff={person.id: person for person in people},
        teams={team.id: team for team in groups},
        absences=await load_absences(connection),
    )


def staff_columns(person: StaffMember, keys: KeyRing) -> dict[str, Any]:
    """Return the row of ``staff``."""
    name = keys.seal(person.name, NAME)
    return {"id": person.id, "name": name, "room": person.room, "active": person.active}


def team_columns(team: Team) -> dict[str, Any]:
    """Return the row of ``teams``."""
    return {"id": team.id, "name": team.name, "lead": team.lead, "active": team.active}


def _people(rows: Iterable[Any], keys: KeyRing) -> list[StaffMember]:
    facts: dict[StaffId, Any] = {}
    roles: dict[StaffId, set[Role]] = defaultdict(set)
    for row in rows:
        facts[row["id"]] = row
        if row["role"] is not None:
            roles[row["id"]].add(row["role"])
    return [
        StaffMember(
            id=staff_id,
            name=keys.open(row["name"], NAME),
            roles=frozenset(roles[staff_id]),
            room=row["room"],
            active=row["active"],
        )
        for staff_id, row in facts.items()
    ]


def _teams(rows: Iterable[Any]) -> list[Team]:
    facts: dict[TeamId, Any] = {}
    deputies: dict[TeamId, list[StaffId]] = defaultdict(list)
    for row in rows:
        facts[row["id"]] = row
        if row["staff_id"] is not None:
            deputies[row["id"]].append(row["staff_id"])
    return [
        Team(
            id=team_id,
            name=row["name"],
            lead=row["lead"],
            deputies=tuple(deputies[team_id]),
            active=row["active"],
        )
        for team_id, row in facts.items()
    ]
