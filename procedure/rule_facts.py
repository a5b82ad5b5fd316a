"""What deadlines rest on, as plain facts: switches, local time, free days (GA III; A8-A10, A13, A21-A24).

Kept beside the cases, they tell whether the rules are still those that the kept dates were computed with.
The free days are noted with their names, so that a new version of the package ``holidays`` shows too.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import FIRST_YEAR, LAST_YEAR, WorkingCalendar

RESTED_ON: Final = (
    "ack_oral",
    "closing_rollover",
    "contribution_lead_days",
    "external_lead_days",
    "extra_non_working_days",
    "inform_within_days",
    "krm_tool",
    "land",
    "receipt_cutoff",
    "weekend_receipt",
    "written_followup_restarts_closing",
)
"""Switches that dates of a case, or what is owed about it, are computed from."""

OWN_DAY_OFF: Final = "dienstfrei"

_YEARS_BACK: Final = 1
_YEARS_AHEAD: Final = 2
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """What the deadlines of one office rest on."""

    switches: Mapping[str, Any]
    """Values of ``RESTED_ON`` as JSON has them."""
    timezone: str
    reminds_at: str
    """Local time at which reminders are due; it moves no deadline, but when people are told."""
    free_days: Mapping[date, str]
    """Free weekdays with their names, of last year to in two years."""

    @property
    def canonical(self) -> str:
        """The same text for the same facts."""
        noted = asdict(self) | {"free_days": {day.isoformat(): why for day, why in self.free_days.items()}}
        return json.dumps(noted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal digits."""
        return sha256(self.canonical.encode()).hexdigest()

    def agrees_with(self, other: "RuleFacts") -> bool:
        """Tell whether both say the same of all years that both know: those noted move on."""
        years = {day.year for day in self.free_days} & {day.year for day in other.free_days}
        one, two = (
            {day: why for day, why in facts.free_days.items() if day.year in years} for facts in (self, other)
        )
        return bool(years) and replace(self, free_days=one) == replace(other, free_days=two)


def facts_of(rules: Rulebook, today: date) -> RuleFacts:
    """Note what the deadlines of an office rest on; ``today`` is its local day."""
    given = asdict(rules.switches)
    cutoff = rules.switches.receipt_cutoff
    given |= {"receipt_cutoff": cutoff.isoformat() if cutoff is not None else None}
    given |= {"extra_non_working_days": list(rules.switches.extra_non_working_days)}
    years = range(max(FIRST_YEAR, today.year - _YEARS_BACK), min(LAST_YEAR, today.year + _YEARS_AHEAD) + 1)
    return RuleFacts(
        switches={name: given[name] for name in RESTED_ON},
        timezone=rules.timezone.key,
        reminds_at=rules.hours.reminds_at.isoformat(),
        free_days={day: why for year in years for day, why in _free_weekdays(rules.calendar, year)},
    )


def facts_from(text: str) -> RuleFacts:
    """Read the canonical text; ValueError if it is none."""
    try:
        noted = json.loads(text)
        days = {date.fromisoformat(day): str(why) for day, why in noted.pop("free_days").items()}
        return RuleFacts(free_days=days, **noted)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("these are no facts of the rules") from error


def rulebook_of(facts: RuleFacts, like: Rulebook) -> Rulebook:
    """Return the rules as they were noted; what no deadline rests on is as in ``like``."""
    known: dict[str, Any] = {name: facts.switches[name] for name in RESTED_ON if name in facts.switches}
    if known.get("receipt_cutoff") is not None:
        known["receipt_cutoff"] = time.fromisoformat(known["receipt_cutoff"])
    if "extra_non_working_days" in known:
        known["extra_non_working_days"] = tuple(known["extra_non_working_days"])
    switches = replace(like.switches, **known)
    calendar = _NotedCalendar(switches, facts.free_days)
    return replace(like, switches=switches, calendar=calendar, timezone=ZoneInfo(facts.timezone))


class _NotedCalendar(WorkingCalendar):
    """A calendar as it was noted; years that were not are as the package has them now."""

    def __init__(self, switches: Switches, free_days: Mapping[date, str]) -> None:
        super().__init__(switches.land, switches.extra_non_working_days)
        self._noted: Final = free_days
        self._noted_years: Final = frozenset(day.year for day in free_days)

    def _free_days_of(self, year: int) -> dict[date, str]:
        now = super()._free_days_of(year)
        if year not in self._noted_years:
            return now
        weekends = {day: why for day, why in now.items() if day.weekday() >= _SATURDAY}
        return weekends | {day: why for day, why in self._noted.items() if day.year == year}


def _free_weekdays(calendar: WorkingCalendar, year: int) -> list[tuple[date, str]]:
    """Name the free days of a year from Monday to Friday; a weekend is free whatever else falls on it."""
    first = date(year, 1, 1).toordinal()
    days = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
    found = []
    for day in days:
        why = calendar.free_day_reason(day) if day.weekday() < _SATURDAY else None
        if why is not None:
            found.append((day, why if calendar.is_rest_day_by_law(day) else OWN_DAY_OFF))
    return found
