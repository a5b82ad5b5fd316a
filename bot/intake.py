"""The intake in a chat: what people type and press, and cards that leave no personal data behind."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.drafts import Drafts, DraftStands, Shown
from bot.incoming import Incoming
from bot.sending.send_failure import SendFailed
from cards.actions import UnreadablePress
from cards.card import Card
from cards.forms import FormInput
from cards.intake import replaced_card
from cards.verbs import (
    INTAKE_BACK,
    INTAKE_CANCEL,
    INTAKE_CONFIRM,
    INTAKE_DISCARD,
    INTAKE_NEXT,
    INTAKE_RESUME,
    INTAKE_START,
)
from cards.welcome import draft_offer_card
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

_log = structlog.get_logger("intake")

VERBS = frozenset(
    {
        INTAKE_START,
        INTAKE_NEXT,
        INTAKE_BACK,
        INTAKE_CANCEL,
        INTAKE_CONFIRM,
        INTAKE_DISCARD,
        INTAKE_RESUME,
    }
)
NO_DRAFT = "Diese Aufnahme ist schon beendet. Mit „neu“ beginnen Sie eine neue."
ANSWERED = "Beantwortet."
CONTINUED = "Hier ging es unten weiter."
_MOST_FIELDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeTurns:
    """Takes turns of the intake conversation, one at a time per chat: what is shown stays in order."""

    drafts: Drafts
    rulebook: Rulebook
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def knows(self, verb: str) -> bool:
        """Tell whether a verb belongs to the intake."""
        return verb in VERBS

    async def on_text(self, turn: Incoming, office: Office) -> bool:
        """Answer a typed message: start or go on; False if there is no intake and none is wanted."""
        key = _key(turn)
        async with self._lock(key):
            given = FormInput(text=turn.text)
            shown = await self.drafts.take(key, turn.staff_id, office, given, said_in=turn.activity_id)
            if shown is not None:
                await self._say(turn, key, shown)
        return shown is not None

    async def stands(self, turn: Incoming, office: Office) -> tuple[DraftStands, str]:
        """Tell whether an intake is under way in a chat, and which question it asks now."""
        return await self.drafts.stands(_key(turn), turn.staff_id, office)

    async def on_press(self, turn: Incoming, verb: str, data: Mapping[str, Any], office: Office) -> Card:
        """Answer a pressed button with the card that takes its place."""
        key = _key(turn)
        async with self._lock(key):
            shown = await self.drafts.take(key, turn.staff_id, office, _read_press(verb, data))
            if shown is None:
                return replaced_card(NO_DRAFT)
            for sentence in shown.sentences:
                await turn.replies.send_text(sentence)
            card = shown.card if shown.card is not None else replaced_card(ANSWERED)
            await self._tidy(turn, key, shown, card)
            return card

    async def offer_draft(self, turn: Incoming, office: Office) -> bool:
        """Offer an interrupted draft again; False if there is none."""
        found = await self.drafts.interrupted(_key(turn), turn.staff_id, office)
        if found is None:
            return False
        state, progress, stored = found
        await turn.replies.send_card(
            draft_offer_card(
                draft_id=state.draft_id,
                turn=state.turn,
                progress=progress,
                saved_at=self.rulebook.local(stored.updated_at),
            )
        )
        return True

    def _lock(self, key: str) -> asyncio.Lock:
        return self._locks.setdefault(key, asyncio.Lock())

    async def _say(self, turn: Incoming, key: str, shown: Shown) -> None:
        # First the old card goes: it may hold what was typed, and the channel may fail at any moment.
        if shown.asked_before:
            await _update(turn, shown.asked_before, replaced_card(ANSWERED), shown.about)
        for sentence in shown.sentences:
            await turn.replies.send_text(sentence)
        if shown.card is not None:
            sent = await turn.replies.send_card(shown.card, about=shown.about)
            if shown.asked is not None and not await self.drafts.note_card(key, sent, shown):
                await _update(turn, sent, replaced_card(CONTINUED), shown.about)
        if shown.finished is not None:
            await self.drafts.drop(key, shown.finished)

    async def _tidy(self, turn: Incoming, key: str, shown: Shown, card: Card) -> None:
        if shown.finished is not None:
            await self.drafts.drop(key, shown.finished)
        if not turn.reply_to_id:
            return
        if shown.asked is not None:
            await self.drafts.note_card(key, turn.reply_to_id, shown)
        else:
            # The answer to the press is drawn in one client only; this keeps it everywhere.
            await _update(turn, turn.reply_to_id, card, shown.about)
        if shown.asked_before and shown.asked_before != turn.reply_to_id:
            await _update(turn, shown.asked_before, replaced_card(CONTINUED), shown.about)


def _read_press(verb: str, data: Mapping[str, Any]) -> FormInput:
    """Read the data of an intake button strictly; UnreadablePress if they are not ours."""
    if verb == INTAKE_START:
        return FormInput(verb=verb)
    draft_id, turn = data.get("draft"), data.get("turn")
    if not isinstance(draft_id, str) or not isinstance(turn, int) or isinstance(turn, bool):
        raise UnreadablePress
    if len(data) > _MOST_FIELDS:
        raise UnreadablePress
    own = {"draft", "turn", "verb", "values"}
    values = {k: v for k, v in data.items() if k not in own and isinstance(v, str)}
    chosen = data.get("values")
    if isinstance(chosen, Mapping):
        values |= {str(k): v for k, v in chosen.items() if isinstance(v, str)}
    return FormInput(verb=verb, draft_id=draft_id, turn=turn, values=values)


def _key(turn: Incoming) -> str:
    return f"{turn.conversation_id}/{turn.staff_id}"


async def _update(turn: Incoming, activity_id: str, card: Card, about: Collection[CaseId]) -> None:
    """Tidy the chat; the person's answer does not depend on it. ``about``: the case the draft became."""
    try:
        await turn.replies.update_card(activity_id, card, about=about)
    except SendFailed as failure:
        _log.warning("card_not_replaced", code=failure.code)
