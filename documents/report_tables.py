"""Tables of the yearly report's .docx: calm lines, heads that come again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell

from documents.report_layout import CELL, DEFINITION, HEADER_CELL, TEXT, WIDTH

_PALE, _RULE, _BLUE = "E8EEF4", "C8D1DA", "1F4E79"
_AIR: Final = "60"
"""Around a cell's text, in twentieths of a point."""
_MANY_COLUMNS, _VERY_MANY_COLUMNS = 5, 7
KEPT_TOGETHER: Final = 16
"""Rows of a table that still stands on one page, with its chart."""
_AFTER: Final = Mm(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of words; the first may have its meaning in small print below it."""

    texts: tuple[str, ...]
    meaning: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Heads and widths of columns. Numbers stand to the right."""

    heads: tuple[str, ...]
    widths: tuple[Length, ...]
    numbers: bool = True


def add_table(
    document: WordDocument, title: str, columns: Columns, rows: Sequence[Row], *, with_next: bool = False
) -> None:
    """Add a table to the end of a document; its title is told where it cannot be seen.

    A short one stays on one page; ``with_next`` keeps it with what follows, too.
    """
    table = document.add_table(rows=len(rows) + 1, cols=len(columns.heads))
    table.autofit = False
    _frame(table, title)
    for column, width in zip(table.columns, columns.widths, strict=True):
        column.width = width
    rows_of_it = table._tbl.tr_lst  # noqa: SLF001 - cell by cell, python-docx counts the whole grid each time
    head, short = Row(texts=columns.heads), len(rows) <= KEPT_TOGETHER
    # By their names, python-docx would look them up for each cell anew, in all of its styles.
    style, head_style = (document.styles[name].style_id for name in (CELL, HEADER_CELL))
    for place, (element, row) in enumerate(zip(rows_of_it, (head, *rows), strict=True)):
        properties = element.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if place == 0:
            properties.append(_element("w:tblHeader"))
        for number, (tc, text) in enumerate(zip(element.tc_lst, row.texts, strict=True)):
            cell = _Cell(tc, table)
            cell.width = columns.widths[number]
            right = columns.numbers and number > 0
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style if place else head_style  # noqa: SLF001
            _fill(cell, text, right=right, row=row, is_head=place == 0)
            if number == 0 and row.meaning:
                cell.add_paragraph(row.meaning, DEFINITION)
            if with_next or place == 0 or (short and place < len(rows)):
                paragraph.paragraph_format.keep_with_next = True
    after = document.add_paragraph(style=TEXT)
    after.paragraph_format.space_after = _AFTER
    after.paragraph_format.keep_with_next = with_next


def widths(count: int) -> tuple[Length, ...]:
    """Share the page's width: the first column gets what so many columns of numbers leave."""
    number = Mm(36) if count == 1 else Mm(min(25, 125 // count))
    return (Length(WIDTH - number * count), *(number for _ in range(count)))


def _fill(cell: _Cell, text: str, *, right: bool, row: Row, is_head: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = True if row.is_total else None
    if is_head and len(row.texts) > _MANY_COLUMNS:
        run.font.size = Pt(8 if len(row.texts) <= _VERY_MANY_COLUMNS else 7)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if is_head:
        shade = _element("w:shd", val="clear", color="auto", fill=_PALE)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx knows no shading
    elif row.is_total:
        borders = _element("w:tcBorders")
        borders.append(_element("w:top", val="single", sz="6", space="0", color=_BLUE))
        cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - nor borders of a cell


def _frame(table: Table, title: str) -> None:
    """Draw thin lines between the rows only, and say what the table is about. The schema fixes the order."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx knows neither borders nor captions
    borders, margins = _element("w:tblBorders"), _element("w:tblCellMar")
    for side, color in (("top", _BLUE), ("bottom", _BLUE), ("insideH", _RULE)):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=color))
    for side in ("top", "left", "bottom", "right"):
        margins.append(_element(f"w:{side}", w=_AIR, type="dxa"))
    look = properties.find(qn("w:tblLook"))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)
    look.addnext(_element("w:tblCaption", val=title))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
