"""Takes away what nobody came back for in 24 hours: drafts, with the card that may show them, and files."""

from dataclasses import dataclass, replace

import structlog

from bot.clock import Clock
from bot.sending.known_chats import Conversations
from bot.sending.messenger import Messenger, SendFailed
from cards.intake import replaced_card
from casework.documents import drop_expired
from casework.ports import UnitsOfWork
from procedure.vocabulary import StaffId
from storage.dialog_state import SqlDialogStates, StoredDialog
from storage.errors import ConcurrentTurn

_log = structlog.get_logger("tidying")

EXPIRED = "Diese Aufnahme wurde nach 24 Stunden gelöscht. Es wurde nichts gespeichert."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidying:
    """Ends expired drafts and drops files that nobody put to a case."""

    dialogs: SqlDialogStates
    conversations: Conversations
    units: UnitsOfWork
    messenger: Messenger
    clock: Clock

    async def run(self) -> None:
        """Tidy once. What the channel does not take now is not tried again: the draft itself must go."""
        for key, stored in await self.dialogs.expired(self.clock.now()):
            await self._replace_card(key, stored)
            try:
                await self.dialogs.delete(key, stored.version)
            except ConcurrentTurn:
                continue  # another replica was faster, or the person has just begun anew
        dropped = await drop_expired(self.units, now=self.clock.now())
        if dropped:
            _log.info("files_dropped", count=dropped)

    async def _replace_card(self, key: str, stored: StoredDialog) -> None:
        conversation_id, _, staff_id = key.rpartition("/")
        card = stored.data.get("card")
        reference = await self.conversations.of(StaffId(staff_id))
        if not card or reference is None:
            return
        chat = replace(reference, conversation_id=conversation_id)
        try:
            await self.messenger.update_card(chat, str(card), replaced_card(EXPIRED))
        except SendFailed as failure:
            _log.warning("card_not_replaced", code=failure.code)
