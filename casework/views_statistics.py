"""The numbers of a year as they stand now, ready to be shown: small ones are hidden already (GA VIII)."""

from dataclasses import dataclass
from datetime import datetime

from procedure.statistics.figures import CountTable, Figures
from procedure.statistics.template import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """A year's numbers, for BGF and management."""

    year: int
    counted_at: datetime
    """Local."""
    figures: Figures
    """Protected."""
    thresholds: Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsView:
    """The teams' numbers in the quarters of a year that are over, for BGF and management."""

    year: int
    counted_at: datetime
    """Local."""
    quarters: int
    """How many quarters are over: 0 to 4."""
    table: CountTable | None
    """Protected; a column for each of these quarters. None while no quarter is over."""
    thresholds: Thresholds
