"""Excel's own charts over the cells of a table; what is not shown in its cell has no bar and no number."""

from typing import Any, Final

from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.utility import xl_range_formula
from xlsxwriter.workbook import Workbook

from casework.letter_text import line
from casework.views_report import ReportView
from documents.report_words import chart_description, count_of, count_text, drawn_lines, is_drawn
from documents.sheet_formats import BLUE, GREY, INK, RULE, TYPEFACE
from procedure.statistics.figures import Chart, CountTable

WIDTH: Final = 560
"""Pixels: what is left beside a table of two columns of numbers."""
_ROW: Final = 20
_COLUMNS_HEIGHT: Final = 260
_BAR_HEIGHT: Final = 26
_AROUND: Final = 50


def rows_of(table: CountTable) -> int:
    """Return how many rows of the sheet the table's chart covers, with some air; 0: it has none."""
    return -(-_height(table) // _ROW) + 1 if is_drawn(table) else 0


def chart_of(book: Workbook, sheet: str, table: CountTable, first_row: int, view: ReportView) -> ExcelChart:
    """Make the chart of a table whose lines begin in a row of a sheet."""
    columns = table.chart is Chart.COLUMNS
    chart = book.add_chart({"type": "column" if columns else "bar"})
    chart.add_series(
        {
            "name": line(table.columns[0]),
            **_data(table, sheet, first_row),
            "fill": {"color": BLUE},
            "gap": 55,
            "data_labels": {
                "value": True,
                "num_format": "#,##0",
                "font": _font(INK),
                "custom": _labels(table, view),
            },
        }
    )
    kinds: dict[str, Any] = {
        "num_font": _font(INK),
        "line": {"color": RULE},
        "major_tick_mark": "none",
        "interval_unit": 1,
        # Bars begin at the bottom: reversed, they stand in the order of the lines.
        "reverse": not columns,
    }
    amounts: dict[str, Any] = {
        "visible": False,
        "min": 0,
        "major_gridlines": {"visible": False},
        "num_font": _font(GREY),
    }
    # XlsxWriter names the axes by where they lie, and bars lie down.
    chart.set_x_axis(kinds if columns else amounts)
    chart.set_y_axis(amounts if columns else kinds)
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": WIDTH, "height": _height(table)})
    return chart


def options(table: CountTable) -> dict[str, Any]:
    """Return how a chart is put into its sheet, with what it shows in words."""
    return {"description": chart_description(table), "object_position": 1, "x_offset": 12, "y_offset": 2}


def _drawn(table: CountTable) -> list[int]:
    return [place for place, each in enumerate(table.lines) if each.cells and not each.is_total]


def _height(table: CountTable) -> int:
    if table.chart is Chart.COLUMNS:
        return _COLUMNS_HEIGHT
    return _AROUND + _BAR_HEIGHT * len(_drawn(table))


def _labels(table: CountTable, view: ReportView) -> list[dict[str, Any] | None]:
    """Put the sign where a number is hidden: a bar of no length alone would look like none."""
    cells = [table.lines[place].cells[0] for place in _drawn(table)]
    return [
        {"value": count_text(cell, view), "font": _font(GREY)} if count_of(cell) is None else None
        for cell in cells
    ]


def _data(table: CountTable, sheet: str, first_row: int) -> dict[str, Any]:
    """Say which cells are drawn, and what they hold: programs that do not compute show that.

    Sums may stand between the lines, so it can be several ranges.
    """
    runs: list[list[int]] = []
    for row in (first_row + place for place in _drawn(table)):
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    lines = drawn_lines(table)
    return {
        "categories": _ranges(sheet, runs, 0),
        "categories_data": [line(each.label) for each in lines],
        "values": _ranges(sheet, runs, 1),
        # What is hidden is drawn like a text: as nothing.
        "values_data": [count_of(each.cells[0]) or 0 for each in lines],
    }


def _ranges(sheet: str, runs: list[list[int]], column: int) -> str:
    found = [xl_range_formula(sheet, rows[0], column, rows[-1], column) for rows in runs]
    joined = ",".join(each.removeprefix("=") for each in found)
    return f"=({joined})" if len(found) > 1 else f"={joined}"


def _font(color: str) -> dict[str, Any]:
    return {"name": TYPEFACE, "size": 9, "color": color}
