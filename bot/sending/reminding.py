"""Delivers reminders: one card to one person about everything that is due or overdue (R15)."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.sending.chats import Chats
from bot.sending.rendering import Rendered
from cards.reminder import reminder_card, reminder_summary
from casework.ports import UnitsOfWork
from casework.reminder_view import reminder_view
from procedure.rulebook import Rulebook
from storage.outbox import OutboxRow
from storage.reminder_messages import SqlReminderMessages


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """Delivers rows of the kind REMINDER. Raises SendFailed."""

    units: UnitsOfWork
    messages: SqlReminderMessages
    chats: Chats
    rulebook: Rulebook
    clock: Clock

    async def deliver(self, row: OutboxRow) -> None:
        """Send what is still owed; what was settled meanwhile is not mentioned, and of nothing nobody hears.

        What waits in other messages to the same person comes with it, so that who was out of reach for
        days finds one message and no flood.
        """
        if row.staff_id is None:
            raise LookupError("a reminder is for a person")
        await self.messages.gather(row)
        async with self.units(reads_only=True) as unit:
            items = await unit.reminders.of_message(row.id)
        view = await reminder_view(self.units, items, row.staff_id, self.rulebook, self.clock.now())
        if view.cases:
            rendered = Rendered(card=reminder_card(view), summary=reminder_summary(view))
            await self.chats.send(row.staff_id, rendered)
