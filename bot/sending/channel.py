"""Posts the weekly summary to its channel (R51)."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.configuration.channel_settings import ChannelAddress
from bot.sending.chats import UNKNOWN_CONVERSATION
from bot.sending.messenger import Messenger, SendFailed, SendFailure
from cards.weekly import weekly_card, weekly_summary_line
from casework.ports import UnitsOfWork
from casework.weekly import make_summary, week_of
from casework.weekly_facts import from_facts
from procedure.rulebook import Rulebook
from storage.conversations import SqlConversations
from storage.outbox import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyPost:
    """Makes the summary when its hour has come, and delivers what was made.

    A post whose answer got lost is tried again and may then stand there twice: the channel has no key
    by which it would notice.
    """

    units: UnitsOfWork
    conversations: SqlConversations
    messenger: Messenger
    rulebook: Rulebook
    clock: Clock
    channel: ChannelAddress | None
    """None: the office wants no summary in a channel, and none is made."""
    tenant_id: str
    show_team: bool

    async def make(self, nudge: Callable[[], None]) -> None:
        """Make this week's summary if it is due and nobody has made it."""
        if self.channel is None:
            return
        if await make_summary(self.units, self.rulebook, self.clock.now(), show_team=self.show_team):
            nudge()

    async def deliver(self, row: OutboxRow) -> None:
        """Post what a row owes. Raises SendFailed; the relay decides what follows.

        Nothing is posted once the week is over: the next one has a summary of its own.
        """
        async with self.units(reads_only=True) as unit:
            facts = await unit.weekly.facts_of(row.id)
        view = from_facts(facts) if facts is not None else None
        this_week = week_of(self.rulebook.day(self.clock.now()))
        if self.channel is None or view is None or week_of(view.from_on) != this_week:
            return
        address = await self.conversations.newest(self.tenant_id)
        if address is None:
            # Nobody has written yet, so that the way to Teams is not known.
            raise SendFailed(SendFailure.RETRY, UNKNOWN_CONVERSATION)
        await self.messenger.post_in_channel(
            address,
            self.channel.channel_id,
            address.tenant_id,
            weekly_card(view, in_channel=True),
            summary=weekly_summary_line(view),
        )
