"""A pressed button becomes a use case; its answer is the fresh card. Framework-free.

What arrives is input, not authority: the payload is read strictly, and the use case checks who may.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32

from cards import verbs
from cards.card import Card
from cards.case import case_card
from cards.full_text import full_text_card
from cards.intake import replaced_card
from cards.press import Press, UnreadablePress
from cards.step_buttons import has_form
from cards.step_forms.form import LetterWish, StepForm, Wish
from cards.step_forms.registry import FORMS
from cards.variants import with_form, with_link
from casework.commands import OpenCase, TakeStep, WriteLetter
from casework.document_facts import document_of_case
from casework.errors import DocumentNotFound, SightOver, StaleCase
from casework.letter_ports import LetterFailed
from casework.letters import Letters
from casework.linked import linked_to
from casework.open_case import look, open_case
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.take_step import take_step
from casework.views import CaseView, FullTextView, Step, Viewpoint
from casework.write_letter import write_letter
from procedure import steps
from procedure.case import Case
from procedure.errors import IncompleteReaction, ProcedureError
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import DocumentId, DocumentKind, StaffId

__all__ = ["CaseActions", "Press", "UnreadablePress"]

NOT_NOW = "Dieser Schritt ist im jetzigen Stand nicht möglich."
KEPT = "Ihre Eingaben stehen unten."
WRITTEN = "Das Schreiben liegt jetzt beim Vorgang."
CALL_INSTEAD = "Bitte rufen Sie die Geschäftsleitung an; in Gefahr 110."
"""The alarm can no longer be raised here."""

_OTHER_VERBS = frozenset({verbs.CASE_REFRESH, verbs.CASE_MORE, verbs.CASE_FORM, verbs.FILE_FETCH})


def _unnoticed(_view: CaseView, _card: Card) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """One press: what, by whom, when."""

    press: Press
    actor: StaffId
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActions:
    """The buttons of the case cards."""

    units: UnitsOfWork
    rulebook: Rulebook
    letters: Letters
    link_for: Callable[[DocumentId, StaffId], str]
    """Makes an address that gives one person one document, once and for five minutes; empty: it comes
    another way, and no button is drawn."""
    on_taken: Callable[[CaseView, Card], None] = _unnoticed
    """Learns what a step that was taken is answered with."""

    def knows(self, verb: str) -> bool:
        """Tell whether a verb belongs to a case card."""
        return verb in _OTHER_VERBS or verb in set(Step)

    async def press(self, verb: str, data: Mapping[str, Any], actor: StaffId, now: datetime) -> Card:
        """Do what the button says and return the card as it stands then.

        A press that comes too late, or is refused, gets the fresh card and one sentence; what was typed
        stays in the form while the step is still possible. Raises UnreadablePress, or CaseNotFound for
        whoever may not see the case. Whoever reported it and no longer sees it keeps a card without buttons.
        """
        turn = _Turn(press=Press.read(data), actor=actor, now=now)
        try:
            return await self._answer(verb, turn)
        except SightOver as over:
            alert = Step.RAISE_ALERT in {verb, turn.press.step}
            return replaced_card(f"{over} {CALL_INSTEAD}" if alert else str(over))

    async def _answer(self, verb: str, turn: _Turn) -> Card:
        match verb:
            case verbs.CASE_REFRESH:
                return case_card(await self._look(turn))
            case verbs.CASE_MORE:
                return case_card(await self._look(turn), page=turn.press.page)
            case verbs.CASE_FORM:
                return await self._unfold(turn)
            case verbs.FILE_FETCH:
                return await self._fetch(turn)
            case Step.OPEN:
                return await self._full_text(turn)
            case _ if verb in set(Step):
                return await self._take(FORMS[Step(verb)], turn)
            case _:
                raise UnreadablePress

    async def _take(self, form: StepForm, turn: _Turn) -> Card:
        try:
            wish = form.wish(turn.press.typed, self.rulebook)
            case, office = await self._do(form.step, wish, turn)
        except IncompleteReaction as error:
            return await self._again(form, turn, str(error), form.problem(error))
        except (StaleCase, ProcedureError, LetterFailed) as error:
            return await self._again(form, turn, str(error))
        linked = await linked_to(self.units, case)
        view = self._presenter(office, turn, linked).case(case, turn.actor)
        if view is None:
            return replaced_card(f"{case.number} liegt nicht mehr bei Ihnen.")
        letter = _newest_letter(case, wish)
        said = [WRITTEN if letter else "", form.remark(wish, self.rulebook, self.rulebook.day(turn.now))]
        card = case_card(view, notice=" ".join(filter(None, said)))
        card = with_link(card, self.link_for(letter, turn.actor)) if letter else card
        self.on_taken(view, card)
        return card

    async def _do(self, step: Step, wish: Wish, turn: _Turn) -> tuple[Case, Office]:
        # The channel repeats a press under new ids: what makes it the same is what it would do.
        command_id = f"{turn.press.case_id}/{turn.press.version}/{step}/{turn.actor}/{_mark(wish)}"
        if isinstance(wish, LetterWish):
            command = WriteLetter(
                command_id=command_id,
                actor=turn.actor,
                case_id=turn.press.case_id,
                version=turn.press.version,
                kind=wish.kind,
                text=wish.text,
                outcome=wish.outcome,
                measure=wish.measure,
            )
            return await write_letter(
                self.units, command, rulebook=self.rulebook, now=turn.now, letters=self.letters
            )
        return await take_step(
            self.units,
            TakeStep(
                command_id=command_id,
                actor=turn.actor,
                case_id=turn.press.case_id,
                version=turn.press.version,
                step=wish,
            ),
            rulebook=self.rulebook,
            now=turn.now,
            letters=self.letters,
        )

    async def _again(
        self, form: StepForm, turn: _Turn, sentence: str, problem: Mapping[str, str] | None = None
    ) -> Card:
        """Return the fresh card with the sentence, and the form with what was typed if it is still of use."""
        view = await self._look(turn)
        if form.step not in view.steps or not has_form(view, form.step):
            return case_card(view, notice=sentence)
        asked = {form.input_id(field.name) for field in form.asked(view)}
        if problem and asked.issuperset(problem):
            return with_form(view, form.step, problem=problem, typed=turn.press.typed)
        return with_form(view, form.step, notice=f"{sentence} {KEPT}", typed=turn.press.typed)

    async def _unfold(self, turn: _Turn) -> Card:
        view, step = await self._look(turn), turn.press.step
        if step is None:
            raise UnreadablePress
        if step not in view.steps or not has_form(view, step):
            return case_card(view, notice=NOT_NOW)
        return with_form(view, step)

    async def _fetch(self, turn: _Turn) -> Card:
        """Offer a link to a document of the case on the card it was asked for on."""
        document = turn.press.document
        if document is None:
            raise UnreadablePress
        if turn.press.opened:
            opened = await self._open(turn)
            known, card = {lying.id for lying in opened.documents}, full_text_card(opened)
        else:
            case, office = await self._load(turn)
            view = await self._view(case, office, turn)
            sees = view.viewpoint is not Viewpoint.REPORTER
            known, card = {lying.id for lying in case.documents} if sees else set(), case_card(view)
        if document not in known:
            raise DocumentNotFound
        # Not every Teamleitung reads every paper of a case: asked here, and again when it is fetched.
        await document_of_case(self.units, document, turn.actor, rulebook=self.rulebook, now=turn.now)
        return with_link(card, self.link_for(document, turn.actor))

    async def _full_text(self, turn: _Turn) -> Card:
        try:
            return full_text_card(await self._open(turn))
        except StaleCase as error:  # anonymised meanwhile
            return case_card(await self._look(turn), notice=str(error))

    async def _open(self, turn: _Turn) -> FullTextView:
        command = OpenCase(actor=turn.actor, case_id=turn.press.case_id)
        opened = await open_case(self.units, command, rulebook=self.rulebook, now=turn.now)
        view = self._presenter(opened.office, turn, opened.linked).full_text(
            opened.case,
            turn.actor,
            documents=opened.documents,
            history=opened.history,
            corrections=opened.corrections,
        )
        if view is None:
            raise UnreadablePress
        return replace(view, case=replace(view.case, possible_duplicates=opened.possible_duplicates))

    async def _look(self, turn: _Turn) -> CaseView:
        case, office = await self._load(turn)
        return await self._view(case, office, turn)

    async def _load(self, turn: _Turn) -> tuple[Case, Office]:
        return await look(self.units, turn.press.case_id, turn.actor, rulebook=self.rulebook, now=turn.now)

    async def _view(self, case: Case, office: Office, turn: _Turn) -> CaseView:
        linked = await linked_to(self.units, case)
        view = self._presenter(office, turn, linked).case(case, turn.actor)
        if view is None:
            raise UnreadablePress
        return view

    def _presenter(self, office: Office, turn: _Turn, linked: tuple[Case, ...]) -> Presenter:
        return Presenter(office=office, rulebook=self.rulebook, now=turn.now, linked=linked)


def _mark(wish: Wish) -> str:
    """Tell one answer to a form from another one to the same, without keeping what was typed.

    Sixteen bits say nothing about a text; where two answers share them, the second is taken for the first.
    """
    return f"{crc32(repr(wish).encode()) & 0xFFFF:04x}"


def _newest_letter(case: Case, wish: Wish) -> DocumentId | None:
    """Name the letter that was just made, to be offered at once."""
    match wish:
        case LetterWish(kind=kind):
            pass
        case steps.SendInterimNotice():
            kind = DocumentKind.INTERIM_NOTICE
        case steps.HandOver():
            kind = DocumentKind.HANDOVER_NOTICE
        case steps.Withdraw(confirm=True):
            kind = DocumentKind.WITHDRAWAL_NOTICE
        case _:
            return None
    return next((lying.id for lying in reversed(case.documents) if lying.kind is kind), None)
