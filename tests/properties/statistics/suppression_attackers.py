"""Readers who want to know what is hidden. They see what is published; no code of the product."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from procedure.statistics.figures import Cell, Figures, Secrecy, Share, Sign
from procedure.statistics.template import Thresholds

Range = tuple[int, int]


@dataclass
class Knowledge:
    """What stands in a report: numbers, ranges of hidden numbers, sums, shares."""

    known: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, Range] = field(default_factory=dict)
    sums: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)


def read(figures: Figures, thresholds: Thresholds, *, most: int, least: Mapping[str, int]) -> Knowledge:
    """Read a report. ``least``: what somebody has told the attacker about cells shown as „•“."""
    mind = Knowledge(sums=[(relation.total, relation.parts) for relation in figures.relations])
    for cell in _cells(figures):
        if cell.count is not None:
            mind.known[cell.id] = cell.count
        elif cell.sign is Sign.SMALL:
            by_team = cell.secrecy is Secrecy.BY_TEAM
            mind.hidden[cell.id] = (1, (thresholds.by_team if by_team else thresholds.ordinary) - 1)
        else:
            mind.hidden[cell.id] = (max(1, least.get(cell.id, 1)), most)
    mind.shares = [share for chapter in figures.chapters for share in chapter.shares]
    return mind


def _cells(figures: Figures) -> Iterator[Cell]:
    for chapter in figures.chapters:
        for table in chapter.tables:
            for line in table.lines:
                yield from line.cells
        for share in chapter.shares:
            yield from (share.part, share.whole)


def computed_by_trying(mind: Knowledge) -> set[str]:
    """Name the hidden cells for which only one number is possible, by trying all."""
    return {name for name in mind.hidden if len(_possible(mind, name)) < 2}


def _possible(mind: Knowledge, name: str) -> list[int]:
    """Return two numbers that are possible in a cell, if there are two."""
    low, high = mind.hidden[name]
    found: list[int] = []
    for value in range(low, high + 1):
        fixed = {**mind.hidden, **{key: (number, number) for key, number in mind.known.items()}}
        fixed[name] = (value, value)
        if any(_fits(mind, table) for table in _tables(mind, fixed)):
            found.append(value)
        if len(found) == 2:
            break
    return found


def _tables(mind: Knowledge, ranges: dict[str, Range]) -> Iterator[dict[str, int]]:
    """Enumerate all tables: narrow the ranges by the sums, then try each number of the narrowest."""
    narrow = _narrowed(mind, ranges)
    if narrow is None:
        return
    open_cells = [name for name, (low, high) in narrow.items() if low < high]
    if not open_cells:
        yield {name: low for name, (low, _) in narrow.items()}
        return
    name = min(open_cells, key=lambda cell: narrow[cell][1] - narrow[cell][0])
    for value in range(narrow[name][0], narrow[name][1] + 1):
        yield from _tables(mind, {**narrow, name: (value, value)})


def _narrowed(mind: Knowledge, ranges: Mapping[str, Range]) -> dict[str, Range] | None:
    now = dict(ranges)
    before: dict[str, Range] = {}
    while before != now:
        before = dict(now)
        for total, parts in mind.sums:
            low, high = sum(now[part][0] for part in parts), sum(now[part][1] for part in parts)
            now[total] = (max(now[total][0], low), min(now[total][1], high))
            for part in parts:
                least, most = now[part]
                now[part] = (
                    max(least, now[total][0] - (high - most)),
                    min(most, now[total][1] - (low - least)),
                )
            if any(now[name][0] > now[name][1] for name in (total, *parts)):
                return None
    return now


def _fits(mind: Knowledge, table: Mapping[str, int]) -> bool:
    """Compare with the shares: a part is not more than its whole, and the percentage is the right one."""
    for share in mind.shares:
        part, whole = table[share.part.id], table[share.whole.id]
        if part > whole or (
            share.percent is not None and abs(100 * part - share.percent * whole) > whole / 15
        ):
            return False
    return True


def computed_by_product(mind: Knowledge) -> set[str]:
    """Do the same in the plainest way there is; for very small tables."""
    seen: dict[str, set[int]] = {name: set() for name in mind.hidden}
    for numbers in product(*(range(low, high + 1) for low, high in mind.hidden.values())):
        table = {**mind.known, **dict(zip(mind.hidden, numbers, strict=True))}
        sums_hold = all(table[total] == sum(table[part] for part in parts) for total, parts in mind.sums)
        if sums_hold and _fits(mind, table):
            for name in mind.hidden:
                seen[name].add(table[name])
    return {name for name, numbers in seen.items() if len(numbers) < 2}


def computed_by_elimination(mind: Knowledge) -> set[str]:
    """Name the hidden cells that the sums alone determine, in fractions (Gauss and Jordan)."""
    rows: list[dict[str, Fraction]] = []
    for total, parts in mind.sums:
        row: dict[str, Fraction] = {}
        for name, sign in ((total, -1), *((part, 1) for part in parts)):
            if name in mind.hidden:
                row[name] = row.get(name, Fraction(0)) + sign
        rows.append(row)
    solved: dict[str, dict[str, Fraction]] = {}
    for row in rows:
        rest = _without(row, solved)
        if rest:
            pivot = min(rest)
            rest = {name: value / rest[pivot] for name, value in rest.items()}
            solved = {name: _without(other, {pivot: rest}) for name, other in solved.items()}
            solved[pivot] = rest
    return {name for name, row in solved.items() if set(row) == {name}}


def _without(row: dict[str, Fraction], solved: Mapping[str, dict[str, Fraction]]) -> dict[str, Fraction]:
    result = dict(row)
    for pivot, equation in solved.items():
        factor = result.get(pivot, Fraction(0))
        for name, value in equation.items() if factor else ():
            result[name] = result.get(name, Fraction(0)) - factor * value
    return {name: value for name, value in result.items() if value}


def computed_by_programming(mind: Knowledge, cells: Iterable[str] | None = None) -> set[str]:
    """Name the hidden cells whose smallest and largest possible numbers are the same; for large reports."""
    from scipy.optimize import LinearConstraint, milp

    place = {name: index for index, name in enumerate(mind.hidden)}
    matrix, right = [], []
    for total, parts in mind.sums:
        row, known = [0.0] * len(place), 0
        for name, sign in ((total, -1), *((part, 1) for part in parts)):
            if name in place:
                row[place[name]] += sign
            else:
                known += sign * mind.known[name]
        if any(row):
            matrix.append(row)
            right.append(-known)
    limits = list(mind.hidden.values())
    box = ([low for low, _ in limits], [high for _, high in limits])
    rule = LinearConstraint(matrix, right, right) if matrix else ()
    found = set()
    for name in mind.hidden if cells is None else cells:
        ends = []
        for direction in (1, -1):
            goal = [0.0] * len(place)
            goal[place[name]] = direction
            answer = milp(goal, integrality=[1] * len(place), bounds=box, constraints=rule)
            ends.append(None if answer.x is None else round(answer.x[place[name]]))
        if None in ends:
            raise AssertionError(f"no table fits what is published: {name}")
        if ends[0] == ends[1]:
            found.add(name)
    return found
