"""Every sum that a reader can compute is named: what the suppression does not know, it cannot guard.

Found without looking at the counting: whatever is a linear identity between published numbers holds in every
one of many random years. So the identities are the null space of their numbers, and its dimension is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from random import Random

import numpy as np
import pytest

from procedure.statistics.figures import Figures, Relation
from procedure.statistics.template import CHAPTERS
from tests.support.some_facts import TEMPLATE, RandomFacts, a_year, cells_of, counts_of

YEARS = 260
CASES = 40
SEED = 4


@pytest.fixture(scope="module")
def years() -> list[Figures]:
    """Draw years that have the same lines: each with a team that is known no more."""
    drawn = (a_year(*RandomFacts(seed).many(CASES)) for seed in range(YEARS))
    return [year for year in drawn if "team/aufgeloest" in cells_of(year)]


def test_every_identity_between_published_numbers_is_named(years: list[Figures]) -> None:
    names = sorted(cells_of(years[0]))
    numbers = np.array([[counts[name] for name in names] for counts in map(counts_of, years)])
    assert len(years) > len(names), "too few years to tell chance from rule"
    assert numbers.any(axis=0).all(), "a number that is always zero shows nothing"
    identities = len(names) - np.linalg.matrix_rank(numbers)
    assert rank(years[0].relations, names) == identities


def test_a_sum_that_were_forgotten_would_be_found(years: list[Figures]) -> None:
    names = sorted(cells_of(years[0]))
    whole = rank(years[0].relations, names)
    needed = [each for each in years[0].relations if each.total == "gespraech"]
    for relation in needed:
        others = [each for each in years[0].relations if each != relation]
        assert rank(others, names) == whole - 1


@pytest.mark.parametrize("seed", range(15))
def test_a_template_that_leaves_chapters_out_forgets_no_sum_either(seed: int) -> None:
    """Also none that runs over numbers in the chapters that are left out."""
    random = Random(seed)  # noqa: S311 - nothing secret
    chapters = tuple(random.sample(CHAPTERS, random.randrange(1, len(CHAPTERS))))
    facts = RandomFacts(SEED).many(CASES)
    short = a_year(*facts, template=replace(TEMPLATE, chapters=chapters))
    full = a_year(*facts)
    assert rank(short.relations, sorted(cells_of(short))) == implied(full, set(cells_of(short)))


def test_the_year_before_keeps_every_sum_of_the_numbers_that_are_shown_of_it() -> None:
    facts = RandomFacts(SEED).many(CASES)
    before = a_year(*facts, year=2025)
    year = a_year(*facts, previous=before)
    shown = {name.removeprefix("vorjahr/") for name in cells_of(year) if name.startswith("vorjahr/")}
    kept = [each for each in year.relations if each.total.startswith("vorjahr/")]
    assert rank(kept, sorted(cells_of(year))) == implied(before, shown)


def implied(full: Figures, shown: set[str]) -> int:
    """Count the identities among some numbers that follow from all relations of a year."""
    names = sorted(cells_of(full))
    hidden = [at for at, name in enumerate(names) if name not in shown]
    matrix = identities_of(full.relations, names)
    return int(np.linalg.matrix_rank(matrix) - np.linalg.matrix_rank(matrix[:, hidden]))


def rank(relations: Iterable[Relation], names: Sequence[str]) -> int:
    """Count the relations that do not follow from each other."""
    found = tuple(relations)
    return int(np.linalg.matrix_rank(identities_of(found, names))) if found else 0


def identities_of(relations: Iterable[Relation], names: Sequence[str]) -> "np.ndarray":
    place = {name: at for at, name in enumerate(names)}
    rows = []
    for relation in relations:
        row = [0] * len(names)
        for name, sign in chain([(relation.total, 1)], ((part, -1) for part in relation.parts)):
            row[place[name]] += sign
        rows.append(row)
    return np.array(rows)
