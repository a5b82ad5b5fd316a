"""One chapter of the yearly report on a sheet: tables, their charts, shares and times (GA VIII)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from casework.letter_text import line
from casework.views_report import ReportView
from documents import sheet_charts
from documents.report_words import (
    DURATIONS,
    SHARES,
    count_of,
    count_text,
    days_of,
    decimal,
    is_drawn,
    percent_of,
)
from documents.sheet_formats import NUMBER_COLUMNS, NUMBER_WIDTH, Formats, height_of
from procedure.statistics.figures import Cell, Chapter, CountTable, Duration, Line, Share

_NARROWEST: Final = 26
_WIDEST: Final = 46
_BESIDE: Final = 3
"""Up to so many columns of numbers, the chart stands beside its table, else below it."""
_MEANING: Final = "Definition"
_EMPTY: Final = "Dazu gibt es im Berichtsjahr keine Zeilen."


@dataclass(slots=True, kw_only=True)
class ChapterSheet:
    """A sheet that is being written from above to below; ``row`` is the next free one."""

    book: Workbook
    sheet: Worksheet
    formats: Formats
    view: ReportView
    label_width: float
    row: int

    def add(self, chapter: Chapter) -> None:
        """Write everything that the chapter has."""
        for note in chapter.notes:
            self._wide(line(note), self.formats.text)
        if chapter.notes:
            self.row += 1
        for table in chapter.tables:
            self._add_table(table)
        if chapter.shares:
            self._heading("Quoten")
            self._header((*SHARES, _MEANING))
            for share in chapter.shares:
                self._add_share(share)
            self.row += 1
        if chapter.durations:
            self._heading("Zeiten")
            self._header((*DURATIONS, _MEANING))
            for duration in chapter.durations:
                self._add_duration(duration)

    def _add_table(self, table: CountTable) -> None:
        self._heading(table.title)
        self._wide(line(table.definition), self.formats.definition)
        header = self.row
        self._header((table.first_column, *table.columns))
        first = self.row
        for each in table.lines:
            self._add_line(each)
        if not table.lines:
            self._wide(_EMPTY, self.formats.text)
        if is_drawn(table):
            beside = len(table.columns) <= _BESIDE
            top, column = (header, len(table.columns) + 1) if beside else (self.row + 1, 0)
            chart = sheet_charts.chart_of(self.book, self.sheet.get_name(), table, first, self.view)
            self.sheet.insert_chart(top, column, chart, sheet_charts.options(table))
            self.row = max(self.row, top + sheet_charts.rows_of(table))
        self.row += 1

    def _add_line(self, each: Line) -> None:
        label = line(each.label)
        looks = self.formats
        self._fit(label, self.label_width)
        self.sheet.write_string(self.row, 0, label, looks.label_total if each.is_total else looks.label)
        for place, cell in enumerate(each.cells, 1):
            self._count(place, cell, total=each.is_total)
        self.row += 1

    def _count(self, column: int, cell: Cell, *, total: bool = False) -> None:
        count, looks = count_of(cell), self.formats
        if count is None:
            sign = count_text(cell, self.view)
            self.sheet.write_string(self.row, column, sign, looks.sign_total if total else looks.sign)
        else:
            self.sheet.write_number(self.row, column, count, looks.count_total if total else looks.count)

    def _add_share(self, share: Share) -> None:
        self._begin(share.label, share.definition)
        self._count(1, share.part)
        self._count(2, share.whole)
        percent = percent_of(share)
        self._measured(3, None if percent is None else round(percent / 100, 5), self.formats.percent)
        self.row += 1

    def _add_duration(self, duration: Duration) -> None:
        self._begin(duration.label, duration.definition)
        self._count(1, duration.of)
        for column, days in enumerate(days_of(duration), 2):
            self._measured(column, days, self.formats.days)
        self.row += 1

    def _begin(self, label: str, definition: str) -> None:
        """Begin a row with the figure's name, and what it means beside it."""
        meaning = line(definition)
        width = NUMBER_WIDTH * (NUMBER_COLUMNS - 3) * 1.1
        self.sheet.set_row(
            self.row, max(height_of(line(label), self.label_width), height_of(meaning, width) + 2)
        )
        self.sheet.write_string(self.row, 0, line(label), self.formats.label)
        self.sheet.merge_range(self.row, 4, self.row, NUMBER_COLUMNS, "", self.formats.meaning)
        self.sheet.write_string(self.row, 4, meaning, self.formats.meaning)

    def _measured(self, column: int, number: float | None, look: Format) -> None:
        if number is None:
            self.sheet.write_string(self.row, column, decimal(None), self.formats.sign)
        else:
            self.sheet.write_number(self.row, column, number, look)

    def _heading(self, text: str) -> None:
        self.sheet.write_string(self.row, 0, line(text), self.formats.heading)
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def _header(self, names: Sequence[str]) -> None:
        plain = [line(name) for name in names]
        height = max(
            height_of(plain[0], self.label_width), *(height_of(name, NUMBER_WIDTH) for name in plain[1:])
        )
        self.sheet.set_row(self.row, height + 2)
        looks = self.formats
        for column, name in enumerate(plain):
            look = looks.column_meaning if name == _MEANING else looks.column
            self.sheet.write_string(self.row, column, name, look if column else looks.column_label)
        if plain[-1] == _MEANING:
            for column in range(len(plain), NUMBER_COLUMNS + 1):
                self.sheet.write_blank(self.row, column, None, looks.column_label)
        self.row += 1

    def _wide(self, text: str, look: Format) -> None:
        """Write a text over the whole width."""
        self._fit(text, self.label_width + NUMBER_WIDTH * NUMBER_COLUMNS)
        self.sheet.merge_range(self.row, 0, self.row, NUMBER_COLUMNS, "", look)
        self.sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def _fit(self, text: str, width: float) -> None:
        height = height_of(text, width)
        if height > height_of("", width):
            self.sheet.set_row(self.row, height)


def label_width(chapter: Chapter) -> float:
    """Return the width of the first column: as the longest name needs, within limits."""
    names = [each.label for table in chapter.tables for each in table.lines]
    names += [table.first_column for table in chapter.tables]
    names += [share.label for share in chapter.shares] + [time.label for time in chapter.durations]
    return min(max([_NARROWEST, *(len(line(name)) + 3 for name in names)]), _WIDEST)


def most_columns(chapter: Chapter) -> int:
    """Return how many columns of numbers the sheet has."""
    return max([len(table.columns) for table in chapter.tables] + [NUMBER_COLUMNS])
