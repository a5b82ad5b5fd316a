"""Small numbers are not shown, nor anything from which they could be computed (GA VIII; after § 16 BStatG).

Numbers from 1 up to the threshold are hidden; zero is shown. Then further cells are hidden until a reader who
knows everything published still finds two numbers possible for every hidden cell: all cells shown, all sums,
that nothing is negative, that „< 3“ means 1 or 2, that „•“ is no zero, and what follows from the definitions.
Shares and times of a hidden number are hidden with it.

What this cannot do: whoever knows a case himself knows more than the report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from procedure.statistics.figures import Cell, Chapter, Figures, Relation, Secrecy
from procedure.statistics.suppression_bounds import bounds
from procedure.statistics.suppression_search import Hiding, Quantity
from procedure.statistics.suppression_signs import threshold
from procedure.statistics.suppression_veil import Veil
from procedure.statistics.template import Thresholds

HIDING: Final = 1
"""To be raised when other cells shall be hidden: until then, the same figures keep the signs they got."""
_TOTALS: Final = 3
"""So much dearer it is to hide the total of a table."""


def protected(figures: Figures, thresholds: Thresholds) -> Figures:
    """Return the figures as they may be shown; the same figures always get the same signs.

    The year before, in chapter „vorjahr“, must have been protected by itself as its own report was; here its
    numbers stand for themselves, and a change goes with the numbers it is computed from.

    Computes for up to some seconds in a large office: nothing for the event loop.

    Raises ValueError where figures contradict themselves: two counts of a cell, a sum that does not hold.
    """
    cells = _cells(figures)
    _check(cells, figures.relations)
    secrecy = _secrecy(figures)
    prices = _prices(figures, cells)
    the_year = _the_year(figures.relations)
    quantities = [
        Quantity(
            id=name,
            count=count,
            threshold=threshold(secrecy[name], thresholds),
            price=prices[name],
            last=name == the_year,
        )
        for name, count in cells.items()
    ]
    rests, more_sums = bounds(figures, cells)
    signs = Hiding([*quantities, *rests], [*figures.relations, *more_sums]).signs()
    veil = Veil(signs=signs, secrecy=secrecy, thresholds=thresholds)
    return replace(figures, chapters=tuple(veil.chapter(chapter) for chapter in figures.chapters))


def _all_cells(chapters: Iterable[Chapter]) -> Iterable[Cell]:
    """Go through every cell, in the order of the report."""
    for chapter in chapters:
        for table in chapter.tables:
            for line in table.lines:
                yield from line.cells
        for share in chapter.shares:
            yield share.part
            yield share.whole
        for duration in chapter.durations:
            yield duration.of


def _cells(figures: Figures) -> dict[str, int]:
    """Return every number by its id; the same id is the same number wherever it stands."""
    cells: dict[str, int] = {}
    for cell in _all_cells(figures.chapters):
        if cell.count is None:
            continue
        if cells.setdefault(cell.id, cell.count) != cell.count:
            raise ValueError(f"two counts of {cell.id}")
    return cells


def _check(cells: Mapping[str, int], relations: Iterable[Relation]) -> None:
    """Refuse sums that do not hold: their readers would compute nonsense, and nothing could be proved."""
    for relation in relations:
        names = (relation.total, *relation.parts)
        unknown = [name for name in names if name not in cells]
        if unknown:
            raise ValueError(f"a sum of cells that stand nowhere: {unknown}")
        if cells[relation.total] != sum(cells[part] for part in relation.parts):
            raise ValueError(f"a sum that does not hold: {relation.total}")


def _secrecy(figures: Figures) -> dict[str, Secrecy]:
    """Return how secret each cell is: as secret as it is anywhere."""
    secrecy: dict[str, Secrecy] = {}
    for cell in _all_cells(figures.chapters):
        if secrecy.setdefault(cell.id, cell.secrecy) is Secrecy.ORDINARY:
            secrecy[cell.id] = cell.secrecy
    return secrecy


def _prices(figures: Figures, cells: Mapping[str, int]) -> dict[str, int]:
    """Return what it costs to hide each cell: small numbers are cheap, totals dear."""
    totals = {
        cell.id
        for chapter in figures.chapters
        for table in chapter.tables
        for line in table.lines
        if line.is_total
        for cell in line.cells
    }
    return {name: (10 + count) * (_TOTALS if name in totals else 1) for name, count in cells.items()}


def _the_year(relations: Iterable[Relation]) -> str | None:
    """Return the number that most tables add up to, the first of several."""
    sums = [relation.total for relation in relations]
    return max(dict.fromkeys(sums), key=sums.count, default=None)
