"""Two people of one office who press the same button at the same moment, at two replicas."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.faults.people import PAUSE_SECONDS, Decider

ALONE_AFTER_SECONDS = 5.0
"""So long a card is waited for in the other one's chat."""


@dataclass(kw_only=True)
class Rival(Decider):
    """One of the two."""

    def offered(self) -> dict[str, tuple[dict[str, Any], str]]:
        """Return the cards to press: by the case's number, the card and its place in the chat."""
        return {
            number: (card, activity_id)
            for activity_id, card in self.cards()
            if self.title in self.read(card).titles
            and (number := self.read(card).number)
            and number not in self.done
        }

    async def decide(self, number: str, card: dict[str, Any], activity_id: str) -> None:
        """Press until the answer shows the effect, one's own or the other one's."""
        await self._decide(number, card, activity_id)


@dataclass(kw_only=True)
class Duel:
    """Both press as soon as a card stands in both chats."""

    first: Rival
    second: Rival
    together: int = 0
    """How often both pressed at once."""
    _seen: dict[str, float] = field(default_factory=dict)

    async def work(self, stop: asyncio.Event) -> None:
        """Press until told to stop."""
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            await self.first.channel.look()
            one, other = self.first.offered(), self.second.offered()
            for number in one.keys() & other.keys():
                self.together += 1
                await asyncio.gather(
                    self.first.decide(number, *one[number]), self.second.decide(number, *other[number])
                )
            for rival, cards, lacking in ((self.first, one, other), (self.second, other, one)):
                for number in cards.keys() - lacking.keys():
                    since = self._seen.setdefault(number, loop.time())
                    if loop.time() > since + ALONE_AFTER_SECONDS:
                        await rival.decide(number, *cards[number])
                        # The other one's card comes when there is nothing left to press on it.
                        self.first.done |= {number} & self.second.done
                        self.second.done |= {number} & self.first.done
            self.first.idle = self.second.idle = not one and not other
            await asyncio.sleep(PAUSE_SECONDS)
