"""Finds a person's chat and writes into it; a chat whose history was removed is opened once more."""

from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.sending.known_chats import Conversations
from bot.sending.messenger import Messenger, SendFailed
from bot.sending.rendering import Card, Rendered
from bot.sending.shown_cases import shown_in
from procedure.vocabulary import StaffId
from storage.chat_cards import ChatMessage, SqlChatCards
from storage.conversations import ConversationReference
from storage.sent_cards import SentCard

UNKNOWN_CONVERSATION = "unknown_conversation"
"""The person has never written to the assistant, so there is no chat to send to."""
REMOVED = "removed"
"""The person has blocked or removed the assistant."""
KNOWN_BEFORE = frozenset({UNKNOWN_CONVERSATION, REMOVED})
"""Reasons we knew ourselves: the channel was not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chats:
    """The personal chats. Raises SendFailed."""

    conversations: Conversations
    messenger: Messenger
    chat_cards: SqlChatCards
    clock: Clock

    async def send(
        self, staff_id: StaffId, rendered: Rendered, *, alert: bool = True
    ) -> tuple[ConversationReference, str]:
        """Send a card and note what it shows; return the chat it went to and the activity's id."""
        reference, activity_id = await self._sent(staff_id, rendered, alert=alert)
        message = ChatMessage(
            staff_id=staff_id,
            conversation_id=reference.conversation_id,
            service_url=reference.service_url,
            activity_id=activity_id,
            sent_at=self.clock.now(),
        )
        await self.chat_cards.remember(message, shown_in(rendered.card) | frozenset(rendered.about))
        return reference, activity_id

    async def _sent(
        self, staff_id: StaffId, rendered: Rendered, *, alert: bool
    ) -> tuple[ConversationReference, str]:
        reference = await self._reference(staff_id)
        try:
            return reference, await self._send(reference, rendered, alert=alert)
        except SendFailed as failure:
            if not failure.is_gone:
                raise
        # The chat's history was removed: open the chat once more, then try once more.
        reference = await self._reopened(reference)
        return reference, await self._send(reference, rendered, alert=alert)

    async def update(self, held: SentCard | ChatMessage, card: Card) -> None:
        """Replace a card where it is, even if the person writes from another chat now."""
        reference = await self._reference(held.staff_id)
        if reference.conversation_id != held.conversation_id:
            reference = replace(reference, conversation_id=held.conversation_id, service_url=held.service_url)
        await self.messenger.update_card(reference, held.activity_id, card)

    async def _send(self, reference: ConversationReference, rendered: Rendered, *, alert: bool) -> str:
        return await self.messenger.send_card(reference, rendered.card, summary=rendered.summary, alert=alert)

    async def _reference(self, staff_id: StaffId) -> ConversationReference:
        reference = await self.conversations.of(staff_id)
        if reference is None:
            raise SendFailed.unreachable(UNKNOWN_CONVERSATION)
        if not reference.reachable:
            raise SendFailed.unreachable(REMOVED)
        return reference

    async def _reopened(self, old: ConversationReference) -> ConversationReference:
        conversation_id = await self.messenger.open_conversation(
            service_url=old.service_url, tenant_id=old.tenant_id, staff_id=old.staff_id, bot_id=old.bot_id
        )
        # Seen when the person wrote, not now: a refusal that follows must still count.
        reference = replace(old, conversation_id=conversation_id)
        await self.conversations.remember(reference)
        return reference
