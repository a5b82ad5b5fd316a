"""Whoever knows all that is published finds at least two numbers possible in every cell that is hidden."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from procedure.statistics.figures import Cell, Figures, Secrecy, Sign
from procedure.statistics.suppression import protected
from procedure.statistics.suppression_veil import Veil
from procedure.statistics.template import Thresholds
from tests.properties.statistics.suppression_attackers import (
    Knowledge,
    computed_by_elimination,
    computed_by_product,
    computed_by_programming,
    computed_by_trying,
    read,
)
from tests.properties.statistics.suppression_samples import counted, report, two_way

USUAL = Thresholds()
COUNTS = st.sampled_from((0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 12))


def cells(figures: Figures) -> dict[str, Cell]:
    return {line.cells[0].id: line.cells[0] for line in figures.chapters[0].tables[0].lines}


def limit(cell: Cell, thresholds: Thresholds) -> int:
    return thresholds.by_team if cell.secrecy is Secrecy.BY_TEAM else thresholds.ordinary


def told(before: Figures, after: Figures, thresholds: Thresholds = USUAL) -> Knowledge:
    """Give the attacker what is published, and tell him besides which „•“ stand for no small number."""
    true = cells(before)
    least = {
        name: limit(cell, thresholds)
        for name, cell in true.items()
        if cell.count is not None and cell.count >= limit(cell, thresholds)
    }
    most = 2 * max(cell.count or 0 for cell in true.values()) + 10
    return read(after, thresholds, most=most, least=least)


def hiding(before: Figures, hidden: AbstractSet[str]) -> Figures:
    """Hide these cells and no others."""
    signs = {
        name: Sign.SMALL if 0 < (cell.count or 0) < 3 else Sign.COMPLEMENT
        for name, cell in cells(before).items()
        if name in hidden and cell.count
    }
    veil = Veil(signs=signs, secrecy={}, thresholds=USUAL)
    return replace(before, chapters=tuple(veil.chapter(chapter) for chapter in before.chapters))


def holds(before: Figures, thresholds: Thresholds = USUAL) -> None:
    after = protected(before, thresholds)
    old, new = cells(before), cells(after)
    for name, cell in old.items():
        assert cell.count is not None
        if 0 < cell.count < limit(cell, thresholds):
            assert new[name].count is None
        if cell.count == 0:
            assert new[name].count == 0
        assert new[name].count in (None, cell.count)
        if new[name].sign is Sign.SMALL:
            assert 0 < cell.count < limit(cell, thresholds)
    if all(cell.count == 0 or (cell.count or 0) >= limit(cell, thresholds) for cell in old.values()):
        assert old == new
    mind = told(before, after, thresholds)
    assert not computed_by_trying(mind)
    assert not computed_by_elimination(mind)


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_a_list_and_its_total(counts: list[int]) -> None:
    names = [f"c{index}" for index in range(len(counts))]
    holds(
        report(
            {**dict(zip(names, counts, strict=True)), "all": sum(counts)}, [("all", names)], totals=("all",)
        )
    )


@settings(max_examples=35, deadline=None)
@given(st.integers(2, 4).flatmap(lambda width: st.lists(
    st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=4)))  # fmt: skip
def test_a_table_with_sums_of_lines_and_columns(rows: list[list[int]]) -> None:
    holds(two_way(rows))


def cases(values: tuple[int, ...], most: int) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """Invent cases with so many values of each feature, the first ones oftener."""
    one = st.tuples(*(st.sampled_from([0] * 3 + list(range(span))) for span in values))
    return st.lists(one, max_size=most)


@settings(max_examples=35, deadline=None)
@given(cases((3, 3, 4), 40))
def test_tables_linked_by_a_total_and_a_cell_that_is_a_total_itself(drawn: list[tuple[int, ...]]) -> None:
    holds(counted(drawn, (3, 3, 4)))


@settings(max_examples=35, deadline=None)
@given(cases((3, 3, 3), 40))
def test_crossed_tables_linked_with_teams_that_take_five(drawn: list[tuple[int, ...]]) -> None:
    holds(counted(drawn, (3, 3, 3), crossed=True, teams=True))


@settings(max_examples=40, deadline=None)
@given(cases((2, 2), 30), st.integers(1, 6), st.integers(1, 8))
def test_other_thresholds(drawn: list[tuple[int, ...]], ordinary: int, by_team: int) -> None:
    holds(counted(drawn, (2, 2), crossed=True, teams=True), Thresholds(ordinary=ordinary, by_team=by_team))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((0, 1, 2, 3, 4)), min_size=2, max_size=3), st.data())
def test_attackers_agree_on_what_can_be_computed(counts: list[int], data: st.DataObject) -> None:
    names = [f"c{index}" for index in range(len(counts))]
    before = report({**dict(zip(names, counts, strict=True)), "all": sum(counts)}, [("all", names)])
    hidden = data.draw(st.sets(st.sampled_from([*names, "all"])))
    mind = read(hiding(before, hidden), USUAL, most=14, least={})
    found = computed_by_trying(mind)
    assert found == computed_by_product(mind) == computed_by_programming(mind)
    assert computed_by_elimination(mind) <= found
