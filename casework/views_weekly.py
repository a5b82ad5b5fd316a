"""The weekly summary as its card shows it: numbers, case numbers, duties and dates; nothing about people."""

from dataclasses import dataclass
from datetime import date

from procedure.duties import DutyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DueThisWeek:
    """One thing that is due within seven days."""

    number: str
    kind: DutyKind
    due_on: date
    team_name: str = ""
    """Empty unless the office has switched teams on in its channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCount:
    """How many cases came and went in one ISO week."""

    week: int
    """Its ISO number."""
    new: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyView:
    """The state at one moment, and the last whole week compared with the one before."""

    year: int
    """ISO year of the week in which it is sent."""
    week: int
    """Its ISO number."""
    from_on: date
    """The first of the seven days whose duties are listed: the day of the summary."""
    until_on: date
    """The last of them."""
    open: int
    """Cases that are not over."""
    overdue: int
    """Cases with something overdue."""
    acknowledgements_due: int
    """Acknowledgements of receipt that are due within the seven days or overdue (R22)."""
    due: tuple[DueThisWeek, ...]
    """What is due within the seven days, the earliest first, at most as many as are listed."""
    due_more: int = 0
    """How many more are due than listed."""
    weeks: tuple[WeekCount, ...]
    """The last whole weeks, the oldest first: eight of them; the last two are compared."""

    @property
    def last_week(self) -> WeekCount:
        """The last whole week."""
        return self.weeks[-1]

    @property
    def week_before(self) -> WeekCount:
        """The one before."""
        return self.weeks[-2]
