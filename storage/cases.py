"""The cases.

Loading one takes two statements, the row with its hand-over and the word lists, and one more for each
other list that the row says is not empty.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, select, update

from casework.errors import VersionConflict
from procedure.case import Case
from procedure.vocabulary import CaseId
from storage.audit_heads import ChainHeads, head_from
from storage.connection import Connection
from storage.keys import KeyRing
from storage.mapping import Row, case_from, changed_columns, handover_columns
from storage.part_mapping import LISTED
from storage.tables import audit_chains, case_numbers, cases, handovers
from storage.upsert import insert
from storage.word_lists import ALL_WORDS, OF_CASE, WORD_LISTS, words_from

WITH_HANDOVER = (
    select(cases, handovers, audit_chains)
    .join_from(cases, handovers, isouter=True)
    .join(audit_chains, audit_chains.c.chain == cases.c.id, isouter=True)
)
BY_ID = WITH_HANDOVER.where(cases.c.id == bindparam("wanted"))
BY_NUMBER = WITH_HANDOVER.where(cases.c.number == bindparam("wanted"))
"""Built once: of so many columns, building costs more than asking."""


class SqlCaseStore:
    """The cases within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing, heads: ChainHeads) -> None:
        self._connection = connection
        self._keys = keys
        self._heads = heads
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
        number = f"KRM-{year}-{last:04d}"
        self._heads.counted(number, year, last)
        return number

    async def add(self, case: Case) -> None:
        """Keep a new case. VersionConflict if its id or number is taken."""
        added = insert(self._connection, cases).values(changed_columns(case, None, self._keys))
        if (await self._connection.execute(added.on_conflict_do_nothing())).rowcount != 1:
            raise VersionConflict
        self._heads.added(case.id, case.number)
        await self._write_parts(case, None, is_new=True)
        self._known[case.id] = case

    async def get(self, case_id: CaseId) -> Case | None:
        """Load a case."""
        return await self._load(BY_ID, case_id)

    async def find_by_number(self, number: str) -> Case | None:
        """Load a case by its number."""
        return await self._load(BY_NUMBER, number)

    async def of_customer(self, number: str) -> Sequence[CaseId]:
        """Name the cases of a customer number, oldest first, through its keyed hash."""
        hashes = self._keys.customer_number_hashes(number)
        found = select(cases.c.id).where(cases.c.customer_number_hash.in_(hashes))
        ordered = found.order_by(cases.c.registered_at, cases.c.id)
        return [] if not hashes else list((await self._connection.execute(ordered)).scalars())

    async def save(self, case: Case) -> None:
        """Keep ``case`` whose stored version is ``case.version - 1``; VersionConflict otherwise."""
        known = self._known.get(case.id)
        columns = changed_columns(case, known, self._keys)
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

    async def _load(self, which: Select[Any], wanted: str) -> Case | None:
        row = (await self._connection.execute(which, {"wanted": wanted})).one_or_none()
        if row is None:
            return None
        of_case = {column.name: row._mapping[column] for column in cases.c}  # noqa: SLF001 - SQLAlchemy's public name
        of_handover = {column.name: row._mapping[column] for column in handovers.c}  # noqa: SLF001 - idem
        self._heads.loaded(head_from(row._mapping))  # noqa: SLF001 - idem
        waits = of_handover["case_id"] is not None
        words = words_from((await self._connection.execute(ALL_WORDS, {OF_CASE: of_case["id"]})).all())
        lists = await self._lists(of_case)
        case = case_from(of_case, of_handover if waits else None, words, lists, self._keys)
        self._known[case.id] = case
        return case

    async def _lists(self, of_case: Row) -> dict[str, tuple[Any, ...]]:
        found: dict[str, tuple[Any, ...]] = {}
        for listed in LISTED:
            rows: Sequence[Any] = ()
            if of_case[listed.counter]:
                table = listed.table
                chosen = select(table).where(table.c.case_id == of_case["id"]).order_by(table.c.position)
                rows = (await self._connection.execute(chosen)).mappings().all()
            found[listed.name] = listed.read(rows, self._keys)
        return found

    async def _write_parts(self, case: Case, known: Case | None, *, is_new: bool) -> None:
        for table, rows_of in WORD_LISTS:
            rows = rows_of(case)
            if known is None or rows != rows_of(known):
                await self._rewrite(table, rows, case.id, is_new=is_new)
        for listed in LISTED:
            if known is None or getattr(known, listed.name) != getattr(case, listed.name):
                await self._rewrite(listed.table, listed.rows(case, self._keys), case.id, is_new=is_new)
        if known is None or known.handover != case.handover:
            handover = case.handover
            rows = [] if handover is None else [{"case_id": case.id} | handover_columns(handover, self._keys)]
            await self._rewrite(handovers, rows, case.id, is_new=is_new)

    async def _rewrite(
        self, table: Table, rows: list[dict[str, Any]], case_id: CaseId, *, is_new: bool
    ) -> None:
        if not is_new:
            await self._connection.execute(delete(table).where(table.c.case_id == case_id))
        if rows:
            await self._connection.execute(table.insert(), rows)
