"""A pressed button finds whoever knows its verb; the answer is a card in its place, or one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.clock import Clock
from bot.files.consent import ASKED, FileConsent
from bot.files.received import ReceivedFiles
from bot.finding import Finding
from bot.helping import help_for
from bot.incoming import Incoming
from bot.intake import IntakeTurns
from bot.report.yearly import Yearly
from bot.sending.answered_cards import AnsweredCards
from cards.actions import CaseActions, UnreadablePress
from cards.card import Card
from cards.verbs import FILE_FETCH, HELP
from casework.views import CaseView
from dialogs.context import Context
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import DocumentId, StaffId

_log = structlog.get_logger("turn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """All buttons of all cards."""

    actions: CaseActions
    intake: IntakeTurns
    finding: Finding
    files: ReceivedFiles
    consent: FileConsent | None
    """Set where letters go into people's OneDrive instead of out through links."""
    yearly: Yearly
    rulebook: Rulebook
    clock: Clock
    answered: AnsweredCards

    def is_on_case(self, verb: str) -> bool:
        """Tell whether a button belongs to a case card; its use case knows only who works here."""
        return self.actions.knows(verb)

    async def press(self, turn: Incoming, verb: str, data: Mapping[str, Any], office: Office) -> Card | str:
        """Do what a button says. Raises CaseworkError with a German sentence; UnreadablePress if unknown."""
        knower = self._knower(verb)
        if isinstance(knower, CaseActions):
            return await self.on_case(turn, verb, data)
        _log.info("pressed", action=verb if knower is not None else "unknown")
        context = Context(actor=turn.staff_id, office=office, rulebook=self.rulebook, now=self.clock.now())
        match knower:
            case IntakeTurns():
                return await self.intake.on_press(turn, verb, data, office)
            case Finding():
                return await self.finding.on_press(verb, data, context)
            case ReceivedFiles():
                return await self.files.on_press(turn, verb, data)
            case Yearly():
                return await self.yearly.on_press(turn, verb, data)
            case _ if verb == HELP:
                return help_for(context)
            case _:
                raise UnreadablePress

    def _knower(self, verb: str) -> CaseActions | IntakeTurns | Finding | ReceivedFiles | Yearly | str | None:
        for knower in (self.actions, self.intake, self.finding, self.files, self.yearly):
            if knower.knows(verb):
                return knower
        return HELP if verb == HELP else None

    async def on_case(self, turn: Incoming, verb: str, data: Mapping[str, Any]) -> Card | str:
        """Do what a button of a case card says; raises as ``press`` does."""
        _log.info("pressed", action=verb)
        now = self.clock.now()

        def answered(view: CaseView, card: Card) -> None:
            self.answered.note(
                turn.staff_id,
                turn.reply_to_id,
                case_id=view.case_id,
                version=view.version,
                card=card,
                now=now,
            )

        actions = replace(self.actions, on_taken=answered)
        with self.answered.press(turn.staff_id, turn.reply_to_id):
            return await self._pressed(actions, turn, verb, data)

    async def _pressed(
        self, actions: CaseActions, turn: Incoming, verb: str, data: Mapping[str, Any]
    ) -> Card | str:
        now = self.clock.now()
        if self.consent is None:
            return await actions.press(verb, data, turn.staff_id, now)
        if verb == FILE_FETCH:
            await self.consent.offer(turn, data, turn.staff_id)
            return ASKED
        made: list[DocumentId] = []

        def no_link(document_id: DocumentId, _: StaffId) -> str:
            made.append(document_id)
            return ""

        card = await replace(actions, link_for=no_link).press(verb, data, turn.staff_id, now)
        for document_id in made:
            await self.consent.offer(turn, {"document": document_id}, turn.staff_id)
        return card
