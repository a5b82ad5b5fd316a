"""What nobody needs any more is removed, so that the database does not grow without end."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import writing
from storage.tables import OutboxState, outbox, processed_commands, seen_activities


async def prune(engine: AsyncEngine, before: datetime) -> int:
    """Remove messages settled and commands processed before an instant; return how many rows.

    Neither is a record of the case (that is the audit log, which stays): a message that was delivered
    is kept for its repetition only, a command for a second press of the same button. A dead message
    stays, because its person may still come back; so does an office's message while a person's part
    of it is open or dead.
    """
    parts = outbox.alias()
    kept_for_a_part = exists().where(parts.c.parent_id == outbox.c.id)
    settled = outbox.c.state.in_([OutboxState.DELIVERED, OutboxState.EXPANDED])
    over = settled & (outbox.c.settled_at < before)
    removed = 0
    async with writing(engine) as connection:
        # Twice: first the parts, then what they were parts of.
        for _ in range(2):
            chosen = select(outbox.c.sequence).where(over, ~kept_for_a_part)
            removed += (
                await connection.execute(delete(outbox).where(outbox.c.sequence.in_(chosen)))
            ).rowcount
        for table in (processed_commands, seen_activities):
            removed += (await connection.execute(delete(table).where(table.c.at < before))).rowcount
    return removed
