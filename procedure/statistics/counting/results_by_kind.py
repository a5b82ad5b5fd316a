"""Results by kind of concern, with every sum by which cases and mentions hang together (R8, A32)."""

from collections import Counter

from procedure.statistics.counting.counted import TOTAL, Counted, is_closed
from procedure.statistics.counting.parts import Part, line, sum_of
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, CountTable, Line

_NONE = "_ohne"


def mentions_by_kind(year: Counted) -> tuple[list[Cell], Cell]:
    """Return the mentions of each kind, and all of them."""
    counts = year.mentions()
    cells = [Cell(id=f"anliegen/{key}", count=counts[key]) for key, _ in year.concerns.lines]
    return cells, Cell(id="nennungen", count=counts.total())


def further(year: Counted) -> Cell:
    """Return how many mentions there are beyond one for each reaction."""
    return Cell(id="nennungen/_weitere", count=year.mentions().total() - len(year.received))


def results_by_kind(year: Counted) -> Part:
    """Cross kinds with results; the last lines lead from mentions back to reactions."""
    results = [*year.outcomes.lines, (_NONE, "ohne Ergebnis")]
    cross: Counter[tuple[str, str]] = Counter()
    cases: Counter[str] = Counter()
    for case in year.received:
        result = _result(year, case)
        cases[result] += 1
        cross.update((kind, result) for kind in year.concern_keys(case))
    by_kind, mentions = mentions_by_kind(year)
    lines, relations, columns = [], [], []
    for (kind, label), total in zip(year.concerns.lines, by_kind, strict=True):
        row = [
            Cell(id=f"ergebnis_je_art/{kind}/{result}", count=cross[kind, result]) for result, _ in results
        ]
        lines.append(line(label, *row, total))
        relations.append(sum_of(total, row))
        columns.append(row)
    sums = [
        Cell(id=f"nennungen/ergebnis/{key}", count=sum(row[at].count or 0 for row in columns))
        for at, (key, _) in enumerate(results)
    ]
    more = [
        Cell(id=f"nennungen/_weitere/{key}", count=(every.count or 0) - cases[key])
        for every, (key, _) in zip(sums, results, strict=True)
    ]
    reactions = [Cell(id=_reactions_id(key), count=cases[key]) for key, _ in results]
    lines += [
        line("Nennungen insgesamt", *sums, mentions, is_total=True),
        line("weitere Nennungen", *more, further(year)),
        line(TOTAL, *reactions, year.total, is_total=True),
    ]
    relations += [sum_of(total, [row[at] for row in columns]) for at, total in enumerate(sums)]
    relations += [sum_of(every, pair) for every, *pair in zip(sums, reactions, more, strict=True)]
    relations += [
        sum_of(mentions, by_kind),
        sum_of(mentions, sums),
        sum_of(mentions, (year.total, further(year))),
        sum_of(further(year), more),
        sum_of(year.total, reactions),
    ]
    return Part(tables=(_table(results, lines),), relations=tuple(relations))


def _result(year: Counted, case: CaseFacts) -> str:
    return year.outcomes.key(case.outcome) if is_closed(case) else _NONE


def _reactions_id(key: str) -> str:
    return "stand/ohne_ergebnis" if key == _NONE else f"ergebnis/{key}"


def _table(results: list[tuple[str, str]], lines: list[Line]) -> CountTable:
    return CountTable(
        key="ergebnis_je_art",
        title="Ergebnis je Anliegensart",
        definition=(
            "Ergebnis am Stichtag. Eine Kundenreaktion mit mehreren Arten steht in jeder ihrer Zeilen. Die"
            " Zeile „weitere Nennungen“ nennt, um wie viel die Nennungen die Kundenreaktionen übersteigen."
        ),
        first_column="Anliegensart",
        columns=(*(label for _, label in results), "insgesamt"),
        lines=tuple(lines),
    )
