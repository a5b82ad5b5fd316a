"""Delivers the reminders of the yearly report and of its measures, as things stand then (R47, R48)."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.sending.chats import Chats
from bot.sending.rendering import Rendered
from cards.measures import due_measures_card, due_measures_line
from cards.report_due import report_due_card, report_due_line
from casework.measures_due import measures_due_for
from casework.ports import UnitsOfWork
from casework.report_reminder import report_due
from procedure.actor import Actor
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, recipients
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId
from storage.outbox import OutboxRow, SqlOutbox


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReminding:
    """Delivers rows of the kinds REPORT_DUE and MEASURE_DUE. Raises SendFailed."""

    units: UnitsOfWork
    outbox: SqlOutbox
    chats: Chats
    rulebook: Rulebook
    template: ReportTemplate
    clock: Clock

    async def deliver(self, row: OutboxRow) -> None:
        """Tell a person, or split an office's row; what was released or done meanwhile is not mentioned."""
        if row.staff_id is None:
            async with self.units(reads_only=True) as unit:
                office = await unit.staff.office()
            now = self.clock.now()
            people = recipients(Audience.parse(row.audience), office, self.rulebook.day(now))
            await self.outbox.expand(row, people, now)
            return
        of_report = row.kind is NoticeKind.REPORT_DUE
        rendered = await (self._report(row.staff_id) if of_report else self._measures(row.staff_id))
        if rendered is not None:
            await self.chats.send(row.staff_id, rendered)

    async def _report(self, person: StaffId) -> Rendered | None:
        now = self.clock.now()
        async with self.units(reads_only=True) as unit:
            actor = Actor.of(person, await unit.staff.office(), self.rulebook.day(now))
        due = await report_due(self.units, self.rulebook, self.template, now)
        if due is None or not (actor.is_bgf or actor.is_management):
            return None
        return Rendered(card=report_due_card(due), summary=report_due_line(due))

    async def _measures(self, person: StaffId) -> Rendered | None:
        due = await measures_due_for(self.units, person, rulebook=self.rulebook, now=self.clock.now())
        if not due:
            return None
        return Rendered(card=due_measures_card(due), summary=due_measures_line(len(due)))
