"""What holds of the figures of every year, whatever its cases and its template (GA VIII, R46, R47)."""

from collections import Counter
from dataclasses import replace
from datetime import date
from enum import StrEnum
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedure.statistics.figures import Cell, CountTable, Figures, Secrecy
from procedure.statistics.template import CHAPTERS, Category, ReportTemplate
from procedure.vocabulary import Cause, Channel, ConcernKind, Origin, Outcome
from tests.support.some_facts import RandomFacts, a_year, cells_of, counts_of

SEEDS = st.integers(min_value=0, max_value=10**9)
VOCABULARIES: dict[str, type[StrEnum]] = {
    "channels": Channel,
    "origins": Origin,
    "concerns": ConcernKind,
    "outcomes": Outcome,
    "causes": Cause,
}


@st.composite
def templates(draw: st.DrawFn) -> ReportTemplate:
    """Draw a template: some words under some headings, some under none; some chapters in some order."""
    categories = {}
    for name, vocabulary in VOCABULARIES.items():
        places = draw(
            st.fixed_dictionaries({word.value: st.integers(min_value=0, max_value=3) for word in vocabulary})
        )
        categories[name] = tuple(
            Category(key=f"zeile{at}", label=f"Zeile {at}", words=tuple(w for w in places if places[w] == at))
            for at in range(1, draw(st.integers(min_value=1, max_value=4)))
        )
    chapters = draw(st.permutations(CHAPTERS))[: draw(st.integers(min_value=1, max_value=14))]
    return ReportTemplate(
        version="zufall",
        chapters=tuple(chapters),
        key_month=draw(st.integers(min_value=1, max_value=12)),
        key_years_later=draw(st.integers(min_value=0, max_value=1)),
        key_day=28,
        **categories,  # type: ignore[arg-type]
    )


def a_random_year(seed: int, template: ReportTemplate, cases: int = 40) -> Figures:
    facts = RandomFacts(seed).many(cases)
    before = a_year(*RandomFacts(seed + 1).many(cases), year=2025, template=template)
    return a_year(*facts, template=template, previous=before)


def all_cells(figures: Figures) -> list[Cell]:
    return [
        *(cell for table in all_tables(figures) for line in table.lines for cell in line.cells),
        *(cell for each in figures.chapters for share in each.shares for cell in (share.part, share.whole)),
        *(duration.of for each in figures.chapters for duration in each.durations),
    ]


def all_tables(figures: Figures) -> list[CountTable]:
    return [table for chapter in figures.chapters for table in chapter.tables]


@settings(max_examples=40)
@given(seed=SEEDS, template=templates())
def test_one_quantity_has_one_id_one_number_and_one_secrecy(seed: int, template: ReportTemplate) -> None:
    known: dict[str, Cell] = {}
    for cell in all_cells(a_random_year(seed, template)):
        assert known.setdefault(cell.id, cell) == cell


@settings(max_examples=40)
@given(seed=SEEDS, template=templates())
def test_every_sum_that_is_named_holds_and_is_of_published_numbers(
    seed: int, template: ReportTemplate
) -> None:
    figures = a_random_year(seed, template)
    counts = counts_of(figures)
    for relation in figures.relations:
        assert counts[relation.total] == sum(counts[part] or 0 for part in relation.parts), relation


@settings(max_examples=40)
@given(seed=SEEDS, template=templates())
def test_every_column_of_lines_that_make_up_a_total_adds_up(seed: int, template: ReportTemplate) -> None:
    """No case is lost: what no category names stands in the line „Sonstige“."""
    figures = a_random_year(seed, template)
    named = {(relation.total, frozenset(relation.parts)) for relation in figures.relations}
    wanted = {"eingangsweg", "herkunft", "anliegen", "ergebnis", "ursachen", "monate", "pflicht", "teams"}
    for table in all_tables(figures):
        if table.key not in wanted:
            continue
        for at in range(len(table.columns)):
            *parts, total = [line.cells[at] for line in table.lines]
            assert total.count == sum(part.count or 0 for part in parts), table.key
            assert (total.id, frozenset(part.id for part in parts)) in named, table.key


@settings(max_examples=40)
@given(seed=SEEDS, template=templates())
def test_the_order_of_the_cases_does_not_matter(seed: int, template: ReportTemplate) -> None:
    facts = RandomFacts(seed).many(30)
    other = list(facts)
    Random(seed).shuffle(other)  # noqa: S311 - nothing secret
    assert a_year(*facts, template=template) == a_year(*other, template=template)


@settings(max_examples=40)
@given(seed=SEEDS, days=st.integers(min_value=1, max_value=400))
def test_what_happens_after_the_stichtag_changes_no_number(seed: int, days: int) -> None:
    key = date(2026, 12, 31)
    facts = RandomFacts(seed).many(30)
    going_on = [
        replace(case, closed_on=date.fromordinal(key.toordinal() + days), outcome=Outcome.FOUNDED)
        if case.closed_on is None and case.ended_on is None
        else case
        for case in facts
    ]
    assert counts_of(a_year(*facts)) == counts_of(a_year(*going_on))


@settings(max_examples=40)
@given(seed=SEEDS)
def test_figures_of_a_team_are_marked_as_such_and_cross_no_kind_and_no_month(seed: int) -> None:
    cells = cells_of(a_random_year(seed, ReportTemplate(version="alles")))
    by_team = {name for name, cell in cells.items() if cell.secrecy is Secrecy.BY_TEAM}
    names = ("leistung-a", "markt", "aufgeloest", "_mehrere", "_keins")
    allowed = {f"team/{name}{part}" for name in names for part in ("", "/q1", "/q2", "/q3", "/q4")}
    assert by_team == {name for name in cells if name in allowed} - {"team/_mehrere", "team/_keins"}
    assert {name for name in cells if "team/" in name} <= {
        *allowed,
        "team/_ein",
        "feder/team",
        "vorjahr/feder/team",
    }


@pytest.mark.parametrize("cases", [0, 60])
def test_chapters_stand_in_the_order_of_the_template_and_each_table_has_a_definition(cases: int) -> None:
    figures = a_random_year(1, ReportTemplate(version="alles"), cases)
    assert tuple(chapter.key for chapter in figures.chapters) == CHAPTERS
    assert all(table.definition.endswith(".") for table in all_tables(figures))
    for chapter in figures.chapters:
        assert chapter.tables
        keys = Counter(table.key for table in chapter.tables)
        assert max(keys.values()) == 1
        for table in chapter.tables:
            assert all(len(line.cells) == len(table.columns) for line in table.lines)
            assert len({line.key for line in table.lines}) == len(table.lines)
