"""A table of figures as a chart of Teams, with the same numbers in words where no chart is drawn."""

from collections.abc import Iterator, Sequence

from cards.charts import Chart, HorizontalBarChart, Point, VerticalBarChart
from cards.elements import Block, Container
from cards.figure_words import count_words, shown_lines
from cards.layout import facts, small, text
from procedure.statistics import figures
from procedure.statistics.figures import Cell, CountTable, Figures, Line, Share
from procedure.statistics.template import Thresholds

_MONTH = 3
"""Letters of a month below a bar."""
_COLOUR = "categoricalBlue"
"""One for all bars: of those that Teams chooses, some are too pale to be seen on white (WCAG 1.4.11)."""


def chart_blocks(table: CountTable, thresholds: Thresholds, *, title: str = "") -> list[Block]:
    """Draw the first column of a table; what has no number is named below, because no bar can show it."""
    lines = shown_lines(table)
    drawn = [line for line in lines if _number(line.cells[0]) is not None]
    title = title or table.title
    if not any(_number(line.cells[0]) for line in drawn):
        return _as_words(table, thresholds, title)
    below = ", ".join(
        f"{line.label} ({count_words(line.cells[0], thresholds)})" for line in lines if line not in drawn
    )
    fallback = Container(spacing="medium", items=_as_words(table, thresholds, title))
    return [
        _chart(table, drawn, title, fallback),
        # Stands beside the words in place of the chart as well: no harm.
        *([small(f"Ohne Balken: {below}.")] if below else []),
    ]


def numbers_of(table: CountTable, thresholds: Thresholds) -> list[Block]:
    """List the first column of a table, totals too: „24  Dienstaufsichtsbeschwerde“.

    The number stands first, because the left column is narrow: a long word would break there.
    """
    return facts((count_words(line.cells[0], thresholds), line.label) for line in table.lines)


def table_in(figures_of_year: Figures, key: str) -> CountTable | None:
    """Find a table by its key."""
    return next((each for each in _tables(figures_of_year) if each.key == key), None)


def cells_in(tables: Sequence[CountTable], shares: Sequence[Share] = ()) -> list[Cell]:
    """Return what a card shows of tables, which is their first cells, and of shares."""
    of_shares = [cell for share in shares for cell in (share.part, share.whole)]
    return [*of_shares, *(line.cells[0] for table in tables for line in table.lines)]


def _tables(figures_of_year: Figures) -> Iterator[CountTable]:
    return (table for chapter in figures_of_year.chapters for table in chapter.tables)


def _as_words(table: CountTable, thresholds: Thresholds, title: str) -> list[Block]:
    return [text(title, bold=True, spacing="medium"), *numbers_of(table, thresholds)]


def _chart(table: CountTable, lines: Sequence[Line], title: str, fallback: Container) -> Chart:
    if table.chart is figures.Chart.COLUMNS:
        return VerticalBarChart(
            title=title,
            x_axis_title=table.first_column,
            y_axis_title=table.columns[0],
            spacing="medium",
            color=_COLOUR,
            data=[Point(x=line.label[:_MONTH], y=_number(line.cells[0])) for line in lines],
            fallback=fallback,
        )
    return HorizontalBarChart(
        title=title,
        x_axis_title=table.columns[0],
        y_axis_title=table.first_column,
        display_mode="AbsoluteWithAxis",
        spacing="medium",
        color=_COLOUR,
        data=[Point(x=line.label, y=_number(line.cells[0])) for line in lines],
        fallback=fallback,
    )


def _number(cell: Cell) -> int | None:
    return cell.count if cell.sign is None else None
