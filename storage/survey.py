"""What ``krm-bot doctor`` and the start ask of the database besides the figures."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.notification import NoticeKind
from procedure.vocabulary import StaffId
from storage.database_clock import database_now
from storage.engine import reading
from storage.outage import outages_named
from storage.tables import (
    OutboxState,
    audit_chains,
    audit_start,
    conversation_references,
    outbox,
    staff_audit,
    weekly_summaries,
)


async def database_time(engine: AsyncEngine) -> datetime:
    """Return what the database's own clock shows. DatabaseUnavailable names the remedy."""
    with outages_named():
        async with reading(engine) as connection:
            shown: datetime = (await connection.execute(select(database_now()))).scalar_one()
            return shown


async def who_can_be_written_to(engine: AsyncEngine) -> frozenset[StaffId]:
    """Name the people whose chat is known and who have not removed the assistant."""
    known = select(conversation_references.c.staff_id).where(conversation_references.c.reachable)
    with outages_named():
        async with reading(engine) as connection:
            return frozenset(StaffId(staff_id) for staff_id in (await connection.execute(known)).scalars())


async def last_weekly_post_failed(engine: AsyncEngine) -> bool:
    """Tell whether the newest weekly summary could not be posted in its channel."""
    newest = (
        select(outbox.c.state)
        .join(weekly_summaries, weekly_summaries.c.message_id == outbox.c.id)
        .where(outbox.c.kind == NoticeKind.WEEKLY_SUMMARY)
        .order_by(weekly_summaries.c.week.desc())
        .limit(1)
    )
    with outages_named():
        async with reading(engine) as connection:
            return (await connection.execute(newest)).scalar_one_or_none() == OutboxState.DEAD


async def record_waits_for_its_seal(engine: AsyncEngine) -> bool:
    """Tell whether the record comes from a release without chains and was never sealed.

    One that lost its seal is no such record: ``krm-bot audit verify`` names that.
    """
    with outages_named():
        async with reading(engine) as connection:
            for sealing in (audit_start, audit_chains):
                if (await connection.execute(select(sealing).limit(1))).first() is not None:
                    return False
            return (await connection.execute(select(staff_audit.c.id).limit(1))).first() is not None
