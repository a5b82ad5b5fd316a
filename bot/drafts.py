"""Keeps the drafts of the intake: loads one, lets the conversation advance, keeps it, carries it out.

Confirming is a point of no return that is written down first: whatever interrupts the rest, the next
turn of the chat finishes it, and the draft's id makes it the same case.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

import structlog

from bot.clock import Clock
from cards.card import Card
from cards.forms import FormInput
from cards.intake import form_card, receipt_card, replaced_card, summary_card
from cards.verbs import INTAKE_CONFIRM, INTAKE_RESUME, INTAKE_START
from casework.open_case import recorded_by_command
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.register import register
from dialogs import conversation
from dialogs.context import Context
from dialogs.flow import State
from dialogs.intake import command_of
from dialogs.intake_prefill import wants_intake
from dialogs.replies import Ask, Confirm, Ended, Say
from procedure.case import Case
from procedure.errors import ProcedureError
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, StaffId
from storage.dialog_state import JSON, Outdated, SqlDialogStates, StoredDialog
from storage.errors import ConcurrentTurn

_log = structlog.get_logger("intake")

OUTDATED = "Ihr Entwurf passt nicht mehr zu dieser Fassung. Bitte beginnen Sie noch einmal mit „neu“."
RECORDED = "Ihre Aufnahme von vorhin ist gespeichert: {number}. Hier beginnt eine neue."
_MOST_TRIES = 8
_CARD = "card"
_CONFIRMED = "confirmed"
_SAID = "said"
"""Under which the last typed messages are noted that have had their effect on a draft."""
_MOST_SAID = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one turn shows: sentences to say first, then a card (if there is one to show)."""

    sentences: tuple[str, ...] = ()
    card: Card | None = None
    asked: int | None = None
    """Version of the draft for which the card asks: the card is replaced once it is answered."""
    asked_before: str = ""
    """Activity id of the card that was asked before."""
    finished: int | None = None
    """Version of a draft that became a case: to be dropped once the receipt is shown."""
    recorded: str = ""
    """Number of the case that it became."""
    about: tuple[CaseId, ...] = ()
    """The case that the card is the receipt of."""


class DraftStands(Enum):
    """How far the draft of a chat is."""

    NONE = auto()
    OPEN = auto()
    CONFIRMED = auto()
    """Something interrupted the rest: the next turn finishes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The drafts, one per chat."""

    units: UnitsOfWork
    dialogs: SqlDialogStates
    rulebook: Rulebook
    clock: Clock
    new_id: Callable[[], str]

    async def take(
        self, key: str, actor: StaffId, office: Office, given: FormInput, *, said_in: str = ""
    ) -> Shown | None:
        """Take one turn; None if there is no draft and none is wanted.

        ``said_in`` names the message that brought typed words. One that had its effect before its process
        died, and comes again, is not the answer to the next question: what it led to is asked once more.

        A turn of another process may be faster: then this one starts over with what that one left.
        """
        for attempt in range(1, _MOST_TRIES + 1):
            try:
                return await self._once(key, self._context(actor, office), given, said_in)
            except ConcurrentTurn:
                if attempt == _MOST_TRIES:
                    raise
        raise AssertionError  # unreachable: the loop returns or raises

    async def interrupted(
        self, key: str, actor: StaffId, office: Office
    ) -> tuple[State, str, StoredDialog] | None:
        """Return a draft that waits to go on, and where it stands („Schritt 2 von 5“)."""
        stored = await self._load(key, self.clock.now())
        if not isinstance(stored, StoredDialog) or stored.data.get(_CONFIRMED):
            return None
        state = State.from_json(stored.data)
        return state, conversation.offer(state, self._context(actor, office)), stored

    async def stands(self, key: str, actor: StaffId, office: Office) -> tuple[DraftStands, str]:
        """Tell how far a draft is, and the id of the question it asks now (empty at the summary)."""
        stored = await self._load(key, self.clock.now())
        if not isinstance(stored, StoredDialog):
            return DraftStands.NONE, ""
        if stored.data.get(_CONFIRMED):
            return DraftStands.CONFIRMED, ""
        question = conversation.asks_now(State.from_json(stored.data), self._context(actor, office))
        return DraftStands.OPEN, question

    async def note_card(self, key: str, activity_id: str, shown: Shown) -> bool:
        """Remember which card asks, so that it can be replaced when answered; False if a newer one asks.

        If another turn was faster, its card asks now: the same one where somebody pressed a button before
        this could be noted.
        """
        now = self.clock.now()
        stored = await self.dialogs.load(key, now, conversation.SCHEMA)
        if shown.asked is None or not isinstance(stored, StoredDialog):
            return True
        if stored.version != shown.asked:
            return stored.data.get(_CARD, "") in {"", shown.asked_before, activity_id}
        if shown.asked_before != activity_id:
            data = stored.data | {_CARD: activity_id}
            with suppress(ConcurrentTurn):
                await self.dialogs.save(key, shown.asked, conversation.SCHEMA, data, now)
        return True

    async def drop(self, key: str, version: int) -> None:
        """Drop a draft that became a case; another one in its place stays."""
        with suppress(ConcurrentTurn):
            await self.dialogs.delete(key, version)

    def _context(self, actor: StaffId, office: Office) -> Context:
        return Context(actor=actor, office=office, rulebook=self.rulebook, now=self.clock.now())

    async def _load(self, key: str, now: datetime) -> StoredDialog | Outdated | None:
        stored = await self.dialogs.load(key, now, conversation.SCHEMA)
        if isinstance(stored, StoredDialog):
            try:
                State.from_json(stored.data)
            except TypeError:
                # Written by a program that counted its forms differently: nobody may be stuck with it.
                await self.dialogs.delete(key, stored.version)
                return Outdated()
        return stored

    async def _once(self, key: str, context: Context, given: FormInput, said_in: str) -> Shown | None:
        stored = await self._load(key, context.now)
        starts = given.verb == INTAKE_START or (not given.verb and wants_intake(given.text))
        if isinstance(stored, StoredDialog) and stored.data.get(_CONFIRMED):
            finished = await self._register(key, stored, context)
            if not starts or finished.finished is None:
                return finished
            await self.dialogs.delete(key, finished.finished)
            begun = conversation.start(given.text, context, self.new_id())
            shown = await self._keep(key, None, begun, context, said_in)
            return replace(shown, sentences=(RECORDED.format(number=finished.recorded), *shown.sentences))
        if isinstance(stored, StoredDialog):
            if said_in and said_in in _said(stored):
                given = FormInput(verb=INTAKE_RESUME, draft_id=State.from_json(stored.data).draft_id)
            return await self._advance(key, stored, context, given, said_in)
        if starts:
            step = conversation.start(given.text, context, self.new_id())
            return await self._keep(key, None, step, context, said_in)
        if given.verb == INTAKE_CONFIRM:
            return await self._receipt_again(given.draft_id, context)
        return Shown(sentences=(OUTDATED,)) if isinstance(stored, Outdated) else None

    async def _advance(
        self, key: str, stored: StoredDialog, context: Context, given: FormInput, said_in: str = ""
    ) -> Shown:
        state = State.from_json(stored.data)
        if given.verb == INTAKE_CONFIRM and given.draft_id != state.draft_id:
            # The channel repeats a press: of the draft before this one it was perhaps the last.
            receipt = await self._receipt_again(given.draft_id, context)
            if receipt is not None:
                return receipt
        step = conversation.advance(state, given, context)
        return await self._keep(key, stored, step, context, said_in)

    async def _keep(
        self,
        key: str,
        stored: StoredDialog | None,
        step: conversation.Advance,
        context: Context,
        said_in: str = "",
    ) -> Shown:
        version = stored.version if stored else None
        asked = str(stored.data.get(_CARD, "")) if stored else ""
        if step.state is None:
            if version is not None:
                await self.dialogs.delete(key, version)
            return _shown(step, asked, None)
        data = step.state.to_json() | {_CARD: asked, _SAID: _said_now(stored, said_in)}
        if step.command is None:
            version = await self.dialogs.save(key, version, conversation.SCHEMA, data, context.now)
            return _shown(step, asked, version)
        data[_CONFIRMED] = True
        version = await self.dialogs.save(key, version, conversation.SCHEMA, data, context.now)
        kept = StoredDialog(version=version, data=data, updated_at=context.now)
        return await self._register(key, kept, context)

    async def _register(self, key: str, stored: StoredDialog, context: Context) -> Shown:
        command = command_of(State.from_json(stored.data), context)
        try:
            case = await register(
                self.units, command, rulebook=self.rulebook, now=context.now, new_id=self.new_id
            )
        except ProcedureError as error:
            # The rules or the roster changed under the draft: it goes on as a draft.
            data = stored.data | {_CONFIRMED: False}
            version = await self.dialogs.save(key, stored.version, conversation.SCHEMA, data, context.now)
            draft = StoredDialog(version=version, data=data, updated_at=context.now)
            again = FormInput(verb=INTAKE_RESUME, draft_id=command.command_id)
            asked = await self._advance(key, draft, context, again)
            return replace(asked, sentences=(str(error), *asked.sentences))
        _log.info("registered", case_id=case.id, command_id=command.command_id)
        return Shown(
            card=self._receipt(case, context),
            asked_before=str(stored.data.get(_CARD, "")),
            finished=stored.version,
            recorded=case.number,
            about=(case.id,),
        )

    async def _receipt_again(self, draft_id: str, context: Context) -> Shown | None:
        case = await recorded_by_command(self.units, draft_id, context.actor, now=context.now)
        return None if case is None else Shown(card=self._receipt(case, context), about=(case.id,))

    def _receipt(self, case: Case, context: Context) -> Card:
        presenter = Presenter(office=context.office, rulebook=self.rulebook, now=context.now)
        return receipt_card(presenter.receipt(case))


def _said(stored: StoredDialog) -> list[JSON]:
    said = stored.data.get(_SAID)
    return said if isinstance(said, list) else []


def _said_now(stored: StoredDialog | None, said_in: str) -> list[JSON]:
    before = [] if stored is None else _said(stored)
    return [*before, said_in][-_MOST_SAID:] if said_in and said_in not in before else before


def _shown(step: conversation.Advance, asked_before: str, version: int | None) -> Shown:
    sentences: list[str] = []
    for reply in step.replies:
        match reply:
            case Say(text):
                sentences.append(text)
            case Ended(text):
                return Shown(card=replaced_card(text), asked_before=asked_before)
            case Ask() | Confirm():
                card = form_card(reply.form) if isinstance(reply, Ask) else summary_card(reply.summary)
                said = tuple(sentences)
                return Shown(sentences=said, card=card, asked=version, asked_before=asked_before)
    return Shown(sentences=tuple(sentences), asked_before=asked_before)
