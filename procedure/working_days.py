"""Which days the office works: the Land's public holidays and its own days off (GA III, A9)."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, Self

from holidays.constants import PUBLIC
from holidays.countries.germany import Germany

from procedure.days_in_words import WEEKDAYS
from procedure.switches import Switches, parse_extra_day

LAENDER: Final = (
    *("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV"),
    *("NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"),
)
"""The 16 Länder as in ISO 3166-2:DE. The package knows single towns too; they are no Land."""

FIRST_YEAR: Final = Germany.start_year
LAST_YEAR: Final = Germany.end_year
"""Outside of these years the package knows no holidays, and silence would be a wrong answer."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_OWN_DAY_OFF = "dienstfrei"


class WorkingCalendar:
    """Working days of an office: Monday to Friday but for public holidays and the office's days off.

    Only holidays of the category PUBLIC count (A9): SCHOOL holds the school holidays, and local
    feasts are entered as days off. ValueError for an unknown Land, a malformed day off, or a day
    in a year whose holidays are not known. Not changed after it was made, so it may be shared.
    """

    def __init__(
        self, land: str = "BW", extra_non_working_days: tuple[str, ...] = ("12-24", "12-31")
    ) -> None:
        self.land: Final = land.strip().upper()
        if self.land not in LAENDER:
            raise ValueError(f"„{land}“ ist kein Bundesland. Bitte eines angeben: {', '.join(LAENDER)}.")
        self._extra: Final = tuple(parse_extra_day(text) for text in extra_non_working_days)
        self._free: Final[dict[int, dict[date, str]]] = {}

    @classmethod
    def from_switches(cls, switches: Switches) -> Self:
        """Make the calendar an office has configured."""
        return cls(switches.land, switches.extra_non_working_days)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on a day."""
        return self._why_free(day) is None

    def free_day_reason(self, day: date) -> str | None:
        """Say why a day is free, or None: „Samstag“, „Karfreitag (Feiertag)“, „24.12. (dienstfrei)“."""
        why = self._why_free(day)
        return f"{day:%d.%m.} ({_OWN_DAY_OFF})" if why == _OWN_DAY_OFF else why

    def free_day_with_date(self, day: date) -> str:
        """Name a free day within a list: „24.12. dienstfrei“, „26.12. Samstag“; empty on a working day."""
        why = self._why_free(day)
        return f"{day:%d.%m.} {why}" if why else ""

    def is_rest_day_by_law(self, day: date) -> bool:
        """Tell whether a day is a Saturday, Sunday or public holiday, not just a day off here (A10)."""
        return self._why_free(day) not in {None, _OWN_DAY_OFF}

    def nth_working_day_after(self, day: date, n: int) -> date:
        """Count ``n`` working days forward from the day after ``day``, which itself never counts (A8)."""
        return self._count(day, n, _ONE_DAY)

    def working_days_before(self, day: date, n: int) -> date:
        """Count ``n`` working days back from the day before ``day``, which itself never counts."""
        return self._count(day, n, -_ONE_DAY)

    def last_working_day_on_or_before(self, day: date) -> date:
        """Return ``day``, or the working day before it when it is free."""
        return day if self.is_working_day(day) else self.working_days_before(day, 1)

    def first_working_day_on_or_after(self, day: date) -> date:
        """Return ``day``, or the working day after it when it is free."""
        return day if self.is_working_day(day) else self.nth_working_day_after(day, 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days left from ``start`` until ``end``, which counts itself.

        0 when both are the same day. Negative when ``end`` is over: then ``end`` counts and
        ``start`` does not, so that what was due on Friday is overdue on Saturday already.
        """
        if end < start:
            return -sum(map(self.is_working_day, _days(end, start)))
        return sum(map(self.is_working_day, _days(start + _ONE_DAY, end + _ONE_DAY)))

    def free_days_between(self, start: date, end: date) -> tuple[date, ...]:
        """Name the free days after ``start`` and before ``end``."""
        return tuple(day for day in _days(start + _ONE_DAY, end) if not self.is_working_day(day))

    def _count(self, day: date, n: int, step: timedelta) -> date:
        if n < 1:
            raise ValueError(f"working days are counted from 1, not {n}")
        while n:
            day += step
            n -= self.is_working_day(day)
        return day

    def _why_free(self, day: date) -> str | None:
        # An instant is a date to Python, but never equal to one: it would pass for a working day.
        if isinstance(day, datetime):
            raise TypeError("a day is wanted, not an instant: its day depends on the time zone")
        free = self._free.get(day.year)
        if free is None:
            free = self._free[day.year] = self._free_days_of(day.year)
        return free.get(day)

    def _free_days_of(self, year: int) -> dict[date, str]:
        """Name the free days of a year. Of two reasons a holiday wins, then the weekend."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(
                f"Für das Jahr {year} kenne ich keine Feiertage. Möglich sind {FIRST_YEAR} bis {LAST_YEAR}."
            )
        free = {day: _OWN_DAY_OFF for extra in self._extra for day in _in_year(extra, year)}
        for day in _days(date(year, 1, 1), date(year, 12, 31) + _ONE_DAY):
            if day.weekday() >= _SATURDAY:
                free[day] = WEEKDAYS[day.weekday()]
        holidays = Germany(subdiv=self.land, years=year, expand=False, language="de", categories=PUBLIC)
        for day, name in holidays.items():
            free[day] = f"{name.replace('; ', ' und ')} (Feiertag)"
        return free


def _in_year(extra: tuple[int | None, int, int], year: int) -> Iterator[date]:
    only_in, month, day = extra
    if only_in not in {None, year}:
        return
    if (month, day) != (2, 29) or isleap(year):
        yield date(year, month, day)


def _days(start: date, end: date) -> Iterator[date]:
    """Yield the days from ``start`` up to, but without ``end``."""
    for number in range((end - start).days):
        yield start + timedelta(days=number)
