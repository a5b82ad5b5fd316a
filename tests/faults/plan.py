"""What goes wrong, drawn from a seed: how each request to Teams is answered, when the bot dies."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """How a request is answered instead of properly."""

    NONE = "none"
    LATE = "late"
    """Taken, and said so after a while."""
    REFUSED = "refused"
    """An error status; not taken."""
    RESET_BEFORE = "reset before"
    """The connection breaks, and the message was not taken."""
    RESET_AFTER = "reset after"
    """The message was taken, then the connection breaks."""
    CUT = "cut"
    """The message was taken; of the answer only a half arrives."""


TAKEN = frozenset({Fault.NONE, Fault.LATE, Fault.RESET_AFTER, Fault.CUT})
"""The message stands in the chat."""
UNSURE = frozenset({Fault.RESET_AFTER, Fault.CUT})
"""… and the sender cannot know it."""

STATUSES = (429, 412, 500, 502, 503, 504, 403)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one request is answered."""

    fault: Fault = Fault.NONE
    status: int = 201
    retry_after: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run's misfortunes. The same seed draws the same ones, in the same order."""

    seed: int
    bad_answers: float = 0.3
    """Share of requests to Teams that are not answered properly."""
    repeated: float = 0.15
    """Share of activities that Teams delivers twice at once …"""
    held_back: float = 0.1
    """… and of those that reach the bot after the ones that follow."""
    life_seconds: tuple[float, float] = field(default=(0.05, 1.6))
    """How long the bot lives once it listens."""
    faults: tuple[Fault, ...] = tuple(fault for fault in Fault if fault is not Fault.NONE)
    """What can go wrong with an answer."""
    late_seconds: tuple[float, float] = (0.1, 1.0)
    well_at_first: int = 0
    """So many answers are proper in any case."""

    def chance(self, of: str) -> random.Random:
        """Return the dice for one matter; each has its own, so that one does not disturb the other."""
        return random.Random(f"{of} {self.seed}")  # noqa: S311 - repeatable, no secret

    def answers(self) -> Iterator[Answer]:
        """Draw how Teams answers, request by request, for ever."""
        chance = self.chance("answers")
        yield from itertools.repeat(Answer(), self.well_at_first)
        while True:
            if chance.random() >= self.bad_answers:
                yield Answer()
                continue
            fault = chance.choice(self.faults)
            seconds = chance.uniform(*self.late_seconds) if fault is Fault.LATE else 0.0
            status = chance.choice(STATUSES) if fault is Fault.REFUSED else 201
            pause = chance.choice(("", "1", "3")) if status in {429, 503} else ""
            yield Answer(fault=fault, status=status, retry_after=pause, seconds=seconds)

    def lives(self) -> Iterator[float]:
        """Draw how long the bot lives from start to start, in seconds, for ever."""
        chance = self.chance("lives")
        while True:
            yield chance.uniform(*self.life_seconds)
