"""Chapter „vorjahr“: this year beside the one before, only where both mean the same (GA VIII, R46)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from procedure.statistics.figures import Cell, CountTable, Figures, Line, Relation, Share, Sign
from procedure.statistics.rounding import ROUNDED, change

COMPARISON: Final = "vorjahr"
_NEVER: Final = ("teams", COMPARISON)
"""Teams come and go, and nobody's team is to be ranked against its year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the chapter shows."""

    tables: tuple[CountTable, ...] = ()
    shares: tuple[Share, ...] = ()
    notes: tuple[str, ...] = ()


def compared(figures: Figures, previous: Figures | None, *, rates: int = 0) -> Figures:
    """Fill the chapter „vorjahr“, if there is one; anew if it was filled before.

    Both years may be as counted or as they may be shown: what is hidden in one is hidden here, and its
    change too. Changes of less than ``rates`` cases in the year before are not given.

    For readers who get no small numbers: protect each year by itself, as it was published, and compare then.
    To compare first and protect afterwards could show of the year before what its own report had hidden.
    """
    relations = tuple(each for each in figures.relations if not each.total.startswith(f"{COMPARISON}/"))
    if all(chapter.key != COMPARISON for chapter in figures.chapters):
        return figures
    why_not = _why_not(figures, previous)
    found = Beside(notes=(why_not,)) if previous is None or why_not else _beside(figures, previous, rates)
    sums = _sums(previous, found.tables) if previous is not None else ()
    chapters = tuple(
        replace(chapter, tables=found.tables, shares=found.shares, notes=found.notes)
        if chapter.key == COMPARISON
        else chapter
        for chapter in figures.chapters
    )
    return replace(figures, chapters=chapters, relations=(*relations, *sums))


def _why_not(figures: Figures, previous: Figures | None) -> str:
    before = figures.year - 1
    if previous is None or previous.year != before:
        return f"Für {before} liegen keine Zahlen vor. Deshalb gibt es keinen Vergleich."
    if previous.definitions != figures.definitions:
        return (
            f"{before} wurde nach anderen Definitionen gezählt als {figures.year}. Deshalb gibt es keinen"
            f" Vergleich. {before}: {previous.definitions}. {figures.year}: {figures.definitions}."
        )
    return ""


def _beside(figures: Figures, previous: Figures, rates: int) -> Beside:
    before = {chapter.key: _cells(chapter.tables) for chapter in previous.chapters}
    tables: dict[str, CountTable] = {}
    shares: dict[str, Share] = {}
    missing: list[str] = []
    for chapter in figures.chapters:
        if chapter.key in _NEVER or not chapter.tables:
            continue
        if chapter.key not in before:
            missing.append(chapter.title)
            continue
        for table in chapter.tables:
            if len(table.columns) == 1 and table.key not in tables:
                tables[table.key] = _two_years(table, before[chapter.key], figures.year)
                _add_changes(shares, tables[table.key], figures.year, rates)
    notes = tuple(f"Im Bericht für {previous.year} fehlt das Kapitel „{title}“." for title in missing)
    return Beside(tables=tuple(tables.values()), shares=tuple(shares.values()), notes=notes)


def _cells(tables: Iterable[CountTable]) -> dict[str, Cell]:
    return {cell.id: cell for table in tables for line in table.lines for cell in line.cells}


def _two_years(table: CountTable, before: Mapping[str, Cell], year: int) -> CountTable:
    lines = []
    for line in table.lines:
        now = line.cells[0]
        # A line „Sonstige“ that was not needed then stood for nothing.
        then = before.get(now.id, replace(now, count=0, sign=None))
        lines.append(replace(line, cells=(now, replace(then, id=f"{COMPARISON}/{now.id}"))))
    return replace(
        table,
        key=f"{COMPARISON}/{table.key}",
        columns=(str(year), str(year - 1)),
        lines=tuple(lines),
    )


def _add_changes(shares: dict[str, Share], table: CountTable, year: int, rates: int) -> None:
    for line in table.lines:
        counted_as = line.cells[0].id
        if counted_as not in shares:
            shares[counted_as] = _change(table, line, year, rates)


def _change(table: CountTable, line: Line, year: int, rates: int) -> Share:
    now, then = line.cells
    hidden = now.sign or then.sign
    percent = None if now.count is None or then.count is None else change(now.count, then.count)
    if hidden is None and then.count is not None and 0 < then.count < rates:
        hidden, percent = Sign.TOO_FEW, None
    return Share(
        key=f"{COMPARISON}/{now.id}",
        label=f"{table.title}: {line.label}",
        definition=f"Veränderung {year} gegenüber {year - 1}, in Prozent der Zahl von {year - 1}. {ROUNDED}",
        part=now,
        whole=then,
        percent=None if hidden else percent,
        sign=hidden,
    )


def _sums(previous: Figures, tables: Iterable[CountTable]) -> tuple[Relation, ...]:
    then = (line.cells[1] for table in tables for line in table.lines)
    shown = {cell.id for cell in then if cell.count is not None}
    prefixed = (
        Relation(
            total=f"{COMPARISON}/{each.total}", parts=tuple(f"{COMPARISON}/{part}" for part in each.parts)
        )
        for each in previous.relations
    )
    return tuple(each for each in prefixed if shown.issuperset((each.total, *each.parts)))
