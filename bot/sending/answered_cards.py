"""What a press was answered with: the refresh of the presser's own card must not take it away again.

So it is with the card that a press has just sent: the form unfolded on it stays in sight.
The answer is drawn in one client only; the refresh keeps it everywhere. A letter's link is on the
answer and on no other card, so for as long as the link works both show the same. Kept in memory: after
a start, or by another replica's relay, the card is drawn as the case stands.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.files.downloads import LINK_LIFETIME
from bot.sending.card_kinds import LIVE
from cards.card import Card
from procedure.vocabulary import CaseId, StaffId
from storage.sent_cards import SentCard

LONGEST_SECONDS: Final = 2.0
"""How long a refresh waits for the answer to a press that is under way."""

_Place = tuple[StaffId, str]
"""A person and a card in her chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    case_id: CaseId
    version: int
    card: Card
    until: datetime


@dataclass(frozen=True, slots=True)
class AnsweredCards:
    """The cards that steps were answered with, by person and card, while their links work."""

    _answers: dict[_Place, _Answer] = field(default_factory=dict)
    _under_way: dict[_Place, asyncio.Event] = field(default_factory=dict)

    @contextmanager
    def press(self, staff_id: StaffId, activity_id: str) -> Iterator[None]:
        """Keep the refresh of a card back while its press is answered: it may see the step done before."""
        place, ended = (staff_id, activity_id), asyncio.Event()
        self._under_way[place] = ended
        try:
            yield
        finally:
            ended.set()
            if self._under_way.get(place) is ended:
                del self._under_way[place]

    async def settled(self, held: SentCard) -> None:
        """Wait until no press of a card is under way."""
        ended = self._under_way.get((held.staff_id, held.activity_id))
        if ended is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_SECONDS):
                    await ended.wait()

    def note(
        self, staff_id: StaffId, activity_id: str, *, case_id: CaseId, version: int, card: Card, now: datetime
    ) -> None:
        """Note what stands now in the place of the card that was pressed, or was sent for it."""
        for place in [place for place, answer in self._answers.items() if answer.until <= now]:
            del self._answers[place]
        if activity_id:
            self._answers[staff_id, activity_id] = _Answer(
                case_id=case_id, version=version, card=card, until=now + LINK_LIFETIME
            )

    def of(self, held: SentCard, version: int, now: datetime) -> Card | None:
        """Return what a card's press was answered with, unless the case has changed since."""
        answer = self._answers.get((held.staff_id, held.activity_id))
        if answer is None or held.kind not in LIVE or answer.until <= now:
            return None
        return answer.card if answer.case_id == held.case_id and answer.version >= version else None
