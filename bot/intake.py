"""Hosts the intake conversation: loads its state, lets it advance, keeps it, shows what it says.

The conversation itself is pure (``dialogs``). Here is what it needs from the world: one turn at a
time per chat, state that survives a restart, and cards that leave no personal data behind.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.clock import Clock
from bot.incoming import Incoming
from bot.send_failure import SendFailed
from cards.actions import UnreadablePress
from cards.forms import FormInput
from cards.intake import form_card, receipt_card, replaced_card, summary_card
from cards.verbs import (
    INTAKE_BACK,
    INTAKE_CANCEL,
    INTAKE_CONFIRM,
    INTAKE_DISCARD,
    INTAKE_NEXT,
    INTAKE_RESUME,
    INTAKE_START,
)
from cards.welcome import draft_offer_card, help_card
from casework.commands import RegisterReaction
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.register import register
from dialogs import conversation
from dialogs.context import Context
from dialogs.flow import State
from dialogs.intake_prefill import wants_intake
from dialogs.replies import Ask, Confirm, Ended, Say
from procedure.errors import ProcedureError
from procedure.office import Office
from procedure.rulebook import Rulebook
from storage.dialog_state import Outdated, SqlDialogStates, StoredDialog
from storage.errors import ConcurrentTurn

_log = structlog.get_logger("intake")

Card = dict[str, Any]

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
OUTDATED = "Ihr Entwurf passt nicht mehr zu dieser Fassung. Bitte beginnen Sie noch einmal mit „neu“."
NO_DRAFT = "Diese Aufnahme ist schon beendet. Mit „neu“ beginnen Sie eine neue."
ANSWERED = "Beantwortet."
CONTINUED = "Hier ging es unten weiter."
_MOST_TRIES = 8
_MOST_FIELDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one turn shows: sentences to say first, then a card (if there is one to show)."""

    sentences: tuple[str, ...] = ()
    card: Card | None = None
    is_question: bool = False
    """The card asks something: it is replaced once it is answered."""
    draft_card: str = ""
    """Activity id of the card that was asked before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeTurns:
    """Takes turns of the intake conversation, one at a time per chat."""

    units: UnitsOfWork
    dialogs: SqlDialogStates
    rulebook: Rulebook
    clock: Clock
    new_id: Callable[[], str]
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def knows(self, verb: str) -> bool:
        """Tell whether a verb belongs to the intake."""
        return verb in VERBS

    async def on_text(self, turn: Incoming, office: Office) -> None:
        """Answer a typed message: start, go on, or say what can be typed."""
        shown = await self._take(turn, office, FormInput(text=turn.text))
        if shown is None:
            await turn.replies.send_card(help_card())
            return
        for sentence in shown.sentences:
            await turn.replies.send_text(sentence)
        if shown.card is not None:
            sent = await turn.replies.send_card(shown.card)
            if shown.is_question:
                await self._note_card(turn, sent)
        if shown.draft_card:
            await _replace(turn, shown.draft_card, ANSWERED)

    async def on_press(self, turn: Incoming, verb: str, data: Mapping[str, Any], office: Office) -> Card:
        """Answer a pressed button with the card that takes its place."""
        shown = await self._take(turn, office, _read_press(verb, data))
        if shown is None:
            return replaced_card(NO_DRAFT)
        for sentence in shown.sentences:
            await turn.replies.send_text(sentence)
        card = shown.card if shown.card is not None else replaced_card(ANSWERED)
        if turn.reply_to_id:
            if shown.is_question:
                await self._note_card(turn, turn.reply_to_id)
            else:
                # The answer to the press is drawn in one client only; this keeps it everywhere.
                await _update(turn, turn.reply_to_id, card)
            if shown.draft_card and shown.draft_card != turn.reply_to_id:
                await _replace(turn, shown.draft_card, CONTINUED)
        return card

    async def offer_draft(self, turn: Incoming, office: Office) -> bool:
        """Offer an interrupted draft again; False if there is none."""
        now = self.clock.now()
        stored = await self.dialogs.load(_key(turn), now, conversation.SCHEMA)
        if not isinstance(stored, StoredDialog):
            return False
        state = State.from_json(stored.data)
        await turn.replies.send_card(
            draft_offer_card(
                draft_id=state.draft_id,
                turn=state.turn,
                progress=conversation.offer(state, self._context(turn, office)),
                saved_at=self.rulebook.local(stored.updated_at),
            )
        )
        return True

    def _context(self, turn: Incoming, office: Office) -> Context:
        return Context(actor=turn.staff_id, office=office, rulebook=self.rulebook, now=self.clock.now())

    async def _take(self, turn: Incoming, office: Office, given: FormInput) -> Shown | None:
        """Take one turn; None if there is no draft and none is wanted.

        Turns of one chat wait for each other here, and for those of other processes through the
        row's version: the slower one starts over with what the faster one left.
        """
        key = _key(turn)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            for attempt in range(1, _MOST_TRIES + 1):
                try:
                    return await self._once(key, turn, office, given)
                except ConcurrentTurn:
                    if attempt == _MOST_TRIES:
                        raise
        raise AssertionError  # unreachable: the loop returns or raises

    async def _once(self, key: str, turn: Incoming, office: Office, given: FormInput) -> Shown | None:
        now = self.clock.now()
        stored = await self.dialogs.load(key, now, conversation.SCHEMA)
        context = self._context(turn, office)
        starts = given.verb == INTAKE_START or (not given.verb and wants_intake(given.text))
        if isinstance(stored, StoredDialog):
            state = State.from_json(stored.data)
            card = str(stored.data.get("card", ""))
            if given.verb == INTAKE_START:
                given = FormInput(verb=INTAKE_RESUME, draft_id=state.draft_id)
            step = conversation.advance(state, given, context)
            return await self._keep(key, stored, step, context, card)
        if isinstance(stored, Outdated) and not starts:
            return Shown(sentences=(OUTDATED,))
        if not starts:
            return None
        step = conversation.start(given.text, context, self.new_id())
        return await self._keep(key, None, step, context, "")

    async def _keep(
        self,
        key: str,
        stored: StoredDialog | None,
        step: conversation.Advance,
        context: Context,
        card: str,
    ) -> Shown:
        if step.command is not None:
            return await self._register(key, step.command, context, card)
        if step.state is None:
            await self.dialogs.delete(key)
        else:
            data = step.state.to_json() | {"card": card}
            version = stored.version if stored else None
            await self.dialogs.save(key, version, conversation.SCHEMA, data, context.now)
        return _show(step, card)

    async def _register(self, key: str, command: RegisterReaction, context: Context, card: str) -> Shown:
        try:
            case = await register(
                self.units, command, rulebook=self.rulebook, now=context.now, new_id=self.new_id
            )
        except ProcedureError as error:
            return Shown(sentences=(str(error),))
        # The case is safe; should this fail, the draft's id leads to the same case again.
        await self.dialogs.delete(key)
        _log.info("registered", case_id=case.id, command_id=command.command_id)
        presenter = Presenter(office=context.office, rulebook=self.rulebook, now=context.now)
        return Shown(card=receipt_card(presenter.receipt(case)), draft_card=card)

    async def _note_card(self, turn: Incoming, activity_id: str) -> None:
        """Remember which card asks, so that it can be replaced when it is answered."""
        key = _key(turn)
        stored = await self.dialogs.load(key, self.clock.now(), conversation.SCHEMA)
        if isinstance(stored, StoredDialog) and stored.data.get("card") != activity_id:
            data = stored.data | {"card": activity_id}
            try:
                await self.dialogs.save(key, stored.version, conversation.SCHEMA, data, self.clock.now())
            except ConcurrentTurn:
                return  # the next turn has begun and will note its own card


def _show(step: conversation.Advance, card: str) -> Shown:
    sentences: list[str] = []
    for reply in step.replies:
        match reply:
            case Say(text):
                sentences.append(text)
            case Ended(text):
                return Shown(card=replaced_card(text), draft_card=card)
            case Ask(form):
                return Shown(
                    sentences=tuple(sentences), card=form_card(form), is_question=True, draft_card=card
                )
            case Confirm(summary):
                return Shown(
                    sentences=tuple(sentences),
                    card=summary_card(summary),
                    is_question=True,
                    draft_card=card,
                )
    return Shown(sentences=tuple(sentences), draft_card=card)


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


async def _replace(turn: Incoming, activity_id: str, words: str) -> None:
    await _update(turn, activity_id, replaced_card(words))


async def _update(turn: Incoming, activity_id: str, card: Card) -> None:
    """Tidy the chat; the person's answer does not depend on it."""
    try:
        await turn.replies.update_card(activity_id, card)
    except SendFailed as failure:
        _log.warning("card_not_replaced", code=failure.code)
