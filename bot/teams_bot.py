"""The assistant as Teams sees it: who speaks, what it is about, and whose turn it is to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.files.consent import CONSENT_INVOKE
from bot.identity import identify, reference_of
from bot.incoming import Incoming
from bot.intake import IntakeTurns
from bot.invoke_answers import CARD_ACTION, apology, card_answer, message_answer
from bot.once import Once
from bot.presses import Presses
from bot.report.errands import Errands
from bot.sending.channel_watch import ChannelWatch
from bot.sending.known_chats import Conversations
from bot.sending.noted_replies import NotedReplies
from bot.sending.send_failure import SendFailed
from bot.sending.shown_cases import shown_in
from bot.typed import TypedText
from cards.actions import UnreadablePress
from cards.welcome import welcome_card
from casework.errors import CaseworkError, UnknownPerson
from casework.ports import UnitsOfWork
from casework.views import Step
from procedure.errors import ProcedureError
from procedure.office import Office, StaffMember
from storage.chat_cards import SqlChatCards
from storage.seen_activities import SqlSeenActivities

ONLY_PERSONAL = "Bitte schreiben Sie mir im persönlichen Chat. Hier können alle mitlesen."
NO_FILES_HERE = (
    "Dateien nehme ich nur im persönlichen Chat an. Bitte löschen Sie die Datei hier, alle lesen mit."
)
NEWER_CLIENT = "Den Wortlaut zeige ich nur in einer neueren Fassung von Teams. Bitte aktualisieren Sie Teams."


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsBot:
    """Routes turns. Whatever a person sends, the answer is a card or one German sentence."""

    units: UnitsOfWork
    conversations: Conversations
    seen: SqlSeenActivities
    presses: Presses
    typed: TypedText
    intake: IntakeTurns
    channel_watch: ChannelWatch
    chat_cards: SqlChatCards
    clock: Clock
    nudge: Callable[[], None]
    errands: Errands
    """What goes on when its turn has been answered; whoever runs the assistant runs them."""

    async def on_message(self, turn: Incoming) -> None:
        """Answer a typed text, or a button of an old client that knows no Action.Execute."""
        await self._once.handle(turn, self._message)

    async def _message(self, turn: Incoming) -> None:
        turn = NotedReplies.within(turn, self.chat_cards, self.clock)
        try:
            _, office = await self._who(turn)
            if not turn.is_personal:
                await turn.replies.send_text(NO_FILES_HERE if turn.files else ONLY_PERSONAL)
                return
            verb = turn.value.get("verb")
            if isinstance(verb, str):
                await self._submitted(turn, verb, office)
            else:
                await self.typed.on_text(turn, office)
        except (CaseworkError, ProcedureError) as error:
            await turn.replies.send_text(str(error))
        self.nudge()

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        """Answer a pressed button with the card that takes its place."""
        turn = NotedReplies.within(turn, self.chat_cards, self.clock)
        if turn.name == CONSENT_INVOKE:
            return await self._consented(turn)
        if turn.name != CARD_ACTION:
            return apology(turn.name, "Das kann ich noch nicht.")
        try:
            if not turn.is_personal:
                await self._who(turn)
                return message_answer(ONLY_PERSONAL)
            verb, data = _action(turn.value)
            if self.presses.is_on_case(verb):
                # Who acts is asked in the press's own transaction: one load is enough.
                await self._remember(turn)
                shown = await self.presses.on_case(turn, verb, data)
            else:
                _, office = await self._who(turn)
                shown = await self.presses.press(turn, verb, data, office)
                # A case's card is noted already; another page of a list shows other cases.
                await turn.replies.note(turn.reply_to_id, shown_in(shown))
            return message_answer(shown) if isinstance(shown, str) else card_answer(shown)
        except (CaseworkError, ProcedureError) as error:
            return message_answer(str(error))
        finally:
            self.nudge()

    async def on_installed(self, turn: Incoming) -> None:
        """Greet a person who has the assistant now, and deliver what could not be delivered before."""
        if turn.is_personal:
            await self._once.handle(turn, self._installed)

    async def _installed(self, turn: Incoming) -> None:
        try:
            member, office = await self._who(turn)
        except UnknownPerson as unknown:
            await turn.replies.send_text(str(unknown))
            return
        self.nudge()
        if not await self.intake.offer_draft(turn, office):
            await turn.replies.send_card(welcome_card(member.name.split()[0]))

    async def on_removed(self, turn: Incoming) -> None:
        """Stop writing to a person who removed the assistant; see whether it was the channel's team."""
        if turn.is_personal:
            await self.conversations.mark_unreachable(turn.staff_id, self.clock.now())
        else:
            await self.channel_watch.on_left(turn.left)
            self.nudge()

    async def on_other(self, turn: Incoming) -> None:
        """Note where a person's chat is; say nothing."""
        await self._remember(turn)
        self.nudge()

    async def _consented(self, turn: Incoming) -> dict[str, Any]:
        consent = self.presses.consent
        if consent is None or not turn.is_personal:
            return {}
        try:
            await self._who(turn)
        except UnknownPerson as unknown:
            await turn.replies.send_text(str(unknown))
            return {}
        return await consent.on_invoke(turn)

    async def _submitted(self, turn: Incoming, verb: str, office: Office) -> None:
        """Answer a button of an old client in place of its card, as a new client would show it."""
        if verb == Step.OPEN or turn.value.get("opened") is True:
            # Only the answer to an Action.Execute is not kept in the chat.
            await turn.replies.send_text(NEWER_CLIENT)
            return
        shown = await self.presses.press(turn, verb, turn.value, office)
        if isinstance(shown, str):
            await turn.replies.send_text(shown)
            return
        if turn.reply_to_id:
            try:
                await turn.replies.update_card(turn.reply_to_id, shown)
            except SendFailed as failure:
                if not failure.is_gone:
                    raise
            else:
                return
        await turn.replies.send_card(shown)

    @property
    def _once(self) -> Once:
        return Once(seen=self.seen, clock=self.clock)

    async def _who(self, turn: Incoming) -> tuple[StaffMember, Office]:
        await self._remember(turn)
        return await identify(self.units, turn)

    async def _remember(self, turn: Incoming) -> None:
        if not (turn.is_personal and turn.staff_id):
            return
        # Back, or here for the first time: what could not be delivered is due now.
        await self.conversations.remember(reference_of(turn, self.clock.now()))


def _action(value: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    action = value.get("action")
    if not isinstance(action, Mapping):
        raise UnreadablePress
    verb, data = action.get("verb"), action.get("data")
    if not isinstance(verb, str) or not isinstance(data, Mapping):
        raise UnreadablePress
    return verb, data
