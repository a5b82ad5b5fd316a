"""The cases. Loading one takes two statements: the row with its hand-over, and its parts."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    delete,
    literal,
    select,
    type_coerce,
    union_all,
    update,
)

from casework.errors import VersionConflict
from procedure.case import Case
from procedure.vocabulary import CaseId, ConcernKind, RecordReason, StaffId, TeamId
from storage.connection import Connection
from storage.keys import KeyRing
from storage.mapping import (
    case_columns,
    case_from,
    concern_rows,
    excluded_rows,
    handover_columns,
    reaction_columns,
    reason_rows,
    team_rows,
)
from storage.tables import (
    Involvement,
    case_concerns,
    case_excluded_staff,
    case_numbers,
    case_record_reasons,
    case_teams,
    cases,
    handovers,
)
from storage.upsert import insert

PARTS: tuple[tuple[Table, Callable[[Case], list[dict[str, Any]]]], ...] = (
    (case_concerns, concern_rows),
    (case_teams, team_rows),
    (case_record_reasons, reason_rows),
    (case_excluded_staff, excluded_rows),
)


class SqlCaseStore:
    """The cases within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection = connection
        self._keys = keys
        self._known: dict[CaseId, Case] = {}
        """As the database has them in this transaction: ``save`` writes what differs."""

    async def allocate_number(self, year: int) -> str:
        """Return the year's next number.

        The counter's row stays locked until the transaction ends, and an undone transaction gives its
        number back: no number is left out and none is given twice.
        """
        first = insert(self._connection, case_numbers).values(year=year, last=1)
        counted = first.on_conflict_do_update(
            index_elements=[case_numbers.c.year], set_={"last": case_numbers.c.last + 1}
        )
        last: int = (await self._connection.execute(counted.returning(case_numbers.c.last))).scalar_one()
        return f"KRM-{year}-{last:04d}"

    async def add(self, case: Case) -> None:
        """Keep a new case. VersionConflict if its id or number is taken."""
        columns = case_columns(case, self._keys) | reaction_columns(case.reaction, self._keys)
        added = insert(self._connection, cases).values(columns).on_conflict_do_nothing()
        if (await self._connection.execute(added)).rowcount != 1:
            raise VersionConflict
        await self._write_parts(case, None, is_new=True)
        self._known[case.id] = case

    async def get(self, case_id: CaseId) -> Case | None:
        """Load a case."""
        return await self._load(cases.c.id == case_id)

    async def find_by_number(self, number: str) -> Case | None:
        """Load a case by its number."""
        return await self._load(cases.c.number == number)

    async def of_customer(self, number: str) -> Sequence[CaseId]:
        """Name the cases of a customer number, oldest first, through its keyed hash."""
        hashed = self._keys.hash_customer_number(number)
        found = select(cases.c.id).where(cases.c.customer_number_hash == hashed)
        ordered = found.order_by(cases.c.registered_at, cases.c.id)
        return [] if hashed is None else list((await self._connection.execute(ordered)).scalars())

    async def save(self, case: Case) -> None:
        """Keep ``case`` whose stored version is ``case.version - 1``; VersionConflict otherwise."""
        known = self._known.get(case.id)
        columns = case_columns(case, self._keys)
        if known is None or known.reaction != case.reaction:
            columns |= reaction_columns(case.reaction, self._keys)
        of_version = (cases.c.id == case.id) & (cases.c.version == case.version - 1)
        if (await self._connection.execute(update(cases).where(of_version).values(columns))).rowcount != 1:
            raise VersionConflict
        await self._write_parts(case, known, is_new=False)
        self._known[case.id] = case

    async def due_handovers(self, now: datetime) -> Sequence[CaseId]:
        """Name the cases whose waiting customer is to be passed on to the deputy, longest waiting first."""
        due = (
            select(handovers.c.case_id)
            .where(handovers.c.answer.is_(None), handovers.c.deputy_asked_at.is_(None))
            .where(handovers.c.due_at <= now)
            .order_by(handovers.c.due_at, handovers.c.case_id)
        )
        return [CaseId(case_id) for case_id in (await self._connection.execute(due)).scalars()]

    async def _load(self, which: ColumnElement[bool]) -> Case | None:
        both = select(cases, handovers).join_from(cases, handovers, isouter=True).where(which)
        row = (await self._connection.execute(both)).one_or_none()
        if row is None:
            return None
        of_case = {column.name: row._mapping[column] for column in cases.c}  # noqa: SLF001 - SQLAlchemy's public name
        of_handover = {column.name: row._mapping[column] for column in handovers.c}  # noqa: SLF001 - idem
        waits = of_handover["case_id"] is not None
        parts = await self._parts(of_case["id"])
        case = case_from(of_case, of_handover if waits else None, parts, self._keys)
        self._known[case.id] = case
        return case

    async def _parts(self, case_id: CaseId) -> dict[str, tuple[Any, ...]]:
        everything = union_all(
            _part(literal("concerns"), case_concerns, case_concerns.c.kind, case_id),
            _part(literal("reasons"), case_record_reasons, case_record_reasons.c.reason, case_id),
            _part(case_teams.c.involvement, case_teams, case_teams.c.team_id, case_id),
            _part(literal("excluded"), case_excluded_staff, case_excluded_staff.c.staff_id, case_id),
        )
        words: dict[str, list[str]] = defaultdict(list)
        found: Sequence[Any] = (await self._connection.execute(everything)).all()
        for row in sorted(found, key=lambda row: int(row[1])):
            words[row[0]].append(row[2])
        return {
            "concerns": tuple(ConcernKind(word) for word in words["concerns"]),
            "reasons": tuple(RecordReason(word) for word in words["reasons"]),
            "teams": tuple(TeamId(word) for word in words[Involvement.CONCERNED]),
            "excluded": tuple(StaffId(word) for word in words["excluded"]),
            "praised_teams": tuple(TeamId(word) for word in words[Involvement.PRAISED]),
        }

    async def _write_parts(self, case: Case, known: Case | None, *, is_new: bool) -> None:
        for table, rows_of in PARTS:
            rows = rows_of(case)
            if known is not None and rows == rows_of(known):
                continue
            if not is_new:
                await self._connection.execute(delete(table).where(table.c.case_id == case.id))
            if rows:
                await self._connection.execute(table.insert(), rows)
        if case.handover is not None and (known is None or known.handover != case.handover):
            columns = handover_columns(case.handover, self._keys)
            kept = insert(self._connection, handovers).values(case_id=case.id, **columns)
            await self._connection.execute(
                kept.on_conflict_do_update(index_elements=[handovers.c.case_id], set_=columns)
            )


def _part(
    name: ColumnElement[Any], table: Table, column: ColumnElement[Any], case_id: CaseId
) -> Select[str, int, str]:
    """Select (part, position, word); enums as the words they hold, because the parts share a result."""
    part: ColumnElement[str] = type_coerce(name, String)
    position: ColumnElement[int] = table.c.position
    word: ColumnElement[str] = type_coerce(column, String)
    return select(part, position, word).where(table.c.case_id == case_id)
