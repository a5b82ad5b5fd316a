"""One live card per case and person: a new one leaves a pointer where the one before it stood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.clock import Clock
from bot.sending.card_kinds import LIVE
from bot.sending.chats import Chats
from bot.sending.rendering import Rendered
from bot.sending.send_failure import SendFailed
from cards.intake import replaced_card
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.vocabulary import CaseId, StaffId
from storage.chat_cards import ChatMessage
from storage.sent_cards import SentCard, SqlSentCards

_log = structlog.get_logger("cards")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCards:
    """Sends the cards that follow their case. Raises SendFailed."""

    sent_cards: SqlSentCards
    chats: Chats
    clock: Clock

    async def held(self, case_id: CaseId, staff_id: StaffId) -> Sequence[SentCard]:
        """Return the cards of a case that a person holds, oldest first."""
        return await self.sent_cards.of_person_and_case(staff_id, case_id)

    async def following(self, case: Case, staff_id: StaffId) -> Sequence[SentCard]:
        """Return a person's cards of a case with one live one among them, the newest.

        A process that died between sending a card and drawing the pointer has left two.
        """
        held = await self.held(case.id, staff_id)
        overtaken = [card for card in held if card.kind in LIVE][:-1]
        for card in overtaken:
            await self._retire(card, case.number)
        return [card for card in held if card not in overtaken]

    async def send(
        self,
        case: Case,
        staff_id: StaffId,
        kind: NoticeKind,
        rendered: Rendered,
        *,
        alert: bool = True,
        on_sent: Callable[[str], None] = lambda _activity_id: None,
    ) -> None:
        """Send a card; if it is a live one, the live ones before it become pointers.

        ``on_sent`` is told the card's place before anybody else can refresh what stands there.
        """
        before = [card for card in await self.held(case.id, staff_id) if card.kind in LIVE]
        shown = replace(rendered, about=(case.id,))  # a card may have no button
        reference, activity_id = await self.chats.send(staff_id, shown, alert=alert)
        on_sent(activity_id)
        await self.sent_cards.remember(
            SentCard(
                case_id=case.id,
                staff_id=staff_id,
                kind=kind,
                conversation_id=reference.conversation_id,
                service_url=reference.service_url,
                activity_id=activity_id,
                sent_at=self.clock.now(),
            )
        )
        if kind in LIVE:
            for card in before:
                await self._retire(card, case.number)

    async def _retire(self, card: SentCard, number: str) -> None:
        # Forgotten first: what fails from here on leaves an old card behind, never a second live one.
        await self.sent_cards.forget(card)
        try:
            await self.chats.update(card, replaced_card(f"{number}: Neuer Stand weiter unten."))
        except SendFailed as failure:
            # What still shows the case stays noted: it is redacted with the others one day.
            _log.warning("card_not_replaced", case_id=card.case_id, code=failure.code)
        else:
            await self.chats.chat_cards.forget(message_of(card))


def message_of(card: SentCard) -> ChatMessage:
    """Return the message that a card is."""
    return ChatMessage(
        staff_id=card.staff_id,
        conversation_id=card.conversation_id,
        service_url=card.service_url,
        activity_id=card.activity_id,
        sent_at=card.sent_at,
    )
