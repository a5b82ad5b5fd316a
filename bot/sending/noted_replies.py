"""Answers into a person's chat, each noted with the cases it shows, so that it can be redacted (privacy).

The answer to a press is no message: it takes the place of one in a single client. What it shows that the
message did not is noted under that message.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.incoming import Attachment, Card, Incoming, Replies
from bot.sending.shown_cases import shown_in
from procedure.vocabulary import CaseId
from storage.chat_cards import ChatMessage, SqlChatCards


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedReplies:
    """Speaks as the replies of a turn do. A note is written once the channel has the message."""

    replies: Replies
    chat_cards: SqlChatCards
    clock: Clock
    turn: Incoming

    @classmethod
    def within(cls, turn: Incoming, chat_cards: SqlChatCards, clock: Clock) -> Incoming:
        """Return a turn with replies that are noted; elsewhere than in a personal chat no case is shown."""
        if not turn.is_personal:
            return turn
        noted = cls(replies=turn.replies, chat_cards=chat_cards, clock=clock, turn=turn)
        return replace(turn, replies=noted)

    async def send_text(self, text: str) -> str:
        """Send a text, which names a number at most."""
        return await self.replies.send_text(text)

    async def send_card(self, card: Card, *, summary: str = "", about: Collection[CaseId] = ()) -> str:
        """Send a card and note what it shows."""
        activity_id = await self.replies.send_card(card, summary=summary)
        await self.note(activity_id, shown_in(card) | frozenset(about))
        return activity_id

    async def send_attachment(self, attachment: Attachment, *, about: Collection[CaseId] = ()) -> str:
        """Send anything else than an adaptive card and note what it shows."""
        activity_id = await self.replies.send_attachment(attachment)
        await self.note(activity_id, about)
        return activity_id

    async def update_card(self, activity_id: str, card: Card, *, about: Collection[CaseId] = ()) -> None:
        """Replace a card and note what stands there now; also if the old one may still stand there."""
        try:
            await self.replies.update_card(activity_id, card)
        finally:
            await self.note(activity_id, shown_in(card) | frozenset(about))

    async def delete(self, activity_id: str) -> None:
        """Take a message away, with what is noted of it."""
        await self.replies.delete(activity_id)
        await self.chat_cards.forget(self._message(activity_id))

    async def note(self, activity_id: str, shown: Collection[CaseId]) -> None:
        """Note which cases a message shows; one write for all of them, none for none."""
        if activity_id and shown:
            await self.chat_cards.remember(self._message(activity_id), shown)

    def _message(self, activity_id: str) -> ChatMessage:
        return ChatMessage(
            staff_id=self.turn.staff_id,
            conversation_id=self.turn.conversation_id,
            service_url=self.turn.service_url,
            activity_id=activity_id,
            sent_at=self.clock.now(),
        )
