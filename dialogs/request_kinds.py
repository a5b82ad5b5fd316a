"""What people can ask for in words besides cases and lists (``casework.requests``)."""

from dataclasses import dataclass
from datetime import date

from casework import requests
from procedure.vocabulary import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """„abwesend bis Freitag“."""

    staff_id: StaffId
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """„wieder da“."""

    staff_id: StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """„wochenübersicht“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsYear:
    """„statistik“: the numbers of a year as they stand now."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportYear:
    """„bericht 2026“."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportYear:
    """„export 2026“: the year's cases for the KRM-Tool (A1)."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresYear:
    """„maßnahmen“: what was decided for the report of a year (R48)."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """„hilfe“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A request that needs more; ``sentence`` says what, with an example."""

    sentence: str


AboutAYear = StatisticsYear | ReportYear | ExportYear | MeasuresYear
Request = requests.Request | Away | Back | Week | AboutAYear | Help | Unclear
