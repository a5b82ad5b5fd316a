"""The cards of a year's numbers: what is hidden has no bar, what is drawn stands there in words too."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cards.card_rules import parts_of
from cards.figure_words import count_words, decimal, duration_words, share_words
from cards.report import report_card
from cards.sample_figures import sample_figures
from cards.samples_report import DRAFT, QUARTERS, RELEASED, STATISTICS
from cards.statistics import statistics_card, teams_card
from casework.views_report import MeasureState, TextView
from procedure.statistics.figures import Cell, CountTable, Duration, Line, Secrecy, Share, Sign
from procedure.statistics.template import Thresholds
from tests.unit.cards.reading import Card, words

NOW = STATISTICS.counted_at
YEAR = statistics_card(STATISTICS, now=NOW)
USUAL = Thresholds()


def charts(card: Card) -> list[Card]:
    return [part for part in parts_of(card["body"]) if part["type"].startswith("Chart.")]


def a_cell(count: int | None, sign: Sign | None = None, secrecy: Secrecy = Secrecy.ORDINARY) -> Cell:
    return Cell(id="x", count=count, sign=sign, secrecy=secrecy)


def titles(card: Card) -> list[str]:
    return [action["title"] for action in card["actions"]]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (a_cell(1204), "1.204"),
        (a_cell(0), "0"),
        (a_cell(None, Sign.SMALL), "< 3"),
        (a_cell(None, Sign.SMALL, Secrecy.BY_TEAM), "< 5"),
        (a_cell(None, Sign.COMPLEMENT), "•"),
        (a_cell(None), "–"),
        (a_cell(2, Sign.SMALL), "< 3"),
    ],
)
def test_a_sign_stands_in_the_place_of_a_number_whatever_the_cell_holds(cell: Cell, written: str) -> None:
    assert count_words(cell, USUAL) == written


def test_a_share_of_something_hidden_has_no_percentage() -> None:
    share = Share(key="s", label="s", definition="", part=a_cell(9), whole=a_cell(12), percent=75.0)
    assert share_words(share, USUAL) == "75 % (9 von 12)"
    assert share_words(replace(share, sign=Sign.TOO_FEW), USUAL) == "9 von 12"
    assert share_words(replace(share, part=a_cell(None, Sign.SMALL)), USUAL) == "< 3 von 12"
    assert share_words(replace(share, whole=a_cell(None, Sign.COMPLEMENT)), USUAL) == "9 von •"


def test_times_are_in_days_and_not_told_of_too_few() -> None:
    time = Duration(key="d", label="d", definition="", of=a_cell(12), median=1, ninth_decile=16)
    assert duration_words(time) == "Median 1 Tag, neun von zehn in 16 Tagen"
    assert duration_words(replace(time, sign=Sign.TOO_FEW)) == "zu wenige Vorgänge"
    assert decimal(1234.5) == "1.234,5"


def test_what_is_hidden_has_no_bar_and_is_named_below() -> None:
    kinds = next(chart for chart in charts(YEAR) if chart["title"] == "Anliegensarten")
    assert {"Petition", "Fachaufsichtsbeschwerde"}.isdisjoint(point["x"] for point in kinds["data"])
    assert "Ohne Balken: Petition (< 3), Fachaufsichtsbeschwerde (•)." in words(YEAR)
    assert "„< 3“ heißt: 1 bis 2." in words(YEAR)


def test_every_chart_has_the_same_numbers_in_its_place_and_once_more_in_words() -> None:
    assert next(chart["title"] for chart in charts(YEAR)) == "Eingänge je Monat"
    assert len(charts(YEAR)) == 6
    unfolded = next(p for p in parts_of(YEAR["body"]) if p["type"] == "Action.ShowCard")
    inside = [fact for part in parts_of(unfolded) for fact in part.get("facts", ())]
    for chart in charts(YEAR):
        facts = [fact for part in parts_of(chart["fallback"]) for fact in part.get("facts", ())]
        by_label = {fact["value"]: fact["title"] for fact in facts}
        labels = [label for label in by_label if label.startswith(tuple(p["x"] for p in chart["data"]))]
        assert len(labels) == len(chart["data"])
        assert all(any(char.isdigit() or char == "•" for char in fact["title"]) for fact in facts)
        assert all(fact in inside for fact in facts)


def with_month(sign: Sign | None, count: int | None) -> Card:
    """Draw a year whose total and first share are signs."""

    def changed(table: CountTable) -> CountTable:
        if table.key != "monate":
            return table
        *months, total = table.lines
        return replace(table, lines=(*months, replace(total, cells=(a_cell(count, sign),))))

    figures = sample_figures()
    chapters = tuple(replace(c, tables=tuple(map(changed, c.tables))) for c in figures.chapters)
    return statistics_card(replace(STATISTICS, figures=replace(figures, chapters=chapters)), now=NOW)


@pytest.mark.parametrize(
    ("sign", "said"), [(Sign.SMALL, "weniger als 3"), (Sign.COMPLEMENT, "nicht genannt")]
)
def test_a_total_that_is_hidden_is_told_in_words_for_eye_and_ear(sign: Sign, said: str) -> None:
    card = with_month(sign, None)
    assert f"{said}\nKundenreaktionen\n" in words(card)
    assert f"Kundenreaktionen: {said}." in card["speak"]
    assert "•" not in card["speak"]


@pytest.mark.parametrize("card", [YEAR, report_card(DRAFT, now=NOW, may_release=True)])
def test_what_a_sign_means_is_told_once_and_before_the_first_chart(card: Card) -> None:
    text = words(card)
    assert text.count("„•“ heißt:") == 1
    assert text.index("„•“ heißt:") < text.index(": Februar")


def test_all_bars_have_one_colour_that_can_be_seen_on_white() -> None:
    assert {chart["color"] for chart in charts(YEAR)} == {"categoricalBlue"}


def test_of_today_it_says_today_of_another_day_which() -> None:
    assert "Stand: heute 14:05 Uhr." in words(YEAR)
    later = statistics_card(STATISTICS, now=NOW + timedelta(days=1))
    assert "Stand: Donnerstag, 19. November 2026, 14:05 Uhr." in words(later)


def test_a_template_with_very_many_lines_still_gives_a_card_with_the_first_charts() -> None:
    def long(table: CountTable) -> CountTable:
        more = [Line(key=f"{n}", label=f"Besondere Anliegensart {n}", cells=(a_cell(n),)) for n in range(90)]
        return replace(table, lines=(*table.lines, *more)) if table.key == "anliegen" else table

    figures = sample_figures()
    chapters = tuple(replace(c, tables=tuple(map(long, c.tables))) for c in figures.chapters)
    card = statistics_card(replace(STATISTICS, figures=replace(figures, chapters=chapters)), now=NOW)
    assert [chart["title"] for chart in charts(card)] == ["Eingänge je Monat", "Eingangsweg"]


def test_teams_stand_in_quarters_that_are_over() -> None:
    text = words(teams_card(QUARTERS, now=NOW))
    assert "1. Qu.: 31 · 2. Qu.: 24 · 3. Qu.: 22" in text
    assert "„< 5“ heißt: 1 bis 4." in text
    none = words(teams_card(replace(QUARTERS, quarters=0, table=None), now=NOW))
    assert "noch kein Quartal vorbei" in none


def test_a_draft_says_what_is_missing_and_only_the_management_releases() -> None:
    mine = report_card(DRAFT, now=NOW, may_release=True)
    assert titles(mine) == ["Excel", "Word", "Kapitel bearbeiten", "Maßnahmen", "Freigeben"]
    assert titles(report_card(DRAFT, now=NOW, may_release=False)) == titles(mine)[:-1]
    assert "Nicht geschrieben: Ursachen, Ausblick.\n1 Maßnahme ohne Termin." in words(mine)
    assert "Der Stichtag kommt noch" in words(mine)
    whole = replace(
        DRAFT, texts=(), measures=tuple(replace(m, state=MeasureState.DONE) for m in DRAFT.measures)
    )
    assert "Es fehlt nichts." in words(report_card(whole, now=DRAFT.made_at, may_release=True))


def test_a_chapter_about_measures_is_not_missing_where_there_are_measures() -> None:
    empty = tuple(
        TextView(key=key, title=title, text="", version=0)
        for key, title in (("massnahmen", "Beschlossene Maßnahmen"), ("wirkung", "Wirkung"))
    )
    (measure,) = DRAFT.measures
    whole = replace(DRAFT, texts=empty, earlier_measures=(replace(measure, effect="Weniger Anrufe."),))
    said = {
        "": whole,
        "Nicht geschrieben: Beschlossene Maßnahmen.": replace(whole, measures=()),
        "Nicht geschrieben: Wirkung.": replace(whole, earlier_measures=(measure,)),
    }
    for sentence, view in said.items():
        text = words(report_card(view, now=NOW, may_release=True))
        assert [line for line in text.split("\n") if line.startswith("Nicht geschrieben")] == (
            [sentence] if sentence else []
        )


def test_a_draft_says_when_the_day_it_is_due_on_is_over_and_a_released_report_does_not() -> None:
    on = datetime(2027, 3, 31, 23, 0, tzinfo=NOW.tzinfo)
    due, over = "Vorzulegen bis: Mittwoch, 31. März 2027\n", "31. März 2027 (dieser Tag ist vorbei)"
    assert due in words(report_card(DRAFT, now=on, may_release=True))
    later = on + timedelta(days=1)
    assert over in words(report_card(DRAFT, now=later, may_release=True))
    assert due in words(report_card(RELEASED, now=later, may_release=True))
    newer = replace(DRAFT, released_version=1)
    assert due in words(report_card(newer, now=later, may_release=True))


def test_what_is_released_says_when_and_cannot_be_released_again() -> None:
    card = report_card(RELEASED, now=DRAFT.made_at, may_release=True)
    assert "Freigegeben am Donnerstag, 4. März 2027" in words(card)
    assert "Freigeben" not in titles(card)
    assert "Das fehlt noch" not in words(card)
