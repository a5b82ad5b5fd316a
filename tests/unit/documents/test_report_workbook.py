"""The yearly report's .xlsx: numbers, signs, charts over cells; and the same bytes each time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from casework.views_report import ReportView
from documents.report_xlsx import report_workbook
from procedure.statistics.figures import Chapter
from tests.support.reports import CHECKSUM, MADE_AT, sample_view, with_chapter
from tests.unit.documents.reports_in_tests import (
    NASTY,
    hidden_in,
    parts_of,
    with_forty_teams,
    with_nasty_names,
    with_planted,
    without_lines,
)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(sample_view())


def opened(view: ReportView) -> Workbook:
    return load_workbook(BytesIO(report_workbook(view)))


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    found = (tuple(value for value in row if value is not None) for row in sheet.iter_rows(values_only=True))
    return [row for row in found if row]


def cells(book: Workbook) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_each_chapter_has_a_sheet_in_order_between_overview_and_definitions(book: Workbook) -> None:
    assert book.sheetnames == [
        "Übersicht",
        "1 Eckdaten und Methode",
        "2 Eingänge",
        "3 Eingangsweg",
        "4 Herkunft",
        "5 Teams und Federführung",
        "6 Abschluss",
        "7 Ergebnisse und Ursachen",
        "Definitionen",
    ]


def test_the_overview_says_what_it_is_and_what_the_signs_mean(book: Workbook) -> None:
    overview = rows(book["Übersicht"])

    assert ("Berichtsjahr", "2026") in overview
    assert ("Dienststelle", "Jobcenter Musterstadt") in overview
    assert ("Stand", "Entwurf") in overview
    assert ("Version", "2") in overview
    assert ("Erstellt", "Donnerstag, 14. Januar 2027, 9.05 Uhr") in overview
    assert ("Stichtag", "Donnerstag, 31. Dezember 2026") in overview
    assert ("Prüfsumme", CHECKSUM) in overview
    assert ("„< 3“: Die Zahl ist größer als null und kleiner als 3.",) in overview
    assert ("2 Eingänge",) in overview


def test_numbers_are_numbers_and_what_is_hidden_is_its_sign(book: Workbook) -> None:
    by_origin, by_team, results = (rows(book[book.sheetnames[place]]) for place in (4, 5, 7))

    assert ("direkt", 371) in by_origin
    assert ("über die Agentur für Arbeit", "•") in by_origin
    assert ("über die Zentrale", "< 3") in by_origin
    assert ("über eine andere Stelle", 0) in by_origin
    assert ("Gesamt", 387) in by_origin
    assert ("Unterhalt und Rückforderung", "< 5") in by_team
    assert ("Petition", "•", "< 3", 4, 0, 0, 9) in results


def test_shares_and_times_stand_beside_what_they_mean(book: Workbook) -> None:
    sheet = book["6 Abschluss"]
    found = {row[0]: row for row in rows(sheet)}
    percents = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == "0.0 %"]

    assert found["Abschluss binnen 14 Tagen"][1:4] == (288, 351, 0.821)
    assert found["Abschluss binnen 14 Tagen"][4].startswith("Anteil an allen Kundenreaktionen")
    assert found["Verspätet nach Zwischennachricht"][1:4] == ("< 3", 8, "–")
    assert found["Bearbeitungszeit"][1:4] == (351, 9.5, 16)
    assert found["Bearbeitungszeit mit Zwischennachricht"][1:4] == (8, "–", "–")
    assert [cell.value for cell in percents] == [0.821, 0.944]


def test_all_definitions_stand_together_at_the_end(book: Workbook) -> None:
    definitions = rows(book["Definitionen"])

    assert ("Kapitel", "Zahl", "Definition") in definitions
    assert [row[1] for row in definitions if row[0] == "Abschluss"] == [
        "Abschluss binnen 14 Tagen … Verspätet nach Zwischennachricht",
        "Bearbeitungszeit … Bearbeitungszeit mit Zwischennachricht",
    ]


def test_charts_read_the_cells_and_say_what_they_show() -> None:
    parts = parts_of(report_workbook(sample_view()))
    charts = [parts[f"xl/charts/chart{number}.xml"].decode() for number in range(1, 6)]
    months, origins = charts[0], charts[2]
    drawings = b"".join(content for name, content in parts.items() if "drawings/drawing" in name).decode()

    assert "<c:f>'2 Eingänge'!$B$7:$B$18</c:f>" in months
    assert '<c:barDir val="col"/>' in months
    assert '<c:barDir val="bar"/>' in origins
    assert re.findall(r'descr="([^"]*)"', drawings)[0] == (
        "Diagramm „Eingänge je Monat“ mit 12 Werten. Der größte Wert: März mit 44."
        " Alle Werte stehen in der Tabelle dazu."
    )
    assert len(re.findall(r'descr="Diagramm', drawings)) == len(charts)


def test_a_chart_leaves_out_what_is_hidden_and_sums() -> None:
    origins = parts_of(report_workbook(sample_view()))["xl/charts/chart3.xml"].decode()

    drawn = origins.partition("<c:val>")[2].partition("</c:val>")[0]
    labels = origins.partition("<c:dLbls>")[2].partition("</c:dLbls>")[0]

    assert re.findall(r"<c:v>([^<]*)</c:v>", drawn) == ["371", "9", "0", "0", "0"]
    assert re.findall(r"<a:t>([^<]*)</a:t>", labels) == ["•", "&lt; 3"]


def test_no_part_of_the_file_holds_a_hidden_number() -> None:
    assert hidden_in(report_workbook(with_planted())) == []


def test_it_tells_nobody_s_name_and_when_it_was_made(book: Workbook) -> None:
    properties = book.properties

    assert properties.title == "Jahresbericht Kundenreaktionsmanagement 2026"
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created.isoformat() == "2027-01-14T08:05:00"  # in UTC, as files keep it


def test_nothing_becomes_a_formula_or_a_link() -> None:
    book = opened(with_nasty_names())

    assert {cell.data_type for cell in cells(book)} == {"s", "n"}
    labels = [row[0] for row in rows(book[book.sheetnames[1]])]
    assert [label for label in NASTY if label.strip() not in labels] == []
    # Links of ours lead to sheets.
    links = [cell.hyperlink for cell in cells(book) if cell.hyperlink]
    assert links
    assert all(link.target is None for link in links)
    assert book.sheetnames[1] == "1 =Kapitel 1 a b"


def test_titles_that_no_sheet_may_bear_are_cut_and_kept_apart() -> None:
    long = Chapter(key="a", title="Ein sehr langer Titel, den die Vorlage der Bundesagentur vorschreibt")
    view = with_chapter(sample_view(), long)
    book = opened(replace(view, figures=replace(view.figures, chapters=(long, long))))

    assert book.sheetnames[1:3] == ["1 Ein sehr langer Titel, den d…", "2 Ein sehr langer Titel, den d…"]
    assert book.worksheets[1]["A1"].value == long.title


def test_it_prints_on_a4_with_year_version_and_page(book: Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        # Openpyxl has no number where the file has the usual one: one page.
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "Übersicht" else 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes in {"A4", "A5"}
        assert sheet.oddHeader.right.text == "Jahresbericht Kundenreaktionsmanagement 2026"
        assert sheet.oddFooter.left.text == "Version 2 · Entwurf"
        assert sheet.oddFooter.right.text == "Seite &P von &N"


def test_a_table_without_lines_says_so() -> None:
    book = opened(without_lines())

    assert ("Dazu gibt es im Berichtsjahr keine Zeilen.",) in rows(book["1 Leer"])
    assert not book["1 Leer"]._charts  # noqa: SLF001 - openpyxl shows them nowhere else


def test_forty_teams_have_a_chart_that_ends_before_the_next_table() -> None:
    book = opened(with_forty_teams())
    sheet = book.worksheets[1]
    [chart] = sheet._charts  # noqa: SLF001
    [after] = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Danach"]

    assert len(rows(sheet)) > 40
    assert 30 < chart.anchor.to.row < after - 1  # rows of two lines are taller


def test_a_released_report_says_since_when() -> None:
    overview = rows(opened(sample_view(released_at=MADE_AT, protected=False))["Übersicht"])

    assert ("Stand", "freigegeben am Donnerstag, 14. Januar 2027") in overview
    assert (
        "Der Bericht enthält auch kleine Zahlen. Er ist nur für Geschäftsleitung und BGF bestimmt.",
    ) in overview
