"""Which cells of a report are hidden, by hand (GA VIII): small ones, and what they could be computed from."""

from dataclasses import replace

import pytest

from procedure.statistics.figures import Cell, Chapter, Duration, Figures, Share, Sign
from procedure.statistics.suppression import protected
from procedure.statistics.suppression_signs import shown
from procedure.statistics.suppression_tables import Sums
from procedure.statistics.template import Thresholds
from tests.properties.statistics.suppression_samples import report, two_way

USUAL = Thresholds()


def seen(figures: Figures, thresholds: Thresholds = USUAL) -> dict[str, str]:
    """Protect a report, and read it."""
    table = protected(figures, thresholds).chapters[0].tables[0]
    return {line.key: shown(line.cells[0], thresholds) for line in table.lines}


def a_list(*counts: int, by_team: bool = False) -> Figures:
    names = [f"c{index}" for index in range(len(counts))]
    return report(
        {**dict(zip(names, counts, strict=True)), "all": sum(counts)},
        [("all", names)],
        totals=("all",),
        by_team=names if by_team else (),
    )


def grid(figures: Figures, height: int, width: int) -> list[str]:
    found = seen(figures)
    lines = [
        " ".join([*(found[f"r{row}c{column}"] for column in range(width)), found[f"r{row}"]])
        for row in range(height)
    ]
    return [*lines, " ".join([*(found[f"c{column}"] for column in range(width)), found["all"]])]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 10, 0), "3 10 0 13"),
        ((0, 0), "0 0 0"),
        ((1, 7, 30), "< 3 • 30 38"),
        ((2, 7, 0, 30), "< 3 • 0 30 39"),
        ((1, 2, 30), "< 3 < 3 30 33"),
        ((1, 0, 0), "< 3 0 0 < 3"),
        ((40, 1, 0), "• < 3 0 41"),
        ((1, 2, 0), "< 3 < 3 0 3"),
    ],
    ids=str,
)
def test_a_small_number_takes_the_smallest_other_one_of_its_list_with_it(
    counts: tuple[int, ...], expected: str
) -> None:
    assert " ".join(seen(a_list(*counts)).values()) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # All of them 1, since each is at least that: the total tells it, so the total goes.
        ((1, 1, 1), "< 3 < 3 < 3 •"),
        # The small total would tell that both are 1: it is shown more bluntly.
        ((1, 1), "< 3 < 3 •"),
        # Both 2, since neither is more: one is shown more bluntly, and the year's total stays.
        ((2, 2), "• < 3 4"),
    ],
)
def test_a_sign_does_not_tell_the_number_either(counts: tuple[int, ...], expected: str) -> None:
    assert " ".join(seen(a_list(*counts)).values()) == expected


def test_by_team_it_takes_five() -> None:
    assert " ".join(seen(a_list(4, 5, 9, by_team=True)).values()) == "< 5 • 9 18"
    assert " ".join(seen(a_list(5, 9, by_team=True)).values()) == "5 9 14"


def test_a_cell_is_as_secret_as_it_is_anywhere() -> None:
    figures = a_list(4, 20, 30)
    strict = a_list(4, 20, 30, by_team=True).chapters[0]
    both = replace(figures, chapters=(*figures.chapters, replace(strict, key="teams")))

    shielded = protected(both, USUAL)

    assert {
        shown(chapter.tables[0].lines[0].cells[0], USUAL) for chapter in shielded.chapters
    } == {"< 5"}  # fmt: skip


def test_lines_and_columns_are_closed_together_at_the_smallest_loss() -> None:
    assert grid(two_way([[20, 50, 10], [8, 1, 22], [17, 32, 40]]), 3, 3) == [
        "20 50 10 80",
        "• < 3 22 31",
        "• • 40 89",
        "45 83 72 200",
    ]


def test_zeros_stay_in_a_table_and_the_detour_goes_around_them() -> None:
    assert grid(two_way([[9, 0, 14], [1, 8, 20], [30, 40, 0]]), 3, 3) == [
        "• 0 • 23",
        "< 3 8 • 29",
        "30 40 0 70",
        "40 48 34 122",
    ]


def test_a_cell_that_is_the_total_of_another_table_is_closed_in_both() -> None:
    figures = report(
        {"all": 40, "a": 9, "b": 31, "a1": 8, "a2": 1, "b1": 20, "b2": 11},
        [("all", ("a", "b")), ("a", ("a1", "a2")), ("b", ("b1", "b2"))],
        totals=("all",),
    )

    assert seen(figures) == {"all": "40", "a": "9", "b": "31", "a1": "•", "a2": "< 3", "b1": "20", "b2": "11"}


def test_a_small_cell_that_is_a_total_too_takes_others_in_both_tables() -> None:
    figures = report(
        {"all": 40, "a": 2, "b": 31, "c": 7, "a1": 2, "a2": 0},
        [("all", ("a", "b", "c")), ("a", ("a1", "a2"))],
        totals=("all",),
    )

    assert seen(figures) == {"all": "40", "a": "< 3", "b": "31", "c": "•", "a1": "< 3", "a2": "0"}


def test_the_same_number_is_hidden_wherever_it_stands() -> None:
    figures = a_list(1, 7, 30)
    again = replace(figures.chapters[0], key="again")

    first, second = protected(replace(figures, chapters=(*figures.chapters, again)), USUAL).chapters

    assert first.tables == second.tables


def test_a_share_of_a_hidden_part_is_hidden() -> None:
    figures = report(
        {"all": 38, "a": 1, "b": 7, "c": 30},
        [("all", ("a", "b", "c"))],
        shares=(("a", "all"), ("b", "all"), ("c", "all")),
        totals=("all",),
    )

    shares = protected(figures, USUAL).chapters[0].shares

    assert [(share.percent, share.sign) for share in shares] == [
        (None, Sign.COMPLEMENT),
        (None, Sign.COMPLEMENT),
        (78.9, None),
    ]


@pytest.mark.parametrize(("count", "sign"), [(9, Sign.TOO_FEW), (10, None), (2, Sign.TOO_FEW)])
def test_a_time_stands_from_ten_cases_on(count: int, sign: Sign | None) -> None:
    duration = Duration(
        key="d", label="Dauer", definition="", of=Cell(id="n", count=count), median=7.5, ninth_decile=13.0
    )
    chapter = Chapter(key="k", title="Kapitel", durations=(duration,))

    (found,) = (
        protected(Figures(year=2026, definitions="1", chapters=(chapter,)), USUAL).chapters[0].durations
    )

    assert found.sign is sign
    assert (found.median, found.ninth_decile) == ((7.5, 13.0) if sign is None else (None, None))


def test_a_time_of_a_hidden_number_does_not_say_that_there_were_ten() -> None:
    figures = a_list(1, 12, 30)
    hidden = figures.chapters[0].tables[0].lines[1].cells[0]
    duration = Duration(key="d", label="Dauer", definition="", of=hidden, median=7.5, ninth_decile=13.0)
    chapter = replace(figures.chapters[0], durations=(duration,))

    (found,) = protected(replace(figures, chapters=(chapter,)), USUAL).chapters[0].durations

    assert (found.of.count, found.median, found.sign) == (None, None, Sign.COMPLEMENT)


def test_a_change_from_the_year_before_goes_with_the_hidden_number_of_this_year() -> None:
    figures = a_list(1, 12, 30)
    hidden, open_ = (figures.chapters[0].tables[0].lines[at].cells[0] for at in (1, 2))
    changes = tuple(
        Share(
            key=f"vorjahr/{now.id}",
            label="",
            definition="",
            part=now,
            whole=Cell(id=f"vorjahr/{now.id}", count=20),
            percent=percent,
        )
        for now, percent in ((hidden, -40.0), (open_, 50.0))
    )
    comparison = Chapter(key="vorjahr", title="Vorjahr", shares=changes)

    found = protected(replace(figures, chapters=(*figures.chapters, comparison)), USUAL).chapters[1].shares

    assert [share.whole.count for share in found] == [20, 20]
    assert [(share.part.count, share.percent) for share in found] == [(None, None), (30, 50.0)]


def test_what_the_year_before_did_not_show_stays_hidden() -> None:
    then = Cell(id="vorjahr/c", count=None, sign=Sign.SMALL)
    change = Share(key="v", label="", definition="", part=Cell(id="c", count=30), whole=then, percent=None)
    chapter = Chapter(key="vorjahr", title="Vorjahr", shares=(change,))

    (found,) = protected(Figures(year=2026, definitions="1", chapters=(chapter,)), USUAL).chapters[0].shares

    assert found.whole == then
    assert found.part.count == 30


def test_the_same_figures_get_the_same_signs() -> None:
    figures = two_way([[2, 5, 5, 5], [5, 1, 5, 5], [5, 5, 2, 5], [5, 5, 5, 5]])

    assert protected(figures, USUAL) == protected(figures, USUAL)


@pytest.mark.parametrize("answer", [None, {}, {"c0": 1}, {"c0": -5, "c1": 5}], ids=str)
def test_a_solver_that_fails_or_errs_costs_numbers_but_no_secret(
    monkeypatch: pytest.MonkeyPatch, answer: dict[str, int] | None
) -> None:
    monkeypatch.setattr(Sums, "cheapest", lambda *_: answer)

    assert " ".join(seen(a_list(2, 7, 30)).values()) == "• • • •"


def test_figures_that_contradict_themselves_are_refused() -> None:
    figures = a_list(3, 4)
    twice = replace(a_list(3, 4, 5).chapters[0], key="again")
    with pytest.raises(ValueError, match="two counts of all"):
        protected(replace(figures, chapters=(*figures.chapters, twice)), USUAL)
    with pytest.raises(ValueError, match="does not hold: all"):
        protected(report({"all": 8, "a": 3, "b": 4}, [("all", ("a", "b"))]), USUAL)
    with pytest.raises(ValueError, match="stand nowhere"):
        protected(report({"all": 7, "a": 3}, [("all", ("a", "b"))]), USUAL)
    with pytest.raises(ValueError, match="more than its whole: a"):
        protected(report({"all": 7, "a": 8}, shares=[("a", "all")]), USUAL)
