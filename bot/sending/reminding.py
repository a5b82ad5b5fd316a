"""Delivers reminders: one card to one person about everything that is due or overdue (R15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.sending.chats import Chats
from bot.sending.rendering import Rendered
from cards.reminder import reminder_card, reminder_summary
from casework.notices import Notice
from casework.ports import UnitsOfWork
from casework.reminder_view import reminder_view
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, StaffId
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
            await self._show_anew(row.staff_id, [case.case_id for case in view.cases])
            rendered = Rendered(card=reminder_card(view), summary=reminder_summary(view))
            await self.chats.send(row.staff_id, rendered)

    async def _show_anew(self, staff_id: StaffId, cases: Sequence[CaseId]) -> None:
        """Have the cases' own cards drawn anew: „noch 5 Arbeitstage“ was true on the day they were sent.

        Before the reminder goes out: should this fail, nothing is sent twice.
        """
        to_her, now = Audience(AudienceKind.PERSON, staff_id), self.clock.now()
        async with self.units() as unit:
            await unit.notices.put(
                [
                    Notice(kind=NoticeKind.CARD_REFRESH, audience=to_her, case_id=case_id, due_at=now)
                    for case_id in cases
                ]
            )
            await unit.commit()
