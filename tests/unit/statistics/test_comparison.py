"""This year beside the one before: only where both mean the same (GA VIII; procedure: Vorjahresvergleich)."""

from dataclasses import replace
from datetime import date
from typing import Any

from procedure.statistics.comparison import compared
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, Chapter, Figures, Share, Sign
from procedure.statistics.suppression import protected
from procedure.statistics.template import CHAPTERS, Category
from procedure.vocabulary import Channel
from tests.support.some_facts import TEMPLATE, RandomFacts, a_year, cells_of, counts_of, some_facts


def last_year(number: int, **other: Any) -> CaseFacts:  # noqa: ANN401 - any field
    return some_facts(number, received_on=date(2025, 5, 4), registered_on=date(2025, 5, 4), **other)


FOUR = [last_year(900 + at) for at in range(3)] + [last_year(903, channel=Channel.TELEPHONE)]
FIVE = [some_facts(at) for at in range(1, 6)]
BEFORE = a_year(*FOUR, year=2025)


def chapter(figures: Figures) -> Chapter:
    (found,) = [chapter for chapter in figures.chapters if chapter.key == "vorjahr"]
    return found


def share(figures: Figures, cell: str) -> Share:
    (found,) = [share for share in chapter(figures).shares if share.part.id == cell]
    return found


def test_both_numbers_stand_beside_each_other_with_the_change_in_percent() -> None:
    figures = a_year(*FIVE, previous=BEFORE)
    (table,) = [table for table in chapter(figures).tables if table.key == "vorjahr/eingangsweg"]
    assert table.columns == ("2026", "2025")
    numbers = [(line.label, *(cell.count for cell in line.cells)) for line in table.lines]
    assert numbers == [
        ("schriftlich", 5, 3),
        ("elektronisch", 0, 0),
        ("telefonisch", 0, 1),
        ("persönlich", 0, 0),
        ("Kundenreaktionen insgesamt", 5, 4),
    ]
    assert share(figures, "kanal/schriftlich").percent == 66.7
    assert share(figures, "kanal/telefonisch").percent == -100.0
    assert share(figures, "kanal/persoenlich").percent is None
    assert share(figures, "eingaenge").percent == 25.0


def test_the_sums_of_the_year_before_are_named_too() -> None:
    figures = a_year(*FIVE, previous=BEFORE)
    counts = counts_of(figures)
    sums = [each for each in figures.relations if each.total == "vorjahr/eingaenge"]
    assert any("vorjahr/kanal/schriftlich" in each.parts for each in sums)
    assert all(counts["vorjahr/eingaenge"] == sum(counts[p] or 0 for p in each.parts) for each in sums)


def test_teams_are_not_compared() -> None:
    assert not [name for name in cells_of(a_year(*FIVE, previous=BEFORE)) if name.startswith("vorjahr/team/")]


def test_without_a_year_before_a_sentence_says_so() -> None:
    note = ("Für 2025 liegen keine Zahlen vor. Deshalb gibt es keinen Vergleich.",)
    assert chapter(a_year(*FIVE)).notes == note
    assert chapter(a_year(*FIVE, previous=replace(BEFORE, year=2024))).notes == note
    assert chapter(a_year(*FIVE)).tables == ()


def test_other_definitions_are_not_compared_and_a_sentence_says_so() -> None:
    other = a_year(*FOUR, year=2025, template=replace(TEMPLATE, version="2025-1"))
    found = chapter(a_year(*FIVE, previous=other))
    assert (found.tables, found.shares) == ((), ())
    (note,) = found.notes
    assert note.startswith("2025 wurde nach anderen Definitionen gezählt als 2026. ")
    assert "2025-1" in note
    assert "2026-1" in note


def test_a_mapping_that_was_changed_without_a_new_version_is_another_definition() -> None:
    all_in_one = (Category(key="alle", label="Alle", words=tuple(Channel)),)
    for other in (
        replace(TEMPLATE, channels=all_in_one),
        replace(TEMPLATE, key_month=11),
        replace(TEMPLATE, key_years_later=1),
    ):
        assert a_year(template=other).definitions != BEFORE.definitions


def test_other_headings_alone_are_no_other_definition() -> None:
    assert (
        a_year(template=replace(TEMPLATE, titles={"eingaenge": "Zugänge"})).definitions == BEFORE.definitions
    )


def test_a_chapter_that_the_year_before_lacks_is_left_out_and_named() -> None:
    short = tuple(key for key in CHAPTERS if key != "herkunft")
    before = a_year(*FOUR, year=2025, template=replace(TEMPLATE, chapters=short))
    figures = a_year(*FIVE, previous=before)
    assert chapter(figures).notes == ("Im Bericht für 2025 fehlt das Kapitel „Herkunft“.",)
    assert "vorjahr/herkunft/direkt" not in cells_of(figures)


def test_a_template_without_the_chapter_gets_none() -> None:
    without = replace(TEMPLATE, chapters=("eingaenge",))
    figures = a_year(*FIVE, template=without, previous=BEFORE)
    assert [chapter.key for chapter in figures.chapters] == ["eingaenge"]


def test_what_is_hidden_in_either_year_is_hidden_here_with_its_change() -> None:
    facts = RandomFacts(5).many(40)
    before = protected(a_year(*facts, year=2025), TEMPLATE.thresholds)
    now = protected(a_year(*facts), TEMPLATE.thresholds)
    figures = compared(now, before, rates=10)
    old, new = cells_of(before), cells_of(now)
    hidden = 0
    for table in chapter(figures).tables:
        for line in table.lines:
            first, second = line.cells
            assert first == new[first.id]
            assert (second.count, second.sign) == (old[first.id].count, old[first.id].sign)
            change = share(figures, first.id)
            if first.count is None or second.count is None:
                hidden += 1
                assert (change.percent, change.sign) == (None, first.sign or second.sign)
    assert hidden > 5


def test_comparing_twice_is_comparing_once() -> None:
    once = a_year(*FIVE, previous=BEFORE)
    assert compared(once, BEFORE) == once


def test_a_change_from_less_than_ten_is_not_given_where_shares_need_ten() -> None:
    figures = compared(a_year(*FIVE), BEFORE, rates=10)
    assert share(figures, "eingaenge").sign is Sign.TOO_FEW
    assert share(figures, "eingaenge").percent is None


def test_figures_with_a_hidden_year_before_can_be_protected_again() -> None:
    before = protected(BEFORE, TEMPLATE.thresholds)
    shown = protected(a_year(*FIVE, previous=before), TEMPLATE.thresholds)
    old: dict[str, Cell] = cells_of(before)
    assert cells_of(shown)["vorjahr/kanal/telefonisch"].sign is old["kanal/telefonisch"].sign is Sign.SMALL
