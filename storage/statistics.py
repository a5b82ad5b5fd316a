"""What can be counted of the cases (``casework.report_ports.Statistics``), within one transaction.

Only the columns that are counted are read, and no text is opened but one: „Folgereaktion zu“, of which
nothing but the number of a case is taken. What a fact is, ``procedure.statistics.facts`` says alone.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, func, or_, select, tuple_

from casework.permissions import Scope
from casework.report_ports import BATCH, MOST_WITH_NOTES, InTool
from procedure.rulebook import Rulebook
from procedure.statistics.facts import CaseFacts, facts_of
from procedure.vocabulary import CaseId, CaseState
from storage.case_finder import in_scope
from storage.connection import Connection
from storage.counted_case import COLUMNS, Lists, counted_case
from storage.keys import KeyRing
from storage.part_mapping import opened_or_empty
from storage.tables import (
    case_alerts,
    case_concerns,
    case_interim_notices,
    case_record_reasons,
    case_teams,
    cases,
)

_LISTS: Final[Mapping[str, tuple[Table, tuple[str, ...]]]] = {
    "concerns": (case_concerns, ("kind",)),
    "teams": (case_teams, ("involvement", "team_id")),
    "reasons": (case_record_reasons, ("reason",)),
    "interim_notices": (case_interim_notices, ("sent_on", "until", "late")),
    "alerts": (case_alerts, ("ground",)),
}
_PLACE: Final = (cases.c.received_at, cases.c.id)


class SqlStatistics:
    """Facts of cases, in batches."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection = connection
        self._keys = keys

    async def facts(
        self, received_from: date, received_before: date, rules: Rulebook
    ) -> AsyncIterator[Sequence[CaseFacts]]:
        """Read the facts of cases received within local days, in batches, by when they came."""
        columns = [cases.c[name] for name in COLUMNS]
        begins, ends = _midnight(received_from, rules), _midnight(received_before, rules)
        wanted = (
            select(*columns)
            .where(cases.c.received_at >= begins, cases.c.received_at < ends)
            .order_by(*_PLACE)
            .limit(BATCH)
        )
        after = wanted
        while rows := (await self._connection.execute(after)).mappings().all():
            lists = await self._lists([row["id"] for row in rows])
            yield [facts_of(counted_case(row, lists[row["id"]], self._keys), rules) for row in rows]
            last = rows[-1]
            after = wanted.where(tuple_(*_PLACE) > (last["received_at"], last["id"]))

    async def with_notes(
        self, received_from: date, received_before: date, rules: Rulebook
    ) -> Sequence[CaseId]:
        """Name cases whose closing notes a measure or an insight, newest first."""
        begins, ends = _midnight(received_from, rules), _midnight(received_before, rules)
        noted = or_(cases.c.closing_measure.is_not(None), cases.c.closing_insight.is_not(None))
        wanted = (
            select(cases.c.id)
            .where(cases.c.received_at >= begins, cases.c.received_at < ends)
            .where(noted, cases.c.confidential.is_(False))
            .order_by(*(column.desc() for column in _PLACE))
            .limit(MOST_WITH_NOTES)
        )
        return [CaseId(case_id) for case_id in (await self._connection.execute(wanted)).scalars()]

    async def first_received(self) -> datetime | None:
        """Tell when the first of all cases was received; None while there is none."""
        first = select(func.min(cases.c.received_at, type_=cases.c.received_at.type))
        found: datetime | None = (await self._connection.execute(first)).scalar_one()
        return found

    async def in_tool(
        self, received_from: date, received_before: date, rules: Rulebook, scope: Scope
    ) -> Mapping[str, InTool]:
        """Tell of each case in scope, by its number, what stands of it in the KRM-Tool."""
        begins, ends = _midnight(received_from, rules), _midnight(received_before, rules)
        wanted = select(cases.c.number, cases.c.krm_tool_ref, cases.c.recorded_in_tool_at).where(
            cases.c.received_at >= begins, cases.c.received_at < ends, in_scope(scope), ~_about_forgotten()
        )
        rows = (await self._connection.execute(wanted)).all()
        return {
            row.number: InTool(
                ref=opened_or_empty(row.krm_tool_ref, "cases.krm_tool_ref", self._keys),
                recorded_at=row.recorded_in_tool_at,
            )
            for row in rows
        }

    async def _lists(self, ids: Sequence[str]) -> Mapping[str, Lists]:
        found: dict[str, Lists] = defaultdict(lambda: {name: [] for name in _LISTS})
        for name, (table, columns) in _LISTS.items():
            chosen = select(table.c.case_id, *(table.c[column] for column in columns))
            ordered = chosen.where(table.c.case_id.in_(ids)).order_by(table.c.case_id, table.c.position)
            row: Any
            for row in await self._connection.execute(ordered):
                found[row[0]][name].append(tuple(row[1:]))
        return found


def _about_forgotten() -> ColumnElement[bool]:
    """Say that nobody knows any more from whom a case was kept (``casework.permissions``)."""
    about = or_(cases.c.lead_excluded, cases.c.concerns_lead)
    return and_(cases.c.state == CaseState.ANONYMISED, about)


def _midnight(day: date, rules: Rulebook) -> datetime:
    """Return the instant at which a day begins in the office."""
    return datetime.combine(day, time.min, rules.timezone).astimezone(UTC)
