"""The attackers are worth something: each fault that a suppression could have is found by them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from procedure.statistics.figures import Figures, Relation, Sign
from procedure.statistics.suppression import protected
from procedure.statistics.suppression_veil import Veil
from procedure.statistics.template import Thresholds
from tests.properties.statistics.suppression_attackers import (
    Knowledge,
    computed_by_elimination,
    computed_by_programming,
    computed_by_trying,
    read,
)
from tests.properties.statistics.suppression_samples import report, two_way

USUAL = Thresholds()
TABLE = two_way([[20, 50, 10], [8, 1, 22], [17, 32, 40]])
LINKED = report(
    {"all": 40, "a": 9, "b": 31, "x": 1, "y": 39, "a1": 8, "a2": 1, "b1": 20, "b2": 11},
    [("all", ("a", "b")), ("all", ("x", "y")), ("a", ("a1", "a2")), ("b", ("b1", "b2"))],
    totals=("all",),
)


def attacked(figures: Figures) -> Knowledge:
    return read(figures, USUAL, most=120, least={})


def with_signs(figures: Figures, signs: Mapping[str, Sign]) -> Figures:
    veil = Veil(signs=signs, secrecy={}, thresholds=USUAL)
    return replace(figures, chapters=tuple(veil.chapter(chapter) for chapter in figures.chapters))


def knowing_only(figures: Figures, relations: tuple[Relation, ...]) -> Figures:
    """Protect as if there were no other sums than these."""
    return replace(protected(replace(figures, relations=relations), USUAL), relations=figures.relations)


def test_small_numbers_without_any_other() -> None:
    found = attacked(with_signs(TABLE, {"r1c1": Sign.SMALL}))

    assert computed_by_trying(found) == computed_by_elimination(found) == {"r1c1"}
    assert computed_by_programming(found) == {"r1c1"}


@pytest.mark.parametrize("direction", ["r", "c"])
def test_only_lines_or_only_columns_are_closed(direction: str) -> None:
    sums = tuple(each for each in TABLE.relations if each.total.startswith(direction) or each.total == "all")

    found = attacked(knowing_only(TABLE, sums))

    assert "r1c1" in computed_by_trying(found)
    assert computed_by_elimination(found)
    assert "r1c1" in computed_by_programming(found)


def test_each_table_is_closed_by_itself() -> None:
    """„x“ and „y“ are closed by hiding the total: „a“ and „b“ still say what it is."""
    signs = {"x": Sign.SMALL, "all": Sign.COMPLEMENT, "a1": Sign.COMPLEMENT, "a2": Sign.SMALL}

    found = attacked(with_signs(LINKED, signs))

    assert computed_by_trying(found) == computed_by_elimination(found) == {"x", "all"}


@pytest.mark.parametrize(
    ("counts", "signs"),
    [
        ((2, 2, 4), (Sign.SMALL, Sign.SMALL, None)),
        ((1, 1, 2), (Sign.SMALL, Sign.SMALL, Sign.SMALL)),
        ((1, 1, 2), (Sign.COMPLEMENT, Sign.COMPLEMENT, Sign.SMALL)),
    ],
    ids=str,
)
def test_what_the_signs_say_is_forgotten(counts: tuple[int, ...], signs: tuple[Sign | None, ...]) -> None:
    names = ("a", "b", "all")
    before = report(dict(zip(names, counts, strict=True)), [("all", ("a", "b"))])
    hidden = {name: sign for name, sign in zip(names, signs, strict=True) if sign}

    found = attacked(with_signs(before, hidden))

    assert computed_by_trying(found) == computed_by_programming(found) == set(hidden)
    assert not computed_by_elimination(found), "sums alone would not do"


def test_the_percentage_of_a_hidden_number_stays() -> None:
    before = report(
        {"all": 38, "a": 1, "b": 7, "c": 30},
        [("all", ("a", "b", "c"))],
        shares=(("a", "all"),),
        totals=("all",),
    )
    after = protected(before, USUAL)
    chapter = after.chapters[0]
    leaking = replace(chapter, shares=(replace(chapter.shares[0], percent=2.6, sign=None),))

    assert not computed_by_trying(attacked(after))
    assert computed_by_trying(attacked(replace(after, chapters=(leaking,)))) == {"a", "b"}


def test_that_a_part_is_no_more_than_its_whole_is_forgotten() -> None:
    before = report({"all": 1, "a": 1, "z": 1, "y": 20}, shares=(("a", "all"),))
    after = with_signs(before, {"a": Sign.SMALL})

    assert computed_by_trying(attacked(after)) == {"a"}
    assert not computed_by_trying(attacked(protected(before, USUAL)))


def test_the_same_number_is_hidden_in_one_place_and_shown_in_another() -> None:
    after = protected(LINKED, USUAL)
    copy = report({"copy": 1, "none": 0}, [("copy", ("x", "none"))])
    chapters = (*after.chapters, replace(copy.chapters[0], key="copy"))
    leaking = replace(after, chapters=chapters, relations=(*after.relations, *copy.relations))

    assert not computed_by_trying(attacked(after))
    assert "x" in computed_by_trying(attacked(leaking))


def test_none_of_these_faults_is_in_the_product() -> None:
    for before in (TABLE, LINKED):
        found = attacked(protected(before, USUAL))

        assert not computed_by_trying(found)
        assert not computed_by_elimination(found)
        assert not computed_by_programming(found)
