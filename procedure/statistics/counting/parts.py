"""How tables are put together: lines that make up a total, and the relation that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from procedure.statistics.figures import (
    Cell,
    Chart,
    CountTable,
    Duration,
    Line,
    Relation,
    Share,
)
from procedure.statistics.rounding import ROUNDED, percent

REACTIONS: Final = "Kundenreaktionen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one chapter holds, and the sums in it."""

    tables: tuple[CountTable, ...] = ()
    shares: tuple[Share, ...] = ()
    durations: tuple[Duration, ...] = ()
    notes: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands above and beside a table."""

    key: str
    title: str
    definition: str
    first_column: str
    column: str = REACTIONS
    chart: Chart = Chart.NONE


def line(label: str, *cells: Cell, is_total: bool = False, key: str = "") -> Line:
    """Make a line; its key is the id of its last cell if it has none of its own."""
    return Line(key=key or cells[-1].id, label=label, cells=cells, is_total=is_total)


def sum_of(total: Cell, parts: Sequence[Cell]) -> Relation:
    """Say that a cell is the sum of others."""
    return Relation(total=total.id, parts=tuple(part.id for part in parts))


def table(about: About, lines: Sequence[Line]) -> CountTable:
    """Make a table of one column."""
    return CountTable(
        key=about.key,
        title=about.title,
        definition=about.definition,
        first_column=about.first_column,
        columns=(about.column,),
        lines=tuple(lines),
        chart=about.chart,
    )


def partition(about: About, parts: Sequence[tuple[str, Cell]], total: tuple[str, Cell]) -> Part:
    """Make a table of one column whose lines make up its total."""
    lines = [line(label, cell) for label, cell in parts]
    whole = line(total[0], total[1], is_total=True)
    return Part(
        tables=(table(about, [*lines, whole]),),
        relations=(sum_of(total[1], [cell for _, cell in parts]),),
    )


def share(key: str, label: str, definition: str, *, part: Cell, whole: Cell) -> Share:
    """Make a share of two cells that were counted."""
    return Share(
        key=key,
        label=label,
        definition=f"{definition} {ROUNDED}",
        part=part,
        whole=whole,
        percent=percent(part.count or 0, whole.count or 0),
    )


def joined(*parts: Part) -> Part:
    """Put parts one after the other into one chapter."""
    return Part(
        tables=tuple(table for part in parts for table in part.tables),
        shares=tuple(share for part in parts for share in part.shares),
        durations=tuple(duration for part in parts for duration in part.durations),
        notes=tuple(note for part in parts for note in part.notes),
        relations=tuple(relation for part in parts for relation in part.relations),
    )
