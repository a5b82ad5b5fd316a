"""How many turns one person may take: a stuck client or a script must not be felt by anybody else."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

_MILLISECONDS = 1000
_SENTENCES_PER_MINUTE = 1


class Admission(Enum):
    """What becomes of a turn."""

    ADMITTED = "admitted"
    REFUSED_ALOUD = "refused_aloud"
    """The person is to be told, once a minute at most."""
    REFUSED = "refused"


@dataclass(slots=True, kw_only=True)
class _Person:
    turns: InMemoryBucket
    sentences: InMemoryBucket = field(
        default_factory=lambda: InMemoryBucket([Rate(_SENTENCES_PER_MINUTE, Duration.MINUTE)])
    )
    last_ms: int = 0


class RateLimit:
    """Counts the turns of each person in the last 60 seconds; refused ones do not count.

    For what comes in only: what the relay sends has lanes of its own and never asks here. ``seconds`` must
    not jump back, so it is no clock of the wall. Counted per process: two replicas admit twice as many.
    """

    def __init__(self, per_minute: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._seconds = seconds
        self._people: OrderedDict[str, _Person] = OrderedDict()

    @property
    def watched(self) -> int:
        """How many people are remembered: those of the last minute."""
        return len(self._people)

    def admit(self, person: str) -> Admission:
        """Count a turn of a person, or say that it is one too many."""
        now = int(self._seconds() * _MILLISECONDS)
        self._forget_before(now - int(Duration.MINUTE))
        known = self._people.setdefault(
            person, _Person(turns=InMemoryBucket([Rate(self._per_minute, Duration.MINUTE)]))
        )
        known.last_ms = now
        self._people.move_to_end(person)
        if _fits(known.turns, now):
            return Admission.ADMITTED
        return Admission.REFUSED_ALOUD if _fits(known.sentences, now) else Admission.REFUSED

    def _forget_before(self, instant_ms: int) -> None:
        # In the order of their last turn: whoever is still within the minute ends the search.
        while self._people and next(iter(self._people.values())).last_ms < instant_ms:
            self._people.popitem(last=False)


def _fits(bucket: InMemoryBucket, now_ms: int) -> bool:
    bucket.leak(now_ms)
    return bucket.put(RateItem("", now_ms))
