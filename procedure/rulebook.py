"""The rules as one office applies them: its switches, its calendar, its local time."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from procedure.switches import Switches
from procedure.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Handed to every use case; holds no state."""

    switches: Switches
    calendar: WorkingCalendar
    timezone: ZoneInfo

    def local(self, instant: datetime) -> datetime:
        """Return an instant as the office's clocks show it."""
        return instant.astimezone(self.timezone)

    def day(self, instant: datetime) -> date:
        """Return the office's calendar day of an instant."""
        return self.local(instant).date()
