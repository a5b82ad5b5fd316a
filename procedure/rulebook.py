"""The rules as one office applies them: its switches, its calendar, its local time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from procedure.switches import Switches
from procedure.working_days import WorkingCalendar
from procedure.working_hours import WorkingHours, at_local, is_at_work, next_at_work

DEFAULT_RETENTION_YEARS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Handed to every use case; holds no state."""

    switches: Switches
    calendar: WorkingCalendar
    timezone: ZoneInfo
    hours: WorkingHours = field(default_factory=WorkingHours)
    """When the assistant may write on its own account."""
    retention_years: int = DEFAULT_RETENTION_YEARS
    """Full calendar years a case is kept after the year in which it was over; the data protection
    officer sets it."""

    def local(self, instant: datetime) -> datetime:
        """Return an instant as the office's clocks show it."""
        return instant.astimezone(self.timezone)

    def is_at_work(self, now: datetime) -> bool:
        """Tell whether the office works at an instant."""
        return is_at_work(now, self.hours, self.calendar, self.timezone)

    def next_at_work(self, now: datetime) -> datetime:
        """Return ``now`` if the office works, else when it next opens."""
        return next_at_work(now, self.hours, self.calendar, self.timezone)

    def reminder_at(self, day: date) -> datetime:
        """Return the instant at which the reminders of a working day are due."""
        return at_local(day, self.hours.reminds_at, self.timezone)

    def day(self, instant: datetime) -> date:
        """Return the office's calendar day of an instant."""
        return self.local(instant).date()
