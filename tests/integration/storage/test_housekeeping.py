"""Old messages and commands are removed; what may still be needed, and every record, stays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.notices import Notice
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from storage.engine import reading
from storage.housekeeping import prune
from storage.outbox import OutboxRow, SqlOutbox
from storage.tables import outbox as rows
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, CASE_ID, DEPUTY_A

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
LONG_AFTER = NOW + timedelta(days=90)
LEASE = timedelta(minutes=1)


async def put_and_claim(units: SqlUnitsOfWork, outbox: SqlOutbox) -> OutboxRow:
    async with units() as unit:
        to_bgf = Audience(AudienceKind.BGF)
        await unit.notices.put(
            [Notice(kind=NoticeKind.CASE_CLOSED, audience=to_bgf, case_id=CASE_ID, due_at=NOW)]
        )
        await unit.commit()
    (row,) = await outbox.claim(NOW, 1, LEASE, "worker")
    return row


async def left(engine: AsyncEngine) -> list[str]:
    async with reading(engine) as connection:
        return sorted((await connection.execute(select(rows.c.state))).scalars())


async def test_a_message_is_removed_with_all_its_delivered_parts(
    units: SqlUnitsOfWork, outbox: SqlOutbox, office_engine: AsyncEngine
) -> None:
    await outbox.expand(await put_and_claim(units, outbox), [BGF, DEPUTY_A], NOW)
    for part in await outbox.claim(NOW, 9, LEASE, "worker"):
        await outbox.delivered(part, NOW)
    assert await prune(office_engine, NOW) == 0, "not before its time"
    assert await prune(office_engine, LONG_AFTER) == 3
    assert await left(office_engine) == []


async def test_what_is_open_or_missed_stays_with_what_it_belongs_to(
    units: SqlUnitsOfWork, outbox: SqlOutbox, office_engine: AsyncEngine
) -> None:
    await outbox.expand(await put_and_claim(units, outbox), [BGF, DEPUTY_A], NOW)
    dead, delivered = await outbox.claim(NOW, 9, LEASE, "worker")
    await outbox.dead(dead, "removed", NOW)
    await outbox.delivered(delivered, NOW)
    await put_and_claim(units, outbox)
    assert await prune(office_engine, LONG_AFTER) == 1
    assert await left(office_engine) == ["aufgeteilt", "offen", "tot"]
    assert dead.staff_id is not None
    assert await outbox.revive(dead.staff_id, LONG_AFTER) == 1


async def test_old_commands_are_forgotten_and_new_ones_not(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    async with units() as unit:
        await unit.commands.remember("old", CASE_ID, NOW - timedelta(microseconds=1))
        await unit.commands.remember("new", CASE_ID, NOW)
        await unit.commit()
    assert await prune(office_engine, NOW) == 1
    async with units(reads_only=True) as unit:
        assert await unit.commands.case_of("old") is None
        assert await unit.commands.case_of("new") == CASE_ID
