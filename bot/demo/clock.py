"""The demo's clock: the machine's, put forward by what is kept in the demo's folder."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.demo.errors import DemoError


class DemoClock:
    """Runs as the machine's clock does, so much ahead of it as its file says; a restart keeps that."""

    def __init__(self, file: Path, machine: Clock) -> None:
        """Read how far the clock is ahead; DemoError if that cannot be read."""
        self._file = file
        self._machine = machine
        self.ahead = _read(file)

    def now(self) -> datetime:
        """Return the demo's present instant, aware, in UTC."""
        return self._machine.now() + self.ahead

    def move_to(self, at: datetime) -> None:
        """Go on from an instant; ValueError for one that is over."""
        if at < self.now():
            raise ValueError("the demo's clock goes forward only")
        self.ahead = at - self._machine.now()
        # First beside it: whoever ends the demo just now finds the old file or the new one.
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps({"ahead_seconds": self.ahead.total_seconds()}), encoding="utf-8")
        beside.replace(self._file)


def _read(file: Path) -> timedelta:
    if not file.exists():
        return timedelta()
    try:
        return timedelta(seconds=float(json.loads(file.read_text(encoding="utf-8"))["ahead_seconds"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        raise DemoError(
            f"Die Uhr der Demo ist nicht lesbar: {file}. Bitte löschen Sie diese Datei, "
            "oder starten Sie die Demo mit „--fresh“."
        ) from None
