"""Answers into the conversation a turn came from, with a second try where the first surely failed."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from bot.incoming import Attachment, Card
from bot.sending.messenger import Messenger
from bot.sending.send_failure import NO_ANSWER, SendFailed, SendFailure
from procedure.vocabulary import CaseId

_T = TypeVar("_T")

TRIES = 3
FIRST_PAUSE_SECONDS = 0.4
LONGEST_PAUSE_SECONDS = 2.0
"""Teams gives a turn 10 to 15 seconds; what needs more patience belongs into the outbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReplies:
    """Speaks into one conversation. No alert: the person is looking at it."""

    messenger: Messenger
    service_url: str
    conversation_id: str
    bot_id: str

    async def send_text(self, text: str) -> str:
        """Send a text; return the id of the sent activity."""
        return await _patiently(lambda: self.messenger.send_text(self, text, alert=False))

    async def send_card(
        self,
        card: Card,
        *,
        summary: str = "",
        about: Collection[CaseId] = (),  # noqa: ARG002 - NotedReplies knows what to do with it
    ) -> str:
        """Send a card, never together with a text; return the id of the sent activity."""
        return await _patiently(lambda: self.messenger.send_card(self, card, summary=summary, alert=False))

    async def send_attachment(
        self,
        attachment: Attachment,
        *,
        about: Collection[CaseId] = (),  # noqa: ARG002 - idem
    ) -> str:
        """Send anything else than an adaptive card; return the id of the sent activity."""
        return await _patiently(lambda: self.messenger.send_attachment(self, attachment))

    async def update_card(
        self,
        activity_id: str,
        card: Card,
        *,
        about: Collection[CaseId] = (),  # noqa: ARG002 - idem
    ) -> None:
        """Replace a card that was sent before."""
        await _patiently(lambda: self.messenger.update_card(self, activity_id, card))

    async def delete(self, activity_id: str) -> None:
        """Take away what was sent before."""
        await _patiently(lambda: self.messenger.delete(self, activity_id))

    async def note(self, activity_id: str, shown: Collection[CaseId]) -> None:
        """Note nothing: where a turn comes in, nobody keeps what it is answered with."""


async def _patiently(send: Callable[[], Awaitable[_T]]) -> _T:
    """Try again what the channel refused for the moment; not what may have arrived (time-outs)."""
    pause = FIRST_PAUSE_SECONDS
    for _ in range(TRIES - 1):
        try:
            return await send()
        except SendFailed as failure:
            asked = failure.retry_after.total_seconds() if failure.retry_after is not None else pause
            is_passing = failure.kind is SendFailure.RETRY and failure.code != NO_ANSWER
            if not is_passing or asked > LONGEST_PAUSE_SECONDS:
                raise
            await asyncio.sleep(max(asked, pause))
            pause *= 2
    return await send()
