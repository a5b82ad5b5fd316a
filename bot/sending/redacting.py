"""Takes out of people's chats what the assistant's messages show of a case that was anonymised (privacy).

Nobody is called, and no message that is gone, or cannot be reached, is reported: nothing was owed to
anybody. Each message is forgotten once it is redacted, so whatever interrupts this, it goes on.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.sending.chats import KNOWN_BEFORE, Chats
from bot.sending.send_failure import SendFailed, SendFailure
from cards.card import Card
from cards.intake import replaced_card
from casework.errors import CaseNotFound
from casework.notices import Notice
from casework.ports import UnitsOfWork
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, StaffId
from storage.chat_cards import ChatMessage, SqlChatCards
from storage.outbox import OutboxRow, SqlOutbox

REDACTED: Final = "Diese Nachricht wurde entfernt, weil ein Vorgang anonymisiert wurde."
"""Nothing of why: the retention period was over, or somebody had a right to it (Art. 17 GDPR)."""
ASK_ANEW: Final = "Bitte fragen Sie neu ab."
"""For a list: of its other cases nothing is lost."""
MOST_AT_ONCE: Final = 10
"""Messages redacted in one delivery: whatever else the person is owed must not wait long behind it."""
OTHERS_FIRST: Final = timedelta(seconds=10)
"""How long a redaction steps back for a message that a person is waiting for."""
NO_TIME: Final = timedelta()

_log = structlog.get_logger("redaction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacting:
    """Delivers rows of the kind REDACTION. Raises SendFailed for what has to be tried again."""

    units: UnitsOfWork
    outbox: SqlOutbox
    chats: Chats
    clock: Clock

    async def deliver(self, row: OutboxRow) -> None:
        """Split a case's row into one per person, or redact the messages in a person's chat."""
        if row.case_id is None:
            raise CaseNotFound
        if row.staff_id is None:
            await self.outbox.expand(row, await self._people(row, row.case_id), self.clock.now())
        elif await self.outbox.is_owed_else(row.staff_id, NoticeKind.REDACTION, self.clock.now()):
            await self._go_on(row.case_id, row.staff_id, after=OTHERS_FIRST)
        elif await self._redact(row.case_id, row.staff_id):
            await self._go_on(row.case_id, row.staff_id)

    async def _people(self, row: OutboxRow, case_id: CaseId) -> list[StaffId]:
        audience = Audience.parse(row.audience)
        if audience.kind is AudienceKind.PERSON:
            return [StaffId(audience.ref)]
        return await self._noted.people_of(case_id)

    async def _redact(self, case_id: CaseId, staff_id: StaffId) -> bool:
        """Redact some messages; True if there are more. Who is out of reach keeps hers until she is back."""
        messages = await self._noted.of_person_and_case(staff_id, case_id, most=MOST_AT_ONCE + 1)
        started, redacted, gone = self.clock.now(), 0, 0
        refused: SendFailed | None = None
        try:
            for message in messages[:MOST_AT_ONCE]:
                try:
                    await self.chats.update(message, redacted_card(message))
                    redacted += 1
                except SendFailed as failure:
                    if failure.kind is SendFailure.RETRY:
                        raise
                    if failure.kind is SendFailure.PERMANENT:
                        refused = failure  # somebody has to look; the others are redacted all the same
                        continue
                    if await self._is_out_of_reach(message, failure):
                        if failure.code not in KNOWN_BEFORE:
                            await self.chats.conversations.mark_unreachable(staff_id, started)
                        _log.info("out_of_reach", case_id=case_id, waiting=len(messages))
                        return False
                    gone += 1
                await self._noted.forget(message, card_of=case_id)
        finally:
            _log.info("redacted", case_id=case_id, redacted=redacted, gone=gone)
        if refused is not None:
            raise refused
        return len(messages) > MOST_AT_ONCE

    async def _is_out_of_reach(self, message: ChatMessage, failure: SendFailed) -> bool:
        """Tell a person who cannot be written to from an old chat of hers that is closed to us."""
        if failure.is_gone:
            return False
        chat = await self.chats.conversations.of(message.staff_id)
        return failure.code in KNOWN_BEFORE or chat is None or chat.conversation_id == message.conversation_id

    async def _go_on(self, case_id: CaseId, staff_id: StaffId, *, after: timedelta = NO_TIME) -> None:
        """Owe the rest as a row of its own, behind what the person is owed meanwhile."""
        rest = Notice(
            kind=NoticeKind.REDACTION,
            audience=Audience(AudienceKind.PERSON, staff_id),
            case_id=case_id,
            due_at=self.clock.now() + after,
        )
        async with self.units() as unit:
            await unit.notices.put([rest])
            await unit.commit()

    @property
    def _noted(self) -> SqlChatCards:
        return self.chats.chat_cards


def redacted_card(message: ChatMessage) -> Card:
    """Draw what stands where a message stood."""
    return replaced_card(REDACTED if message.cases <= 1 else f"{REDACTED} {ASK_ANEW}")
