"""The figures of a report: tables of counts, shares and times, each with its definition (GA VIII, R46).

The same shapes hold the figures as they were counted and as they may be shown: where a number is too
small to be shown, its cell has no count any more, only the sign that stands in its place.
"""

from dataclasses import dataclass
from enum import StrEnum


class Secrecy(StrEnum):
    """From which number on a cell is shown; the numbers themselves stand in the report's template."""

    ORDINARY = "gewoehnlich"
    BY_TEAM = "je_team"
    """A figure of a team is, in fact, one of its Teamleitung: it takes more to be shown."""


class Sign(StrEnum):
    """What stands in the place of a number that is not shown."""

    SMALL = "klein"
    """1 or 2 (by team: 1 to 4): shown as „< 3“ (or „< 5“)."""
    COMPLEMENT = "gesperrt"
    """Any number but zero, from which a small one could be computed, or a share of one: shown as „•“."""
    TOO_FEW = "zu_wenige"
    """A share or a time of fewer than ten cases: shown as „–“."""


class Chart(StrEnum):
    """How a table is drawn."""

    NONE = "keine"
    COLUMNS = "saeulen"
    """In the order of the lines: months."""
    BARS = "balken"
    """Kinds beside each other; the order of the lines stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number."""

    id: str
    """Unique in the report, and the same for the same quantity wherever it stands: „kanal/schriftlich“."""
    count: int | None
    """None: not shown."""
    sign: Sign | None = None
    secrecy: Secrecy = Secrecy.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """Counts in lines and columns."""

    key: str
    title: str
    definition: str
    """German: what is counted, and from when on it counts."""
    first_column: str
    """What the lines are: „Eingangsweg“."""
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    chart: Chart = Chart.NONE
    """Draws the first column of the lines that are no total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole. Both are cells, so that what is not shown of them is not shown here."""

    key: str
    label: str
    definition: str
    part: Cell
    whole: Cell
    percent: float | None
    """One decimal place; None: nothing to divide by, or too few."""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long something took, in calendar days."""

    key: str
    label: str
    definition: str
    of: Cell
    """How many it is about."""
    median: float | None
    ninth_decile: float | None
    """Nine of ten took no longer."""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A sum that everybody can compute: the total is the sum of the parts."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter of the quantitative part, in the template's order."""

    key: str
    title: str
    tables: tuple[CountTable, ...] = ()
    shares: tuple[Share, ...] = ()
    durations: tuple[Duration, ...] = ()
    notes: tuple[str, ...] = ()
    """German sentences: the key date, what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The quantitative part of one year."""

    year: int
    definitions: str
    """Version of the definitions and the mapping; only years of the same version are compared."""
    chapters: tuple[Chapter, ...]
    relations: tuple[Relation, ...] = ()
