"""The assistant as Teams sees it: who speaks, what it is about, and whose turn it is to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.clock import Clock
from bot.identity import identify, reference_of
from bot.incoming import Incoming
from bot.intake import IntakeTurns
from bot.invoke_answers import CARD_ACTION, apology, card_answer, message_answer
from bot.send_failure import SendFailed
from cards.actions import CaseActions, UnreadablePress
from cards.verbs import HELP, INTAKE_START
from cards.welcome import help_card, welcome_card
from casework.errors import CaseworkError, UnknownPerson
from casework.ports import UnitsOfWork
from casework.views import Step
from procedure.office import Office, StaffMember
from storage.conversations import SqlConversations
from storage.seen_activities import SqlSeenActivities

_log = structlog.get_logger("turn")

ONLY_PERSONAL = "Bitte schreiben Sie mir im persönlichen Chat. Hier können alle mitlesen."

NEWER_CLIENT = "Den Wortlaut zeige ich nur in einer neueren Fassung von Teams. Bitte aktualisieren Sie Teams."

Card = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsBot:
    """Routes turns. Whatever a person sends, the answer is a card or one German sentence."""

    units: UnitsOfWork
    conversations: SqlConversations
    seen: SqlSeenActivities
    actions: CaseActions
    intake: IntakeTurns
    clock: Clock
    nudge: Callable[[], None]

    async def on_message(self, turn: Incoming) -> None:
        """Answer a typed text, or a button of an old client that knows no Action.Execute."""
        if not await self.seen.first_time(turn.conversation_id, turn.activity_id, self.clock.now()):
            return
        try:
            member, office = await self._who(turn)
            if not turn.is_personal:
                await turn.replies.send_text(ONLY_PERSONAL)
                return
            verb = turn.value.get("verb")
            if isinstance(verb, str):
                await self._submitted(turn, verb, member, office)
            else:
                await self.intake.on_text(turn, office)
        except CaseworkError as error:
            await turn.replies.send_text(str(error))
        self.nudge()

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        """Answer a pressed button with the card that takes its place."""
        if turn.name != CARD_ACTION:
            return apology(turn.name, "Das kann ich noch nicht.")
        try:
            member, office = await self._who(turn)
            if not turn.is_personal:
                return message_answer(ONLY_PERSONAL)
            verb, data = _action(turn.value)
            return card_answer(await self._press(turn, verb, data, member, office))
        except CaseworkError as error:
            return message_answer(str(error))
        finally:
            self.nudge()

    async def on_installed(self, turn: Incoming) -> None:
        """Greet a person who has the assistant now, and deliver what could not be delivered before."""
        if not turn.is_personal:
            return
        try:
            member, office = await self._who(turn)
        except UnknownPerson as unknown:
            await turn.replies.send_text(str(unknown))
            return
        self.nudge()
        if not await self.intake.offer_draft(turn, office):
            await turn.replies.send_card(welcome_card(member.name.split()[0]))

    async def on_removed(self, turn: Incoming) -> None:
        """Stop writing to a person who removed the assistant."""
        if turn.is_personal:
            await self.conversations.mark_unreachable(turn.staff_id, self.clock.now())

    async def on_other(self, turn: Incoming) -> None:
        """Note where a person's chat is; say nothing."""
        await self._remember(turn)
        self.nudge()

    async def _submitted(self, turn: Incoming, verb: str, member: StaffMember, office: Office) -> None:
        """Answer a button of an old client in place of its card, as a new client would show it."""
        if verb == Step.OPEN:
            # Only the answer to an Action.Execute is not kept in the chat.
            await turn.replies.send_text(NEWER_CLIENT)
            return
        card = await self._press(turn, verb, turn.value, member, office)
        if turn.reply_to_id:
            try:
                await turn.replies.update_card(turn.reply_to_id, card)
            except SendFailed as failure:
                if not failure.is_gone:
                    raise
            else:
                return
        await turn.replies.send_card(card)

    async def _who(self, turn: Incoming) -> tuple[StaffMember, Office]:
        await self._remember(turn)
        return await identify(self.units, turn)

    async def _remember(self, turn: Incoming) -> None:
        if not (turn.is_personal and turn.staff_id):
            return
        # Back, or here for the first time: what could not be delivered is due now.
        await self.conversations.remember(reference_of(turn, self.clock.now()))

    async def _press(
        self, turn: Incoming, verb: str, data: Mapping[str, Any], member: StaffMember, office: Office
    ) -> Card:
        _log.info("pressed", action=verb if self._knows(verb) else "unknown")
        if verb == HELP:
            return help_card()
        if self.actions.knows(verb):
            return await self.actions.press(verb, data, member.id, self.clock.now())
        if self.intake.knows(verb):
            return await self.intake.on_press(turn, verb, data, office)
        raise UnreadablePress

    def _knows(self, verb: str) -> bool:
        return verb in {HELP, INTAKE_START} or self.actions.knows(verb) or self.intake.knows(verb)


def _action(value: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    action = value.get("action")
    if not isinstance(action, Mapping):
        raise UnreadablePress
    verb, data = action.get("verb"), action.get("data")
    if not isinstance(verb, str) or not isinstance(data, Mapping):
        raise UnreadablePress
    return verb, data
