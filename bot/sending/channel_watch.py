"""Takes note of the assistant's removal from the team (or the loss of the channel) of the weekly summary.

The BGF is told, once a week at most: of the same week's summary either its post fails or, where it
was delivered, the removal is reported (``bot.sending.reporting``).
"""

from dataclasses import dataclass

from bot.clock import Clock
from bot.configuration.channel_settings import ChannelAddress
from casework.ports import UnitsOfWork
from casework.weekly import week_of
from procedure.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelWatch:
    """Knows which channel it is."""

    units: UnitsOfWork
    rulebook: Rulebook
    clock: Clock
    channel: ChannelAddress | None

    async def on_left(self, names: frozenset[str]) -> None:
        """Owe the BGF a word if the channel, or its team, is among what the assistant is out of.

        Of a channel that the setting names by its id alone, the team is known only where Teams names the
        channel too; else its next post finds out.
        """
        if self.channel is None or names.isdisjoint(self.channel.names):
            return
        now = self.clock.now()
        async with self.units() as unit:
            await unit.weekly.report_lost(week_of(self.rulebook.day(now)), now)
            await unit.commit()
