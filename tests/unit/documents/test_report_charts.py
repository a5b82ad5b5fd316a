"""The pictures of charts: nothing hidden is drawn, nothing of the machine is told."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from documents.charts import chart_pictures
from procedure.statistics.figures import Chart, CountTable, Sign
from tests.support.reports import a_table, sample_view

VIEW = sample_view()
ROWS = (("Team $A$", (12,)), ("Team B", (Sign.SMALL,)), ("Team C", (0,)), ("Gesamt", (14,)))


def ink(picture: bytes, color: tuple[int, int, int] = (0x1F, 0x4E, 0x79)) -> int:
    """Count the dots of one colour."""
    with Image.open(BytesIO(picture)) as image:
        dots = image.convert("RGB").getcolors(maxcolors=1 << 16) or []
    return {shade: count for count, shade in dots}.get(color, 0)


def with_hidden(table: CountTable, count: int | None) -> CountTable:
    cell = replace(table.lines[1].cells[0], count=count)
    return replace(table, lines=(table.lines[0], replace(table.lines[1], cells=(cell,)), *table.lines[2:]))


@pytest.mark.parametrize("chart", [Chart.BARS, Chart.COLUMNS])
def test_a_hidden_number_changes_no_dot(chart: Chart) -> None:
    table = a_table("a", "Titel", "Team", ROWS, chart=chart)

    [without] = chart_pictures(with_hidden(table, None), VIEW)
    [planted] = chart_pictures(with_hidden(table, 9), VIEW)

    assert planted == without


@pytest.mark.parametrize("chart", [Chart.BARS, Chart.COLUMNS])
def test_sums_are_not_drawn_beside_their_parts(chart: Chart) -> None:
    table = a_table("a", "Titel", "Team", ROWS, chart=chart)

    assert chart_pictures(table, VIEW) == chart_pictures(replace(table, lines=table.lines[:3]), VIEW)


def test_bars_are_as_long_as_their_numbers() -> None:
    [picture] = chart_pictures(a_table("a", "T", "Art", (("a", (100,)), ("b", (0,)))), VIEW)
    [twice] = chart_pictures(a_table("a", "T", "Art", (("a", (100,)), ("b", (100,)))), VIEW)

    assert 1.95 < ink(twice) / ink(picture) < 2.05


def test_a_table_without_chart_or_lines_has_no_picture() -> None:
    assert chart_pictures(a_table("a", "T", "Art", ROWS, chart=Chart.NONE), VIEW) == ()
    assert chart_pictures(a_table("a", "T", "Art", ()), VIEW) == ()
    assert chart_pictures(a_table("a", "T", "Art", ROWS[3:]), VIEW) == ()


def test_pictures_tell_neither_when_nor_with_what_they_were_made() -> None:
    [picture] = chart_pictures(a_table("a", "T", "Art", ROWS), VIEW)

    assert not re.search(rb"tEXt|iTXt|zTXt|tIME|atplotlib", picture)


def test_long_names_fit_and_many_lines_go_on_in_a_further_picture() -> None:
    name = "Ein Team mit einem Namen, der länger ist als alles, was auf ein Blatt passt, und noch länger"
    pictures = chart_pictures(a_table("a", "T", "Team", [(name, (5,))] * 40), VIEW)

    sizes = [Image.open(BytesIO(picture)).size for picture in pictures]
    assert [width for width, _ in sizes] == [1299, 1299]
    assert sizes[0][1] > sizes[1][1]
    # Nothing is cut off at the left: the margin is white.
    with Image.open(BytesIO(pictures[0])) as image:
        assert image.convert("L").crop((0, 0, 4, image.height)).getextrema() == (255, 255)
