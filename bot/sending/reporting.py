"""Tells the BGF, of an alarm also the management, of a message that did not arrive (GA II; A30).

Somebody must pick up the phone instead. It goes out at once, at night as well; a report that fails is
not reported.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from bot.clock import Clock
from bot.sending.chats import Chats
from bot.sending.messenger import SendFailed, SendFailure
from bot.sending.rendering import Rendered
from bot.sending.undelivered import NOBODY, undelivered
from cards.undeliverable import undeliverable_card, undeliverable_summary
from casework.permissions import viewpoint_of
from casework.ports import UnitsOfWork
from procedure.actor import Actor
from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.notice_kind import NoticeKind
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId
from procedure.working_hours import at_local
from storage.outbox import OutboxRow, SqlOutbox

_BGF: Final = Audience(AudienceKind.BGF)
_MANAGEMENT: Final = Audience(AudienceKind.MANAGEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Delivers rows of the kind DEAD_LETTER, with a case or without. Raises SendFailed."""

    units: UnitsOfWork
    outbox: SqlOutbox
    chats: Chats
    rulebook: Rulebook
    clock: Clock

    async def deliver(self, row: OutboxRow) -> None:
        """Tell one person, or split the office's row; of what has been taken up again nothing is told."""
        dead = await self.outbox.reported_by(row)
        async with self.units(reads_only=True) as unit:
            office = await unit.staff.office()
            case = await unit.cases.get(row.case_id) if row.case_id is not None else None
        if row.staff_id is None:
            people = () if dead is None else await self._people(dead, case, office)
            await self.outbox.expand(row, people, self.clock.now())
        elif dead is not None and self._may_know(row.staff_id, case, office):
            await self._tell(row.staff_id, dead, case, office)

    async def _people(self, dead: OutboxRow, case: Case | None, office: Office) -> tuple[StaffId, ...]:
        """Name whom to tell, each once: nobody the case is kept from, nor her who cannot be reached."""
        if dead.kind is NoticeKind.REMINDER and await self.outbox.failed_before(dead, self._monday()):
            return ()  # known: she is reminded every day, and the BGF would be told of it every day
        passed_over = conflicted(case, office) if case is not None else frozenset()
        if dead.staff_id is not None and not await self._is_reachable(dead.staff_id):
            passed_over |= {dead.staff_id}
        today = self.rulebook.day(self.clock.now())
        offices = (_BGF, _MANAGEMENT) if dead.kind is NoticeKind.ALERT else (_BGF,)
        chosen = [
            person
            for audience in offices
            for person in recipients(audience, office, today, conflicted=passed_over)
        ]
        if not chosen:
            raise SendFailed(SendFailure.RETRY, NOBODY)
        return tuple(dict.fromkeys(chosen))

    def _monday(self) -> datetime:
        """Return when this week began: whoever cannot be reminded is reported once a week."""
        today = self.rulebook.day(self.clock.now())
        return at_local(today - timedelta(days=today.weekday()), time.min, self.rulebook.timezone)

    async def _is_reachable(self, person: StaffId) -> bool:
        chat = await self.chats.conversations.of(person)
        return chat is not None and chat.reachable

    def _may_know(self, person: StaffId, case: Case | None, office: Office) -> bool:
        now = self.clock.now()
        actor = Actor.of(person, office, self.rulebook.day(now))
        if case is None:
            return actor.is_bgf or actor.is_management
        return office.member(person) is not None and viewpoint_of(case, actor, now) is not None

    async def _tell(self, person: StaffId, dead: OutboxRow, case: Case | None, office: Office) -> None:
        chat = await self.chats.conversations.of(dead.staff_id) if dead.staff_id is not None else None
        view = undelivered(dead, case.number if case is not None else "", office, chat)
        about = () if case is None else (case.id,)
        card, summary = undeliverable_card(view), undeliverable_summary(view)
        await self.chats.send(person, Rendered(card=card, summary=summary, about=about))
