"""What is kept beside a case and goes with its people (``casework.retention_ports``)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select

from casework.retention_ports import ANONYMISED, STILL_OWED, Noted, Wiped
from procedure.anonymising import NOBODY
from procedure.office import StaffMember
from procedure.vocabulary import CaseId, CaseState
from storage.append_only import changes_allowed
from storage.audit_anew import note_in_staff_record, remove_record
from storage.audit_heads import ChainHeads
from storage.connection import Connection
from storage.keys import KeyRing
from storage.roster_rows import staff_columns
from storage.tables import (
    OutboxState,
    audit_entries,
    cases,
    corrections,
    document_contents,
    documents,
    duties,
    outbox,
    processed_commands,
    reminder_items,
    reminder_permissions,
    staff,
)
from storage.upsert import insert

_GENERATIONS: Final = 4
"""To an office, to a person, the office told that it did not arrive, a person of that one."""


class SqlRetention:
    """Cases whose time is over, within one transaction."""

    def __init__(self, connection: Connection, heads: ChainHeads, keys: KeyRing) -> None:
        self._connection = connection
        self._heads = heads
        self._keys = keys

    async def over_before(self, instant: datetime, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name cases over before an instant and not anonymised, by id, those after ``after``."""
        ends = (cases.c.closing_closed_at, cases.c.closing_signed_at, cases.c.ending_ended_at)
        return await self._page(
            and_(
                cases.c.state.in_((CaseState.CLOSED, CaseState.ENDED)),
                cases.c.registered_at < instant,
                *(or_(end.is_(None), end < instant) for end in ends),
            ),
            after,
            limit,
        )

    async def late(self, now: datetime, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name anonymised cases beside which something is kept again, by id, those after ``after``."""
        indexed = (documents, corrections, duties, reminder_permissions)
        # IN, where the table has no index by case: it is then read once, not once for each case.
        there = (
            cases.c.customer_number_hash.is_not(None),
            *(exists().where(table.c.case_id == cases.c.id) for table in indexed),
            exists().where(audit_entries.c.case_id == cases.c.id, audit_entries.c.event != ANONYMISED),
            cases.c.id.in_(select(processed_commands.c.case_id)),
            cases.c.id.in_(select(reminder_items.c.case_id)),
            cases.c.id.in_(select(outbox.c.case_id).where(_unsent(), _to_go(now))),
        )
        return await self._page(and_(cases.c.state == CaseState.ANONYMISED, or_(*there)), after, limit)

    async def stand_still(self, numbers: Sequence[str]) -> None:
        """Let nobody change these cases until this transaction ends; in the order of their ids."""
        # Shared: two runs may look at one target, and whoever notes a reading of it (a foreign key) goes on.
        # On SQLite whoever writes is alone anyway.
        locked = select(cases.c.id).where(cases.c.number.in_(numbers)).order_by(cases.c.id)
        await self._connection.execute(locked.with_for_update(read=True))

    async def wipe(self, case_id: CaseId, now: datetime) -> Wiped:
        """Remove everything kept beside a case, its record included. RecordBroken if that is not whole."""
        # In the order of a press, so that neither has to give way: the case, its record, all else.
        locked = select(cases.c.id).where(cases.c.id == case_id).with_for_update()
        await self._connection.execute(locked)
        await self._have_nobody()
        entries = await remove_record(self._connection, self._heads, case_id)
        wiped = Wiped(
            entries=entries,
            documents=await self._wipe_documents(case_id),
            corrections=await self._wipe_corrections(case_id),
            messages=await self._wipe_messages(case_id, now),
        )
        for table in (reminder_items, reminder_permissions, duties, processed_commands):
            await self._connection.execute(delete(table).where(table.c.case_id == case_id))
        return wiped

    async def note_run(self, now: datetime) -> Noted:
        """Say in the record of the house how many cases were anonymised since it was said last."""
        return await note_in_staff_record(self._connection, self._keys, now)

    async def _page(self, which: ColumnElement[bool], after: CaseId | None, limit: int) -> Sequence[CaseId]:
        chosen = select(cases.c.id).where(which, cases.c.id > (after or "")).order_by(cases.c.id)
        found = (await self._connection.execute(chosen.limit(limit))).scalars()
        return [CaseId(case_id) for case_id in found]

    async def _have_nobody(self) -> None:
        """Keep the row that stands for nobody: a case has to refer to somebody."""
        nobody = staff_columns(StaffMember(id=NOBODY, name="", active=False), self._keys)
        await self._connection.execute(
            insert(self._connection, staff).values(nobody).on_conflict_do_nothing()
        )

    async def _wipe_documents(self, case_id: CaseId) -> int:
        of_case = select(documents.c.id).where(documents.c.case_id == case_id)
        contents = delete(document_contents).where(document_contents.c.document_id.in_(of_case))
        await self._connection.execute(contents)
        gone = delete(documents).where(documents.c.case_id == case_id)
        return (await self._connection.execute(gone)).rowcount

    async def _wipe_corrections(self, case_id: CaseId) -> int:
        of_case = corrections.c.case_id == case_id
        counted = select(func.count()).select_from(corrections).where(of_case)
        there: int = (await self._connection.execute(counted)).scalar_one()
        if there:
            async with changes_allowed(self._connection, "corrections"):
                await self._connection.execute(delete(corrections).where(of_case))
        return there

    async def _wipe_messages(self, case_id: CaseId, now: datetime) -> int:
        """Remove what was to be sent, the parts before what they are parts of."""
        part = outbox.alias()
        whole = ~exists().where(part.c.parent_id == outbox.c.id)
        removed = 0
        for _ in range(_GENERATIONS):
            chosen = select(outbox.c.sequence).where(outbox.c.case_id == case_id, _to_go(now), whole)
            # Chosen first: PostgreSQL reads what a statement changes as it was, SQLite as it becomes.
            gone = (await self._connection.execute(chosen)).scalars().all()
            if not gone:
                break
            removed += len(gone)
            await self._connection.execute(delete(outbox).where(outbox.c.sequence.in_(gone)))
        return removed


def _unsent() -> ColumnElement[bool]:
    return outbox.c.state.in_((OutboxState.OPEN, OutboxState.DEAD))


def _to_go(now: datetime) -> ColumnElement[bool]:
    """Say that a message may go: nobody is delivering it, and it is not what takes things out of chats."""
    parent = outbox.alias()
    before = outbox.alias()
    about = (
        select(func.coalesce(before.c.kind, parent.c.kind))
        .join_from(parent, before, before.c.id == parent.c.parent_id, isouter=True)
        .where(parent.c.id == outbox.c.parent_id)
        .scalar_subquery()
    )
    free = or_(
        outbox.c.state != OutboxState.OPEN, outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now
    )
    return and_(free, func.coalesce(about, outbox.c.kind).not_in(list(STILL_OWED)))
