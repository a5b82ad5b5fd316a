"""Puts notices into the outbox and takes them out again."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from casework.notices import Notice
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import StaffId
from storage.engine import reading
from storage.outbox import OutboxRow, SqlOutbox
from storage.tables import OutboxState
from storage.tables import outbox as outbox_table
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import CASE_ID, REGISTERED_AT, TEAM_A

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)

LEASE = timedelta(minutes=1)


def a_notice(
    kind: NoticeKind = NoticeKind.CASE_FOR_TEAM,
    audience: Audience = Audience(AudienceKind.TEAM_LEAD, TEAM_A),  # noqa: B008 - a frozen value
    due_at: datetime = REGISTERED_AT,
) -> Notice:
    return Notice(kind=kind, audience=audience, case_id=CASE_ID, due_at=due_at)


async def put(units: SqlUnitsOfWork, *notices: Notice) -> None:
    async with units() as unit:
        await unit.notices.put(notices)
        await unit.commit()


async def claim_one(outbox: SqlOutbox, now: datetime = NOW) -> OutboxRow:
    (row,) = await outbox.claim(now, 1, LEASE, "worker")
    return row


async def states(outbox: SqlOutbox) -> list[str]:
    ordered = select(outbox_table.c.state).order_by(outbox_table.c.sequence)
    async with reading(outbox._engine) as connection:  # noqa: SLF001 - the state has no other reader
        return list((await connection.execute(ordered)).scalars())


async def errors(outbox: SqlOutbox) -> list[str]:
    dead = select(outbox_table.c.last_error).where(outbox_table.c.state == OutboxState.DEAD)
    async with reading(outbox._engine) as connection:  # noqa: SLF001 - idem
        return list((await connection.execute(dead)).scalars())


def lease_left(row: OutboxRow) -> timedelta:
    assert row.claimed_until is not None
    return row.claimed_until - NOW


async def person_rows(units: SqlUnitsOfWork, outbox: SqlOutbox, *people: StaffId) -> None:
    """Put one row per person and claim none of them."""
    await put(units, a_notice())
    (office_row,) = [row for row in await outbox.claim(NOW, 50, LEASE, "split") if row.staff_id is None]
    await outbox.expand(office_row, people, NOW)
