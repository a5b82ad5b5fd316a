"""What the Bundesagentur prescribes: chapters, categories, their order, the key date (GA VIII, R47)."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Final

CHAPTERS: Final = (
    "eckdaten",
    "eingaenge",
    "eingangsweg",
    "herkunft",
    "anliegen",
    "teams",
    "eingangsbestaetigung",
    "abschluss",
    "zwischennachricht",
    "ergebnis",
    "folgereaktionen",
    "gespraeche",
    "ohne_antwort",
    "vorjahr",
)
"""All chapters of the quantitative part that can be asked for, in the usual order."""

QUALITATIVE: Final = (
    "schwerpunkte",
    "ursachen",
    "massnahmen",
    "wirkung",
    "lob",
    "ideen",
    "zusammenarbeit",
    "ausblick",
)
"""The chapters that people write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A line of the report: one or more of our words under the heading that is prescribed."""

    key: str
    label: str
    words: tuple[str, ...]
    """Values of the vocabulary („schriftlich“) that are counted here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which number on a figure is shown."""

    ordinary: int = 3
    by_team: int = 5
    rates: int = 10
    """Shares and times: from so many cases on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    """How a year's report is made up."""

    version: str
    """Named on every report. Years are compared only where it is the same."""
    key_month: int = 12
    key_day: int = 31
    """The Stichtag: what happens after it does not count. 31 December of the year itself, unless …"""
    key_years_later: int = 0
    """… it lies so many years later (1: in the year after the one reported)."""
    due_month: int = 3
    due_day: int = 31
    """Until when the report is due, in the year after the one reported."""
    remind_days: tuple[int, ...] = (56, 28, 14)
    """How many days before that BGF and management are reminded."""
    chapters: tuple[str, ...] = CHAPTERS
    titles: dict[str, str] = field(default_factory=dict)
    """Chapters with another heading than ours."""
    qualitative: tuple[str, ...] = QUALITATIVE
    channels: tuple[Category, ...] = ()
    """Empty: each word of ours is a line, in our order; so for all categories."""
    origins: tuple[Category, ...] = ()
    concerns: tuple[Category, ...] = ()
    outcomes: tuple[Category, ...] = ()
    causes: tuple[Category, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    unsuppressed: bool = False
    """The prescribed format wants every number (only BGF and management get the report then)."""

    def key_date(self, year: int) -> date:
        """Return the Stichtag of a year's report."""
        return _day(year + self.key_years_later, self.key_month, self.key_day)

    def due_on(self, year: int) -> date:
        """Return the day on which a year's report is due."""
        return _day(year + 1, self.due_month, self.due_day)


def _day(year: int, month: int, day: int) -> date:
    """Return a day of a year; 29 February is the last of the month where there is none."""
    return date(year, month, min(day, monthrange(year, month)[1]))
