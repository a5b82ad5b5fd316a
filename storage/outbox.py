"""The outbox as the relay sees it. Each method is a transaction of its own."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.notification import NoticeKind
from procedure.representation import Audience
from procedure.vocabulary import CaseId, StaffId
from storage.connection import Connection
from storage.engine import reading, writing
from storage.exclusive import one_at_a_time
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
    "case_id",
    "due_at",
    "attempts",
    "claimed_until",
    "claimed_by",
    "last_error",
    "created_at",
)

NOT_CLAIMED = {"claimed_until": None, "claimed_by": None}
CLAIMING = "outbox.claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message to an office (``staff_id`` is None) or to a person."""

    id: str
    parent_id: str | None
    """The office's row it was split from; for a report, the message that did not arrive."""
    kind: NoticeKind
    audience: str
    """What ``procedure.representation.Audience`` wrote."""
    staff_id: StaffId | None
    case_id: CaseId | None
    """None: about no single case (reminders, the weekly summary)."""
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
        """Take up to ``limit`` due rows for ``lease``; nobody else gets them before it ends.

        A person with a claimed row gets no second one claimed beside it, by whichever worker: messages
        to one person never overlap. One claim may take several rows of a person.
        """
        claimed = (
            update(outbox)
            .where(outbox.c.sequence.in_(_due(now, limit)))
            .values(claimed_until=now + lease, claimed_by=worker, attempts=outbox.c.attempts + 1)
            .returning(outbox.c.sequence, *_columns())
        )
        async with writing(self._engine) as connection:
            # Two claims at once would not see which people the other one has taken.
            await one_at_a_time(connection, CLAIMING)
            rows = (await connection.execute(claimed)).mappings().all()
        ordered = sorted(rows, key=lambda row: (row["due_at"], row["sequence"]))
        return [_row(row) for row in ordered]

    async def renew(self, row: OutboxRow, now: datetime, lease: timedelta) -> bool:
        """Hold a claimed row for ``lease`` from now on; False if the claim has ended meanwhile."""
        renewed = update(outbox).where(*_mine(row), outbox.c.claimed_until > now)
        return await self._write(renewed.values(claimed_until=now + lease)) == 1

    async def give_back(self, rows: Sequence[OutboxRow]) -> None:
        """Let others have claimed rows at once, as if they had not been claimed."""
        values = NOT_CLAIMED | {"attempts": outbox.c.attempts - 1}
        async with writing(self._engine) as connection:
            for row in rows:
                await connection.execute(update(outbox).where(*_mine(row)).values(values))

    async def put_off(self, row: OutboxRow, due_at: datetime) -> None:
        """Leave a claimed row alone until ``due_at``, as if it had not been claimed."""
        values = NOT_CLAIMED | {"due_at": due_at, "attempts": outbox.c.attempts - 1}
        await self._write(update(outbox).where(*_mine(row)).values(values))

    async def expand(self, row: OutboxRow, recipients: Sequence[StaffId], now: datetime) -> None:
        """Split an office's row into one per person; twice is the same as once."""
        parts = [
            _new(row.kind, row.audience, row.case_id, row.due_at, parent_id=row.id, staff_id=staff_id)
            for staff_id in recipients
        ]
        async with writing(self._engine) as connection:
            # First the parent: two workers at once then wait here, and the second finds it done.
            settled = _settle(OutboxState.EXPANDED, now).where(*_open(row.id))
            if (await connection.execute(settled)).rowcount == 1 and parts:
                await connection.execute(insert(connection, outbox).on_conflict_do_nothing(), parts)

    async def delivered(self, row: OutboxRow, now: datetime) -> None:
        """Mark a row as received by the channel; also when the claim has ended: it did arrive."""
        await self._write(_settle(OutboxState.DELIVERED, now).where(*_open(row.id)))

    async def retry(self, row: OutboxRow, due_at: datetime, error_code: str) -> None:
        """Give a row back, to be tried again at ``due_at``; nothing if the claim was lost."""
        values = NOT_CLAIMED | {"due_at": due_at, "last_error": _code(error_code)}
        await self._write(update(outbox).where(*_mine(row)).values(values))

    async def dead(
        self, row: OutboxRow, error_code: str, now: datetime, report_to: Audience | None = None
    ) -> None:
        """Give a row up for good, and owe ``report_to`` a word about it; nothing if the claim was lost."""
        died = _settle(OutboxState.DEAD, now).where(*_mine(row)).values(last_error=_code(error_code))
        async with writing(self._engine) as connection:
            if row.staff_id is not None:
                # Either the person's next message finds the dead row, or the caller sees that message.
                await one_at_a_time(connection, row.staff_id)
            if (await connection.execute(died)).rowcount == 1 and report_to is not None:
                report = _new(NoticeKind.DEAD_LETTER, str(report_to), row.case_id, now, parent_id=row.id)
                await connection.execute(outbox.insert(), report)

    async def revive(self, staff_id: StaffId, now: datetime) -> int:
        """Send again what a person missed while there was no way to reach them; return how many."""
        async with writing(self._engine) as connection:
            return await revive(connection, staff_id, now)

    async def reported_by(self, report: OutboxRow) -> OutboxRow | None:
        """Find the message a report is about; None if it has been taken up again.

        A summary did arrive where it is reported: its channel was lost afterwards.
        """
        about: Any = report.parent_id
        if report.staff_id is not None:  # a person's part: what it is about, the office's row names
            of_office = outbox.alias()
            about = select(of_office.c.parent_id).where(of_office.c.id == report.parent_id).scalar_subquery()
        lost = or_(outbox.c.state == OutboxState.DEAD, outbox.c.kind == NoticeKind.WEEKLY_SUMMARY)
        dead = select(*_columns()).where(outbox.c.id == about, lost)
        async with reading(self._engine) as connection:
            row = (await connection.execute(dead)).mappings().one_or_none()
        return None if row is None else _row(row)

    async def owed_since(self, row: OutboxRow) -> datetime:
        """Return when what a row tells of happened: its own ``due_at`` moves with every new try."""
        of_office = select(outbox.c.due_at).where(outbox.c.id == row.parent_id)
        async with reading(self._engine) as connection:
            since = (await connection.execute(of_office)).scalar_one_or_none()
        return row.due_at if since is None else since

    async def failed_before(self, row: OutboxRow, since: datetime) -> bool:
        """Tell whether an earlier message of its kind to the same person was given up since an instant."""
        this = select(outbox.c.sequence).where(outbox.c.id == row.id).scalar_subquery()
        earlier = exists().where(
            outbox.c.staff_id == row.staff_id,
            outbox.c.kind == row.kind,
            outbox.c.state == OutboxState.DEAD,
            outbox.c.settled_at >= since,
            outbox.c.sequence < this,
        )
        async with reading(self._engine) as connection:
            return bool((await connection.execute(select(earlier))).scalar_one())

    async def is_owed_else(self, staff_id: StaffId, than: NoticeKind, now: datetime) -> bool:
        """Tell whether a person is owed a message of any other kind now."""
        waiting = exists().where(
            outbox.c.staff_id == staff_id,
            outbox.c.state == OutboxState.OPEN,
            outbox.c.due_at <= now,
            outbox.c.kind != than,
        )
        async with reading(self._engine) as connection:
            return bool((await connection.execute(select(waiting))).scalar_one())

    async def pending_count(self) -> int:
        """Count what is still to be delivered."""
        counted = select(func.count()).where(outbox.c.state == OutboxState.OPEN)
        async with reading(self._engine) as connection:
            count: int = (await connection.execute(counted)).scalar_one()
        return count

    async def _write(self, statement: Any) -> int:  # noqa: ANN401 - any UPDATE
        async with writing(self._engine) as connection:
            return (await connection.execute(statement)).rowcount


async def revive(connection: Connection, staff_id: StaffId, due_at: datetime) -> int:
    """Open a person's dead rows again in a running transaction; return how many."""
    missed = (outbox.c.staff_id == staff_id) & (outbox.c.state == OutboxState.DEAD)
    fresh = NOT_CLAIMED | {"state": OutboxState.OPEN, "due_at": due_at, "attempts": 0, "settled_at": None}
    return (await connection.execute(update(outbox).where(missed).values(fresh))).rowcount


def _due(now: datetime, limit: int) -> Select[Any]:
    taken = outbox.alias()
    busy = select(taken.c.staff_id).where(
        taken.c.state == OutboxState.OPEN, taken.c.claimed_until > now, taken.c.staff_id.is_not(None)
    )
    due = (
        select(outbox.c.sequence)
        .where(
            outbox.c.state == OutboxState.OPEN,
            outbox.c.due_at <= now,
            # During a rolling upgrade a newer release tells things that this one has no word for.
            outbox.c.kind.in_(list(NoticeKind)),
            or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now),
            or_(outbox.c.staff_id.is_(None), outbox.c.staff_id.not_in(busy)),
        )
        .order_by(outbox.c.due_at, outbox.c.sequence)
        .limit(limit)
        .with_for_update(skip_locked=True)  # SQLite has no row locks and needs none: one writer at a time
        .cte("due")
    )
    return select(due.c.sequence)


def _new(
    kind: NoticeKind,
    audience: str,
    case_id: CaseId | None,
    due_at: datetime,
    *,
    parent_id: str,
    staff_id: StaffId | None = None,
) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "parent_id": parent_id,
        "kind": kind,
        "audience": audience,
        "staff_id": staff_id,
        "on_behalf": False,
        "case_id": case_id,
        "due_at": due_at,
        "attempts": 0,
        "state": OutboxState.OPEN,
    }


def _columns() -> list[ColumnElement[Any]]:
    return [outbox.c[field] for field in FIELDS]


def _row(row: Any) -> OutboxRow:  # noqa: ANN401 - SQLAlchemy's mapping
    values = {field: row[field] for field in FIELDS}
    return OutboxRow(**values | {"last_error": values["last_error"] or ""})


def _open(row_id: str) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.id == row_id, outbox.c.state == OutboxState.OPEN


def _mine(row: OutboxRow) -> tuple[ColumnElement[bool], ...]:
    # Each claim counts attempts up, so the two name one claim.
    return *_open(row.id), outbox.c.claimed_by == row.claimed_by, outbox.c.attempts == row.attempts


def _settle(state: OutboxState, now: datetime) -> Any:  # noqa: ANN401 - an UPDATE
    return update(outbox).values(NOT_CLAIMED | {"state": state, "settled_at": now})


def _code(error_code: str) -> str:
    return error_code if ERROR_CODE.fullmatch(error_code) else "unspecified"
