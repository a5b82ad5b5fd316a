"""The machine's clock, moved: the first process starts on a working morning, each later one a lease later."""

from datetime import UTC, datetime, timedelta


class ClockAhead:
    """Runs as the machine's clock does, by so much ahead of it."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC) + self._ahead
