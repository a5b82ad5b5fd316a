"""When the assistant may write on its own account: in the office's hours, never on a free day.

A thing that people do is told at once, and so is a threat (A30). What only the clock brings about
(reminders, escalations, the weekly summary, moved deadlines) waits for the next hour at work.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from procedure.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """Local times of the office."""

    opens: time = time(7)
    closes: time = time(18)
    """From then on nothing is sent."""
    reminds_at: time = time(8)
    """When the reminders of a working day and the weekly summary are due."""

    def __post_init__(self) -> None:
        if not self.opens <= self.reminds_at < self.closes:
            raise ValueError("reminds_at must lie within the hours, and opens before closes")


def is_at_work(now: datetime, hours: WorkingHours, calendar: WorkingCalendar, timezone: ZoneInfo) -> bool:
    """Tell whether the office works at an instant."""
    local = now.astimezone(timezone)
    return calendar.is_working_day(local.date()) and hours.opens <= local.time() < hours.closes


def next_at_work(
    now: datetime, hours: WorkingHours, calendar: WorkingCalendar, timezone: ZoneInfo
) -> datetime:
    """Return ``now`` if the office works, else the instant at which it next opens."""
    if is_at_work(now, hours, calendar, timezone):
        return now
    local = now.astimezone(timezone)
    today = local.date()
    later_today = calendar.is_working_day(today) and local.time() < hours.opens
    day = today if later_today else calendar.nth_working_day_after(today, 1)
    return at_local(day, hours.opens, timezone)


def at_local(day: date, at: time, timezone: ZoneInfo) -> datetime:
    """Return the instant of a local time on a day."""
    return datetime.combine(day, at, timezone).astimezone(UTC)
