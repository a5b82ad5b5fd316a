"""The quantitative chapters of the yearly report's .docx: tables, definitions, charts (GA VIII)."""

from io import BytesIO
from itertools import groupby
from typing import Final

from docx.document import Document as WordDocument
from docx.shared import Mm

from casework.letter_text import line
from casework.views_report import ReportView
from documents.charts import WIDTH_MM, chart_pictures
from documents.report_layout import DEFINITION, TABLE, TEXT
from documents.report_tables import KEPT_TOGETHER, Columns, Row, add_table, widths
from documents.report_words import (
    DURATIONS,
    SHARES,
    chart_description,
    count_text,
    days_of,
    decimal,
    is_drawn,
    percent_of,
)
from procedure.statistics.figures import Chapter, CountTable, Line, Share

_MOST_COLUMNS: Final = 7
"""That stand beside each other on an upright page; more go on in a further table."""
_EMPTY: Final = "Dazu gibt es im Berichtsjahr keine Zeilen."


def add_figures(document: WordDocument, chapter: Chapter, view: ReportView) -> None:
    """Add everything that a chapter counts."""
    for note in chapter.notes:
        document.add_paragraph(line(note), TEXT)
    for table in chapter.tables:
        _add_counts(document, table, view)
    if chapter.shares:
        document.add_paragraph("Quoten", TABLE)
        for meaning, shares in groupby(chapter.shares, key=lambda share: line(share.definition)):
            _add_shares(document, meaning, list(shares), view)
    if chapter.durations:
        document.add_paragraph("Zeiten", TABLE)
        times = [
            Row(
                texts=(
                    line(time.label),
                    count_text(time.of, view),
                    *(decimal(days) for days in days_of(time)),
                ),
                meaning=line(time.definition),
            )
            for time in chapter.durations
        ]
        add_table(document, "Zeiten", Columns(heads=DURATIONS, widths=widths(3)), times)


def _add_counts(document: WordDocument, table: CountTable, view: ReportView) -> None:
    title = line(table.title)
    document.add_paragraph(title, TABLE)
    document.add_paragraph(line(table.definition), DEFINITION)
    if not table.lines:
        document.add_paragraph(_EMPTY, TEXT)
        return
    for start in range(0, len(table.columns), _MOST_COLUMNS):
        these = slice(start, start + _MOST_COLUMNS)
        heads = tuple(line(column) for column in table.columns[these])
        rows = [_row(each, these, view) for each in table.lines]
        columns = Columns(heads=(line(table.first_column), *heads), widths=widths(len(heads)))
        last = start + _MOST_COLUMNS >= len(table.columns)
        together = last and is_drawn(table) and len(rows) <= KEPT_TOGETHER
        add_table(document, title, columns, rows, with_next=together)
    _add_charts(document, table, view)


def _add_shares(document: WordDocument, meaning: str, shares: list[Share], view: ReportView) -> None:
    """Add shares that mean the same: what one alone means stands below its name, else above all of them."""
    alone = len(shares) == 1
    if not alone:
        document.add_paragraph(meaning, DEFINITION)
    rows = [
        Row(
            texts=(
                line(share.label),
                count_text(share.part, view),
                count_text(share.whole, view),
                decimal(percent_of(share), " %"),
            ),
            meaning=meaning if alone else "",
        )
        for share in shares
    ]
    add_table(document, "Quoten", Columns(heads=SHARES, widths=widths(3)), rows)


def _row(each: Line, these: slice, view: ReportView) -> Row:
    counts = (count_text(cell, view) for cell in each.cells[these])
    return Row(texts=(line(each.label), *counts), is_total=each.is_total)


def _add_charts(document: WordDocument, table: CountTable, view: ReportView) -> None:
    for picture in chart_pictures(table, view):
        document.add_picture(BytesIO(picture), width=Mm(WIDTH_MM))
        paragraph = document.paragraphs[-1]
        [properties] = paragraph._p.xpath(".//wp:docPr")  # noqa: SLF001 - python-docx knows no descriptions
        properties.set("name", line(table.title))
        properties.set("descr", chart_description(table))
