"""The time. Everything that needs „now“ receives a Clock; nothing else reads the machine's clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


@runtime_checkable
class MovableClock(Clock, Protocol):
    """A clock that can be put forward. Only the demo has one: no setting makes a bot's clock movable."""

    def move_to(self, at: datetime) -> None:
        """Go on from an instant."""


class SystemClock:
    """The machine's clock, the only place that reads it."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved; for tests and the demo."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def now(self) -> datetime:
        """Return the instant it was set to, aware, in UTC."""
        return self._at

    def set(self, at: datetime) -> None:
        """Move to an instant; ValueError for one without a time zone, because it names no instant."""
        if at.tzinfo is None:
            raise ValueError(f"{at.isoformat()} has no time zone")
        self._at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on by a duration."""
        self._at += by
