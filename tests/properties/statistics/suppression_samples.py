"""Reports to be protected: from tables written by hand, and from invented cases that are counted."""

from collections.abc import Mapping, Sequence

from procedure.statistics.figures import (
    Cell,
    Chapter,
    CountTable,
    Figures,
    Line,
    Relation,
    Secrecy,
    Share,
)

Sums = Mapping[str, Sequence[str]]


def report(
    counts: Mapping[str, int],
    sums: Sequence[tuple[str, Sequence[str]]] = (),
    *,
    shares: Sequence[tuple[str, str]] = (),
    by_team: Sequence[str] = (),
    totals: Sequence[str] = (),
) -> Figures:
    """Make a report of one table, a cell in each line. Shares are pairs of part and whole."""
    cells = {
        name: Cell(id=name, count=count, secrecy=Secrecy.BY_TEAM if name in by_team else Secrecy.ORDINARY)
        for name, count in counts.items()
    }
    lines = tuple(
        Line(key=name, label=name, cells=(cell,), is_total=name in totals) for name, cell in cells.items()
    )
    table = CountTable(
        key="t", title="Tabelle", definition="", first_column="", columns=("Anzahl",), lines=lines
    )
    rates = tuple(
        Share(
            key=f"{part}/{whole}",
            label="Anteil",
            definition="",
            part=cells[part],
            whole=cells[whole],
            percent=round(100 * counts[part] / counts[whole], 1) if counts[whole] else None,
        )
        for part, whole in shares
    )
    return Figures(
        year=2026,
        definitions="1",
        chapters=(Chapter(key="k", title="Kapitel", tables=(table,), shares=rates),),
        relations=tuple(Relation(total=total, parts=tuple(parts)) for total, parts in sums),
    )


def two_way(rows: Sequence[Sequence[int]]) -> Figures:
    """Make a table with sums at its right and its foot: r0c0, …, r0 (line), c0 (column), all."""
    height, width = range(len(rows)), range(len(rows[0]))
    counts = {f"r{row}c{column}": rows[row][column] for row in height for column in width}
    counts |= {f"r{row}": sum(rows[row]) for row in height}
    counts |= {f"c{column}": sum(rows[row][column] for row in height) for column in width}
    counts["all"] = sum(sum(row) for row in rows)
    sums = [(f"r{row}", [f"r{row}c{column}" for column in width]) for row in height]
    sums += [(f"c{column}", [f"r{row}c{column}" for row in height]) for column in width]
    sums += [("all", [f"r{row}" for row in height]), ("all", [f"c{column}" for column in width])]
    return report(counts, sums, totals=("all",))


def counted(
    cases: Sequence[Sequence[int]], values: Sequence[int], *, crossed: bool = False, teams: bool = False
) -> Figures:
    """Count invented cases by each of their features: tables linked by the year's total.

    ``crossed``: also the first feature by the second. ``teams``: the last feature is secret as teams are.
    The cases with the first feature's value 0 are counted once more by the second: a cell is a total too.
    """
    counts = {"all": len(cases)}
    sums: list[tuple[str, list[str]]] = []
    for feature, span in enumerate(values):
        names = [f"f{feature}={value}" for value in range(span)]
        counts |= {name: sum(case[feature] == at for case in cases) for at, name in enumerate(names)}
        sums.append(("all", names))
    pairs = [(one, two) for one in range(values[0]) for two in range(values[1])]
    if not crossed:
        pairs = [(one, two) for one, two in pairs if one == 0]
    counts |= {f"x{one}{two}": sum(case[0] == one and case[1] == two for case in cases) for one, two in pairs}
    sums += [
        (f"f0={one}", [f"x{one}{two}" for two in range(values[1])])
        for one in sorted({one for one, _ in pairs})
    ]
    if crossed:
        sums += [(f"f1={two}", [f"x{one}{two}" for one in range(values[0])]) for two in range(values[1])]
    secret = [f"f{len(values) - 1}={value}" for value in range(values[-1])] if teams else []
    return report(counts, sums, shares=[("f0=0", "all"), ("x00", "f0=0")], by_team=secret, totals=("all",))
