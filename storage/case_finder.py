"""Lists and searches. Who may see what is decided by ``casework.permissions``; here it is said in SQL.

Nothing outside the scope is read, found or counted.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from casework.permissions import Scope
from casework.search import Found, Search, Sorting
from procedure.situation import OVER
from procedure.vocabulary import CaseId, TeamId
from storage.connection import Connection
from storage.keys import KeyRing
from storage.tables import case_contributions, case_excluded_staff, case_teams, cases, duties


class SqlCaseFinder:
    """Lists and searches within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing, timezone: ZoneInfo) -> None:
        self._connection = connection
        self._keys = keys
        self._timezone = timezone

    async def find(self, search: Search, scope: Scope, *, page: int, size: int) -> Found:
        """Return one page (from 1) of the cases in scope."""
        which = and_(in_scope(scope), *self._criteria(search))
        before = (page - 1) * size
        wanted = _sorted(search).where(which).limit(size).offset(before)
        found = [CaseId(case_id) for case_id in (await self._connection.execute(wanted)).scalars()]
        if 0 < len(found) < size or (before == 0 and not found):
            return Found(cases=tuple(found), total=before + len(found))
        counted = select(func.count()).select_from(cases).where(which)
        total: int = (await self._connection.execute(counted)).scalar_one()
        return Found(cases=tuple(found), total=total)

    def _criteria(self, search: Search) -> list[ColumnElement[bool]]:
        criteria: list[ColumnElement[bool]] = []
        if search.open_only:
            criteria.append(cases.c.state.not_in(OVER))
        if search.number:
            criteria.append(cases.c.number == search.number)
        if search.customer_number:
            hashes = self._keys.customer_number_hashes(search.customer_number)
            criteria.append(cases.c.customer_number_hash.in_(hashes) if hashes else false())
        if search.team is not None:
            criteria.append(_has_part([search.team]))
        if search.states:
            criteria.append(cases.c.state.in_(search.states))
        if search.received_from is not None:
            criteria.append(cases.c.received_at >= self._midnight(search.received_from))
        if search.received_until is not None:
            end = self._midnight(search.received_until + timedelta(days=1))
            criteria.append(cases.c.received_at < end)
        if search.due_until is not None or search.owed_by:
            criteria.append(_owed(search))
        return criteria

    def _midnight(self, day: date) -> datetime:
        """Return the instant at which a day begins in the office."""
        return datetime.combine(day, time.min, self._timezone).astimezone(UTC)


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """Say which rows of ``cases`` may exist for a person (``casework.permissions.Scope``)."""
    about = exists().where(
        case_excluded_staff.c.case_id == cases.c.id, case_excluded_staff.c.staff_id == scope.viewer
    )
    if scope.everything:
        return ~about if scope.confidential else and_(~about, ~cases.c.confidential)
    reported = and_(cases.c.registered_by == scope.viewer, cases.c.registered_at >= scope.reported_since)
    open_to_one = _open_to(sorted(scope.teams)) if scope.teams else false()
    return and_(~about, ~cases.c.confidential, or_(reported, open_to_one))


def _open_to(teams: list[TeamId]) -> ColumnElement[bool]:
    """Say that the Teamleitung of one of the teams may know of a case (``procedure.standing.open_to``)."""
    asked = case_contributions
    named = exists().where(case_teams.c.case_id == asked.c.case_id, case_teams.c.team_id == asked.c.team)
    strangers = select(asked.c.case_id).where(asked.c.team.in_(teams), ~named)
    return or_(
        and_(~cases.c.lead_excluded, _has_part(teams)),
        and_(cases.c.lead_excluded, cases.c.id.in_(strangers)),
    )


def _has_part(teams: list[TeamId]) -> ColumnElement[bool]:
    """Say that a case names one of the teams or asks it for a Beitrag (``procedure.standing.teams_of``)."""
    # IN, not EXISTS: the database then reads a team's cases once, not once for each case.
    named = select(case_teams.c.case_id).where(case_teams.c.team_id.in_(teams))
    asked = select(case_contributions.c.case_id).where(case_contributions.c.team.in_(teams))
    return or_(cases.c.id.in_(named), cases.c.id.in_(asked))


def _owed(search: Search) -> ColumnElement[bool]:
    """Say that one and the same duty is owed by one of the offices and due by the day."""
    owed = select(duties.c.case_id)
    if search.owed_by:
        owed = owed.where(duties.c.audience.in_([str(audience) for audience in search.owed_by]))
    if search.due_until is not None:
        owed = owed.where(duties.c.due_on <= search.due_until)
    return cases.c.id.in_(owed)


def _sorted(search: Search) -> Select[Any]:
    if search.sorting is Sorting.NEWEST:
        return select(cases.c.id).order_by(cases.c.registered_at.desc(), cases.c.number)
    earliest = select(duties.c.case_id, func.min(duties.c.due_on).label("due_on"))
    if search.owed_by:
        earliest = earliest.where(duties.c.audience.in_([str(audience) for audience in search.owed_by]))
    first = earliest.group_by(duties.c.case_id).subquery("first_duty")
    joined = select(cases.c.id).join_from(cases, first, first.c.case_id == cases.c.id, isouter=True)
    # Not „nulls last“: the expression sorts the same way on both databases.
    return joined.order_by(first.c.due_on.is_(None), first.c.due_on, cases.c.number)
