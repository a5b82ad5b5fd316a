"""Checks the whole record, in batches, while the office works (``krm-bot audit verify``)."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.retention_ports import ANONYMISED, Noted
from storage.audit_anew import added_up
from storage.audit_chain import STAFF, AuditKey, Head
from storage.audit_check import Break, BreakKind, Found, first_break
from storage.audit_content import CASE_FIELDS, STAFF_FIELDS, content_found, raw
from storage.audit_corrections import corrections_fit, corrections_of
from storage.audit_heads import HEAD_COLUMNS, head_from
from storage.audit_key import read_key
from storage.connection import Connection
from storage.engine import reading
from storage.errors import KeyUnknown, SealBroken
from storage.keys import KeyRing
from storage.staff_changes import StaffEvent
from storage.tables import audit_chains, audit_entries, case_numbers, cases, staff_audit

CASES_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check has found, and how much it has looked at."""

    cases: int = 0
    entries: int = 0
    anonymised: int = 0
    """Cases of which only that is recorded."""
    removed: int = 0
    """Entries that were removed with what these cases said of people."""
    since: str = ""
    """When the record was sealed (ISO 8601, UTC)."""
    broken: Break | None = None


async def verify(
    engine: AsyncEngine, keys: KeyRing, progress: Callable[[int, int], None], at_once: int = CASES_AT_ONCE
) -> Verified:
    """Check every chain; ``progress`` is told how many cases of how many are done.

    It stops at the first broken link. What is written meanwhile is either seen whole or not at all.
    """
    return await _Check(engine, keys, progress, at_once).run()


class _Check:
    def __init__(
        self, engine: AsyncEngine, keys: KeyRing, progress: Callable[[int, int], None], at_once: int
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._progress = progress
        self._at_once = at_once
        self._so_far = Verified()
        self._missing: dict[str, None] = {}
        """Numbers that were given and have not been met yet, in their order."""
        self._noted = Noted()
        """How many cases were anonymised by what the record of the house says."""

    async def run(self) -> Verified:
        broken = await self._all()
        return replace(self._so_far, broken=broken)

    async def _all(self) -> Break | None:
        async with _snapshot(self._engine) as connection:
            try:
                key = await read_key(connection, self._keys)
            except (KeyUnknown, SealBroken):
                return Break(kind=BreakKind.WRONG_KEY)
            if key is None:
                return await _without_key(connection)
            broken = await self._staff(connection, key)
            if broken is not None:
                return broken
            total = (await connection.execute(select(func.count()).select_from(cases))).scalar_one()
        return await self._cases(key, total) or await self._strays() or self._brought_back()

    async def _staff(self, connection: Connection, key: AuditKey) -> Break | None:
        head = await _head(connection, STAFF)
        if head is None:
            return Break(kind=BreakKind.START_LOST)
        found = await _found_of_staff(connection)
        self._count(entries=len(found), since=head.label)
        broken = first_break(key, head, found)
        if broken is not None:
            return replace(broken, record=STAFF)
        at = STAFF_FIELDS.index("event"), STAFF_FIELDS.index("subject")
        contents = [entry.content for entry in found if entry.content is not None]
        years = {str(content[at[1]]) for content in contents if content[at[0]] == StaffEvent.YEAR}
        runs = [content for content in contents if content[at[0]] == StaffEvent.RETENTION]
        self._noted = added_up(content[STAFF_FIELDS.index("details")] for content in runs)
        return await self._numbers(connection, key, years)

    async def _numbers(self, connection: Connection, key: AuditKey, years: set[str]) -> Break | None:
        counted = {str(year): last for year, last in (await connection.execute(select(case_numbers))).all()}
        for year in sorted(years | counted.keys()):
            record = f"numbers-{year}"
            head = await _head(connection, record)
            last = counted.get(year)
            if year not in years:
                return Break(kind=BreakKind.INSERTED, record=record)
            if last is None or head is None:
                return Break(kind=BreakKind.MISSING, record=record)
            if head.length != last or head != key.numbers(int(year), last):
                return Break(kind=BreakKind.CHANGED, record=record)
            self._missing |= dict.fromkeys(f"KRM-{year}-{number:04d}" for number in range(1, last + 1))
        return None

    async def _cases(self, key: AuditKey, total: int) -> Break | None:
        after = ""
        while True:
            self._progress(self._so_far.cases, max(total, self._so_far.cases))
            async with _snapshot(self._engine) as connection:
                page = await _page(connection, after, self._at_once)
                wanted = [row[cases.c.id] for row in page]
                entries = await _found_of_cases(connection, wanted)
                corrections = await corrections_of(connection, self._keys, wanted)
            if not page:
                return (
                    Break(kind=BreakKind.MISSING, record=next(iter(self._missing))) if self._missing else None
                )
            for row in page:
                number, of_case = row[cases.c.number], entries.get(row[cases.c.id], [])
                head = head_from(row)
                if head is None:
                    return Break(kind=BreakKind.NOT_SEALED, record=number)
                broken = first_break(key, head, of_case, label=number)
                if broken is not None:
                    return replace(broken, record=number)
                of_case.sort(key=lambda entry: (entry.position or 0, entry.id))
                contents = [entry.content for entry in of_case if entry.content is not None]
                if not corrections_fit(key, head.chain, contents, corrections.get(head.chain, [])):
                    return Break(kind=BreakKind.CORRECTIONS, record=number)
                self._missing.pop(number, None)
                self._count(cases=1, entries=len(of_case))
                self._count_anonymised(of_case)
            after = page[-1][cases.c.number]

    async def _strays(self) -> Break | None:
        """Find entries and chains of cases that do not exist."""
        async with _snapshot(self._engine) as connection:
            for column in (audit_entries.c.case_id, audit_chains.c.chain):
                unknown = select(column).outerjoin(cases, cases.c.id == column).where(cases.c.id.is_(None))
                if column is audit_chains.c.chain:
                    unknown = unknown.where(column != STAFF, column.not_like("numbers-%"))
                stray = (await connection.execute(unknown.limit(1))).scalar_one_or_none()
                if stray is not None:
                    return Break(kind=BreakKind.INSERTED, record=str(stray))
        return None

    def _brought_back(self) -> Break | None:
        """Find out whether what was anonymised is there again: an older state, put back with its head.

        The house may know of fewer than there are, while a run is under way; never of more.
        """
        far, noted = self._so_far, self._noted
        gone = far.anonymised < noted.cases or far.removed < noted.entries
        return Break(kind=BreakKind.BROUGHT_BACK) if gone else None

    def _count_anonymised(self, of_case: Sequence[Found]) -> None:
        event, details = CASE_FIELDS.index("event"), CASE_FIELDS.index("details")
        contents = [entry.content for entry in of_case if entry.content is not None]
        begun = added_up(content[details] for content in contents if content[event] == ANONYMISED)
        far = self._so_far
        self._so_far = replace(
            far, anonymised=far.anonymised + begun.cases, removed=far.removed + begun.entries
        )

    def _count(self, *, cases: int = 0, entries: int = 0, since: str = "") -> None:
        far = self._so_far
        self._so_far = replace(
            far, cases=far.cases + cases, entries=far.entries + entries, since=far.since or since
        )


@asynccontextmanager
async def _snapshot(engine: AsyncEngine) -> AsyncIterator[Connection]:
    """Read everything as it was at one instant: a head and its entries must belong together."""
    async with reading(engine) as connection:
        if connection.dialect_name == "postgresql":
            await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection


async def _without_key(connection: Connection) -> Break:
    linked = select(audit_entries.c.id).where(
        or_(audit_entries.c.mac.is_not(None), audit_entries.c.position.is_not(None))
    )
    for traces in (select(audit_chains.c.chain), linked):
        if (await connection.execute(traces.limit(1))).first() is not None:
            return Break(kind=BreakKind.START_LOST)
    return Break(kind=BreakKind.NOT_SEALED)


async def _head(connection: Connection, chain: str) -> Head | None:
    row = (await connection.execute(select(audit_chains).where(audit_chains.c.chain == chain))).mappings()
    found = row.one_or_none()
    return None if found is None else Head(**found)


async def _page(connection: Connection, after: str, limit: int) -> Sequence[Any]:
    chosen = (
        select(cases.c.id, cases.c.number, *(audit_chains.c[name] for name in HEAD_COLUMNS))
        .outerjoin(audit_chains, audit_chains.c.chain == cases.c.id)
        .where(cases.c.number > after)
        .order_by(cases.c.number)
    )
    return (await connection.execute(chosen.limit(limit))).mappings().all()


async def _found_of_staff(connection: Connection) -> list[Found]:
    chosen = select(*raw(staff_audit, ("id", "position", "mac", *STAFF_FIELDS)))
    return [_entry(row, STAFF_FIELDS) for row in (await connection.execute(chosen)).mappings()]


async def _found_of_cases(connection: Connection, wanted: Sequence[str]) -> dict[str, list[Found]]:
    columns = raw(audit_entries, ("id", "position", "mac", *CASE_FIELDS))
    chosen = select(audit_entries.c.case_id, *columns).where(audit_entries.c.case_id.in_(wanted))
    entries: dict[str, list[Found]] = {}
    for row in (await connection.execute(chosen)).mappings():
        entries.setdefault(row["case_id"], []).append(_entry(row, CASE_FIELDS))
    return entries


def _entry(row: Any, fields: tuple[str, ...]) -> Found:  # noqa: ANN401 - SQLAlchemy's mapping
    content = content_found(row, fields)
    return Found(id=row["id"], position=row["position"], mac=row["mac"], content=content)
