"""The outbox as the relay sees it. Each method is a transaction of its own."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.notices import NoticeKind
from procedure.vocabulary import CaseId, StaffId
from storage.engine import reading, writing
from storage.tables import OutboxState, outbox
from storage.upsert import insert

ERROR_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
"""A code, never a text (error messages may quote personal data); anything else becomes „unspecified“."""

FIELDS = (
    "id",
    "parent_id",
    "kind",
    "audience",
    "staff_id",
    "on_behalf",
    "case_id",
    "due_at",
    "attempts",
    "claimed_until",
    "claimed_by",
    "last_error",
    "created_at",
)

NOT_CLAIMED = {"claimed_until": None, "claimed_by": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message to an office (``staff_id`` is None) or to a person."""

    id: str
    parent_id: str | None
    kind: NoticeKind
    audience: str
    """What ``procedure.representation.Audience`` wrote."""
    staff_id: StaffId | None
    on_behalf: bool
    case_id: CaseId
    due_at: datetime
    attempts: int
    """How often it was claimed, this time included; a crash while sending counts too."""
    claimed_until: datetime | None
    claimed_by: str | None
    last_error: str
    """Code of the last failure, or empty."""
    created_at: datetime


class SqlOutbox:
    """Hands out what is due and keeps what became of it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def claim(self, now: datetime, limit: int, lease: timedelta, worker: str) -> list[OutboxRow]:
        """Take up to ``limit`` due rows for ``lease``; nobody else gets them before it ends."""
        free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now)
        due = (
            select(outbox.c.sequence)
            .where(outbox.c.state == OutboxState.OPEN, outbox.c.due_at <= now, free)
            .order_by(outbox.c.due_at, outbox.c.sequence)
            .limit(limit)
            .with_for_update(skip_locked=True)  # SQLite has no row locks and needs none: one writer at a time
            .cte("due")
        )
        claimed = (
            update(outbox)
            .where(outbox.c.sequence.in_(select(due.c.sequence)))
            .values(claimed_until=now + lease, claimed_by=worker, attempts=outbox.c.attempts + 1)
            .returning(outbox.c.sequence, *_columns())
        )
        async with writing(self._engine) as connection:
            rows = (await connection.execute(claimed)).mappings().all()
        ordered = sorted(rows, key=lambda row: (row["due_at"], row["sequence"]))
        return [_row(row) for row in ordered]

    async def expand(self, row: OutboxRow, recipients: Sequence[tuple[StaffId, bool]], now: datetime) -> None:
        """Split an office's row into one per person (staff id, on behalf); twice is the same as once."""
        parts = [
            {
                "id": str(uuid.uuid4()),
                "parent_id": row.id,
                "kind": row.kind,
                "audience": row.audience,
                "staff_id": staff_id,
                "on_behalf": on_behalf,
                "case_id": row.case_id,
                "due_at": row.due_at,
                "attempts": 0,
                "state": OutboxState.OPEN,
            }
            for staff_id, on_behalf in recipients
        ]
        async with writing(self._engine) as connection:
            # First the parent: two workers at once then wait here, and the second finds it done.
            settled = _settle(row.id, OutboxState.EXPANDED, now)
            if (await connection.execute(settled)).rowcount == 1 and parts:
                await connection.execute(insert(connection, outbox).on_conflict_do_nothing(), parts)

    async def delivered(self, row_id: str, now: datetime) -> None:
        """Mark a row as received by the channel."""
        await self._write(_settle(row_id, OutboxState.DELIVERED, now))

    async def retry(self, row_id: str, due_at: datetime, error_code: str) -> None:
        """Give a row back, to be tried again at ``due_at``."""
        values = NOT_CLAIMED | {"due_at": due_at, "last_error": _code(error_code)}
        await self._write(update(outbox).where(*_open(row_id)).values(values))

    async def dead(self, row_id: str, error_code: str, now: datetime) -> None:
        """Give a row up for good."""
        await self._write(_settle(row_id, OutboxState.DEAD, now).values(last_error=_code(error_code)))

    async def revive(self, staff_id: StaffId, now: datetime) -> int:
        """Send again what a person missed while there was no way to reach them; return how many.

        For one who writes for the first time, or installs the assistant again: nothing is lost.
        """
        missed = (outbox.c.staff_id == staff_id) & (outbox.c.state == OutboxState.DEAD)
        fresh = NOT_CLAIMED | {"state": OutboxState.OPEN, "due_at": now, "attempts": 0, "settled_at": None}
        async with writing(self._engine) as connection:
            return (await connection.execute(update(outbox).where(missed).values(fresh))).rowcount

    async def dead_of_case(self, case_id: CaseId) -> list[OutboxRow]:
        """Return a case's messages that could not be delivered, oldest first."""
        dead = select(*_columns()).where(outbox.c.case_id == case_id, outbox.c.state == OutboxState.DEAD)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(dead.order_by(outbox.c.sequence))).mappings().all()
        return [_row(row) for row in rows]

    async def next_due_at(self, now: datetime) -> datetime | None:
        """Tell when there is something to claim next; in the past if there is now, None if never."""
        claimed = outbox.c.claimed_until > now
        free_at = case((claimed, outbox.c.claimed_until), else_=outbox.c.due_at)
        soonest = select(func.min(free_at)).where(outbox.c.state == OutboxState.OPEN)
        async with reading(self._engine) as connection:
            instant: datetime | None = (await connection.execute(soonest)).scalar_one()
        return instant

    async def pending_count(self) -> int:
        """Count what is still to be delivered."""
        counted = select(func.count()).where(outbox.c.state == OutboxState.OPEN)
        async with reading(self._engine) as connection:
            count: int = (await connection.execute(counted)).scalar_one()
        return count

    async def _write(self, statement: Any) -> None:  # noqa: ANN401 - any UPDATE
        async with writing(self._engine) as connection:
            await connection.execute(statement)


def _columns() -> list[ColumnElement[Any]]:
    return [outbox.c[field] for field in FIELDS]


def _row(row: Any) -> OutboxRow:  # noqa: ANN401 - SQLAlchemy's mapping
    values = {field: row[field] for field in FIELDS}
    return OutboxRow(**values | {"last_error": values["last_error"] or ""})


def _open(row_id: str) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.id == row_id, outbox.c.state == OutboxState.OPEN


def _settle(row_id: str, state: OutboxState, now: datetime) -> Any:  # noqa: ANN401 - an UPDATE
    values = NOT_CLAIMED | {"state": state, "settled_at": now}
    return update(outbox).where(*_open(row_id)).values(values)


def _code(error_code: str) -> str:
    return error_code if ERROR_CODE.fullmatch(error_code) else "unspecified"
