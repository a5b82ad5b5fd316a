"""A whole year as it is counted, protected, and attacked by a reader who solves all its sums together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random
from time import process_time

import pytest

from procedure.statistics.comparison import compared
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, Figures, Secrecy, Sign
from procedure.statistics.suppression import protected
from procedure.statistics.template import Thresholds
from tests.properties.statistics.suppression_attackers import (
    Knowledge,
    computed_by_elimination,
    computed_by_programming,
    read,
)
from tests.properties.statistics.suppression_samples import two_way
from tests.support.some_facts import RandomFacts, a_year, cells_of

USUAL = Thresholds()
SECONDS = 8
"""Of computing, however busy the machine is."""


def facts(size: int) -> Sequence[CaseFacts]:
    return RandomFacts(size).many(size)


def numbers(figures: Figures) -> dict[str, int]:
    return {name: cell.count for name, cell in cells_of(figures).items() if cell.count is not None}


def limit(cell: Cell) -> int:
    return USUAL.by_team if cell.secrecy is Secrecy.BY_TEAM else USUAL.ordinary


def with_definitions(mind: Knowledge, names: Iterable[str]) -> Knowledge:
    """Tell the attacker what the definitions say: each of these numbers is no larger than the other."""
    pairs = [("abschluss/zugesagt", "zn/mit"), ("abschluss/verspaetet_mit", "zn/mit")]
    for name in names:
        if name.startswith("anliegen/"):
            pairs.append((name, "eingaenge"))
        if name.startswith("ergebnis_je_art/"):
            result = name.rpartition("/")[2]
            pairs.append((name, "stand/ohne_ergebnis" if result == "_ohne" else f"ergebnis/{result}"))
    hidden, sums = dict(mind.hidden), list(mind.sums)
    for part, whole in pairs:
        hidden[f"{part} < {whole}"] = (0, 1_000)
        sums.append((whole, (part, f"{part} < {whole}")))
    return replace(mind, hidden=hidden, sums=sums)


@pytest.mark.parametrize("size", [12, 20, 60, 180])
def test_nothing_hidden_in_a_year_can_be_computed(size: int) -> None:
    before = a_year(*facts(size))
    true = numbers(before)
    started = process_time()
    after = protected(before, USUAL)
    took = process_time() - started

    found = cells_of(after)
    assert sum(cell.sign is Sign.SMALL for cell in found.values()) > 20
    assert all(found[name].count is None for name, count in true.items() if 0 < count < limit(found[name]))
    assert all(found[name].count == 0 for name, count in true.items() if not count)
    told = {name: limit(cell) for name, cell in found.items() if true[name] >= limit(cell)}
    mind = read(after, USUAL, most=2 * max(true.values()) + 10, least=told)
    assert not computed_by_elimination(mind)
    assert not computed_by_programming(with_definitions(mind, true), mind.hidden)
    assert took < SECONDS


def test_the_total_of_an_ordinary_year_is_shown() -> None:
    for size in (60, 180):
        assert cells_of(protected(a_year(*facts(size)), USUAL))["eingaenge"].count


def test_nothing_of_a_large_year_is_hidden_if_nothing_is_small() -> None:
    before = a_year(*facts(3_000))

    assert not [name for name, cell in cells_of(before).items() if 0 < (cell.count or 0) < limit(cell)]
    assert cells_of(protected(before, USUAL)) == cells_of(before)


def test_two_years_beside_each_other_tell_no_more_than_each_by_itself() -> None:
    cases = facts(180)
    this = protected(a_year(*cases), USUAL)
    last = protected(a_year(*cases, year=2025), USUAL)
    both = compared(this, last, rates=USUAL.rates)

    (chapter,) = (chapter for chapter in both.chapters if chapter.key == "vorjahr")
    assert chapter.shares
    for share in chapter.shares:
        if share.part.count is None or share.whole.count is None:
            assert share.percent is None
    now, then = cells_of(this), cells_of(last)
    for name, cell in cells_of(both).items():
        earlier = name.removeprefix("vorjahr/")
        if name == earlier:
            assert cell.count == now[name].count
        elif cell.count:
            assert cell.count == then[earlier].count


def test_nine_hundred_cells_of_which_most_are_small_take_seconds() -> None:
    draw = Random(1)  # noqa: S311 - nothing secret
    before = two_way([[draw.choice((0, 1, 1, 2, 2, 3, 4, 5)) for _ in range(20)] for _ in range(42)])
    started = process_time()
    after = protected(before, Thresholds(ordinary=5))
    took = process_time() - started

    mind = read(after, Thresholds(ordinary=5), most=1_000, least={})
    assert len(mind.hidden) > 500
    assert not computed_by_elimination(mind)
    assert took < SECONDS
