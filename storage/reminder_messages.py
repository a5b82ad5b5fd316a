"""What a reminder that goes out is about: all that a person has not been told yet, in one message."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.notice_kind import NoticeKind
from storage.engine import writing
from storage.outbox import OutboxRow
from storage.tables import OutboxState, outbox, reminder_items


class SqlReminderMessages:
    """The reminders of one person that wait side by side."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def gather(self, row: OutboxRow) -> None:
        """Take into a claimed message what the person's other open ones are about.

        Several wait where a person could not be reached for days. Nobody has the others in hand: a
        person with a claimed row gets no second one claimed beside it.
        """
        waiting = select(outbox.c.id).where(
            outbox.c.kind == NoticeKind.REMINDER,
            outbox.c.staff_id == row.staff_id,
            outbox.c.state == OutboxState.OPEN,
            outbox.c.id != row.id,
        )
        gathered = update(reminder_items).where(reminder_items.c.message_id.in_(waiting))
        async with writing(self._engine) as connection:
            await connection.execute(gathered.values(message_id=row.id))
