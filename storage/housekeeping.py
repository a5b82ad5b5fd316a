"""What nobody needs any more is removed, so that the database does not grow without end."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.situation import OVER
from storage.connection import Connection
from storage.engine import writing
from storage.tables import (
    OutboxState,
    cases,
    duties,
    outbox,
    processed_commands,
    reminder_items,
    reminder_permissions,
    seen_activities,
    weekly_summaries,
)


async def prune(engine: AsyncEngine, before: datetime) -> int:
    """Remove messages settled and commands processed before an instant; return how many rows.

    Neither is a record of the case (that is the audit log, which stays): a message that was delivered
    is kept for its repetition only, a command for a second press of the same button. A dead message
    stays, because its person may still come back; so does an office's message while a person's part
    of it is open or dead. What was told of a deadline is kept as long as it could be told again.
    """
    parts = outbox.alias()
    kept_for_a_part = exists().where(parts.c.parent_id == outbox.c.id)
    settled = outbox.c.state.in_([OutboxState.DELIVERED, OutboxState.EXPANDED])
    over = settled & (outbox.c.settled_at < before)
    removed = 0
    async with writing(engine) as connection:
        # Twice: first the parts, then what they were parts of.
        for _ in range(2):
            chosen = select(outbox.c.id).where(over, ~kept_for_a_part)
            await _let_go(connection, chosen)
            removed += (await connection.execute(delete(outbox).where(outbox.c.id.in_(chosen)))).rowcount
        removed += await _forget_permissions(connection, before)
        for table in (processed_commands, seen_activities):
            removed += (await connection.execute(delete(table).where(table.c.at < before))).rowcount
    return removed


async def _let_go(connection: Connection, messages: Select[Any]) -> None:
    """Remove what refers to messages about to be removed; a week keeps its facts."""
    told = delete(reminder_items).where(reminder_items.c.message_id.in_(messages))
    await connection.execute(told)
    sent = update(weekly_summaries).where(weekly_summaries.c.message_id.in_(messages))
    await connection.execute(sent.values(message_id=None))


async def _forget_permissions(connection: Connection, before: datetime) -> int:
    """Forget what was told of cases over before an instant; where something is still owed it is kept."""
    ends = (cases.c.closing_closed_at, cases.c.ending_ended_at)
    over = select(cases.c.id).where(
        cases.c.state.in_(OVER),
        *(or_(end.is_(None), end < before) for end in ends),
        ~exists().where(duties.c.case_id == cases.c.id),
    )
    forgotten = delete(reminder_permissions).where(
        reminder_permissions.c.given_at < before, reminder_permissions.c.case_id.in_(over)
    )
    return (await connection.execute(forgotten)).rowcount
