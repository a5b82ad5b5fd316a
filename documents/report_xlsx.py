"""The yearly report's figures as .xlsx (GA VIII, R46, R47): a sheet per chapter, charts of Excel's own.

The same view gives the same bytes: no clock, no name of a machine, no name of a person.
"""

from io import BytesIO
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from casework.letter_text import line
from casework.views_report import ReportView
from documents.report_words import TITLE, chapters_of, definitions, in_utc, key_facts, privacy, signs, status
from documents.sheet_chapter import ChapterSheet, label_width, most_columns
from documents.sheet_formats import NUMBER_WIDTH, Formats, formats, height_of
from documents.sheet_names import sheet_names

_A4: Final = 9
_FROZEN: Final = 3
"""Title, year and version, an empty row: they stay in sight and come again on every printed page."""
_OVERVIEW: Final = "Übersicht"
_DEFINITIONS: Final = "Definitionen"
_NARROW, _WIDE = 26, 90
_LONGEST_NAME: Final = 80


def report_workbook(view: ReportView) -> bytes:
    """Write the quantitative part of a year's report."""
    written = BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": f"{TITLE} {view.year}",
            "subject": f"Version {view.version}, {status(view)}",
            "company": line(view.office_name),
            "created": in_utc(view.made_at),
        }
    )
    looks, chapters = formats(book), chapters_of(view)
    names = sheet_names(chapter.title for chapter in chapters)
    _overview(_sheet(book, _OVERVIEW, view, looks, f"{TITLE} {view.year}"), view, looks, names)
    for name, chapter in zip(names, chapters, strict=True):
        sheet = _sheet(book, name, view, looks, chapter.title)
        width = label_width(chapter)
        sheet.set_column(0, 0, width)
        sheet.set_column(1, most_columns(chapter), NUMBER_WIDTH)
        ChapterSheet(book=book, sheet=sheet, formats=looks, view=view, label_width=width, row=_FROZEN).add(
            chapter
        )
    _definitions(_sheet(book, _DEFINITIONS, view, looks, _DEFINITIONS), view, looks)
    book.close()
    return written.getvalue()


def _sheet(book: Workbook, name: str, view: ReportView, looks: Formats, title: str) -> Worksheet:
    """Add a sheet with its title, ready to be printed on A4."""
    sheet: Worksheet = book.add_worksheet(name)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, line(title), looks.title)
    about = f"Berichtsjahr {view.year} · Version {view.version} · {status(view)}"
    sheet.write_string(1, 0, about, looks.subtitle)
    sheet.freeze_panes(_FROZEN, 0)
    sheet.repeat_rows(0, _FROZEN - 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
    office = line(view.office_name)[:_LONGEST_NAME].replace("&", "&&")
    sheet.set_header(f"&L{office}&R{TITLE} {view.year}")
    sheet.set_footer(f"&LVersion {view.version} · {status(view)}&RSeite &P von &N")
    return sheet


def _overview(sheet: Worksheet, view: ReportView, looks: Formats, names: tuple[str, ...]) -> None:
    sheet.set_column(0, 0, _NARROW)
    sheet.set_column(1, 1, _WIDE)
    sheet.fit_to_pages(1, 1)
    row = _FROZEN
    for name, value in key_facts(view):
        row = _row(sheet, row, (name, value), looks)
    row = _heading(sheet, row, "Schutz kleiner Zahlen", looks)
    sheet.write_string(row, 0, privacy(view), looks.plain)
    row = _heading(sheet, row + 1, "Zeichen", looks)
    for sentence in signs(view):
        sheet.write_string(row, 0, sentence, looks.plain)
        row += 1
    row = _heading(sheet, row, "Blätter", looks)
    for name in (*names, _DEFINITIONS):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks.link, string=name)
        row += 1


def _definitions(sheet: Worksheet, view: ReportView, looks: Formats) -> None:
    sheet.set_column(0, 1, 34)
    sheet.set_column(2, 2, _WIDE)
    for column, name in enumerate(("Kapitel", "Zahl", "Definition")):
        sheet.write_string(_FROZEN, column, name, looks.column_label)
    sheet.freeze_panes(_FROZEN + 1, 0)
    sheet.repeat_rows(0, _FROZEN)
    row = _FROZEN + 1
    for chapter in view.figures.chapters:
        for what, meaning in definitions(chapter):
            row = _row(sheet, row, (chapter.title, what, meaning), looks)


def _heading(sheet: Worksheet, row: int, text: str, looks: Formats) -> int:
    sheet.set_row(row + 1, 20)
    sheet.write_string(row + 1, 0, text, looks.heading)
    return row + 2


def _row(sheet: Worksheet, row: int, texts: tuple[str, ...], looks: Formats) -> int:
    plain = [line(text) for text in texts]
    heights = [height_of(text, 32) for text in plain[:-1]]
    sheet.set_row(row, max(height_of(plain[-1], _WIDE), *heights))
    for column, text in enumerate(plain):
        sheet.write_string(row, column, text, looks.label)
    return row + 1
