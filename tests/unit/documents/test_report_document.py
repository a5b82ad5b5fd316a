"""The yearly report's .docx: figures, texts and measures, legible for everybody, the same bytes each time."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table

from casework.views_report import ReportView, TextView
from documents.report_docx import report_document
from documents.report_xlsx import report_workbook
from procedure.statistics.figures import Chapter
from tests.support.reports import CHECKSUM, MADE_AT, a_share, a_table, sample_view, with_chapter
from tests.unit.documents.reports_in_tests import (
    NASTY,
    hidden_in,
    parts_of,
    with_forty_teams,
    with_nasty_names,
    with_planted,
    without_figures,
    without_lines,
)


@pytest.fixture(scope="module")
def document() -> WordDocument:
    return opened(sample_view())


def opened(view: ReportView) -> WordDocument:
    return Document(BytesIO(report_document(view)))


def texts(document: WordDocument, style: str = "") -> list[str]:
    return [each.text for each in document.paragraphs if not style or each.style.name == style]


def rows(document: WordDocument, title: str) -> list[list[str]]:
    [table] = [each for each in document.tables if caption(each) == title]
    return [[cell.text for cell in row.cells] for row in table.rows]


def caption(table: Table) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))  # noqa: SLF001


def descriptions(document: WordDocument) -> list[str]:
    return [str(each.get("descr")) for each in document.element.iter(qn("wp:docPr"))]


def test_the_first_page_says_what_it_is(document: WordDocument) -> None:
    facts = dict(map(tuple, rows(document, "Angaben zum Bericht")))

    assert texts(document)[:3] == ["Jobcenter Musterstadt", "Jahresbericht Kundenreaktionsmanagement", "2026"]
    assert facts["Stand"] == "Entwurf"
    assert facts["Version"] == "2"
    assert facts["Erstellt"] == "Donnerstag, 14. Januar 2027, 9.05 Uhr"
    assert facts["Prüfsumme"] == CHECKSUM


def test_chapters_are_numbered_headings_and_the_contents_list_them(document: WordDocument) -> None:
    parts, chapters = texts(document, "Heading 1"), texts(document, "Heading 2")

    assert parts == ["Zeichen und Schutz", "Zahlen", "Erkenntnisse und Maßnahmen"]
    assert chapters[:2] == ["1 Eckdaten und Methode", "2 Eingänge"]
    assert chapters[6:9] == ["7 Ergebnisse und Ursachen", "8 Schwerpunkte", "9 Ursachen"]
    assert chapters[-1] == "15 Ausblick"
    assert texts(document, "KRM Verzeichnis Teil") == parts
    assert texts(document, "KRM Verzeichnis") == chapters


def test_each_line_of_the_contents_leads_to_its_heading(document: WordDocument) -> None:
    body = document.element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    field = [part.get(qn("w:fldCharType")) for part in body.iter(qn("w:fldChar"))]

    assert links == marks
    assert len(set(marks)) == 18
    assert field == ["begin", "separate", "end"]
    assert [part.text for part in body.iter(qn("w:instrText"))] == ['TOC \\o "1-2" \\h \\z \\u']


def test_numbers_are_german_and_what_is_hidden_is_its_sign(document: WordDocument) -> None:
    assert rows(document, "Eingänge nach Herkunft") == [
        ["Herkunft", "Kundenreaktionen"],
        ["direkt", "371"],
        ["über das Landratsamt", "9"],
        ["über die Agentur für Arbeit", "•"],
        ["über die Zentrale", "< 3"],
        ["über eine andere Stelle", "0"],
        ["Gesamt", "387"],
    ]
    quotas, times = rows(document, "Quoten"), rows(document, "Zeiten")
    assert quotas[1][1:] == ["288", "351", "82,1 %"]
    assert quotas[3][1:] == ["< 3", "8", "–"]
    assert times[1][1:] == ["351", "9,5", "16,0"]
    assert times[2][1:] == ["8", "–", "–"]


def test_large_and_negative_numbers_are_written_as_germans_do() -> None:
    table = a_table("a", "Zahlen", "Art", (("viele", (12345,)), ("weniger", (-1234,))))
    document = opened(with_chapter(sample_view(), Chapter(key="a", title="A", tables=(table,))))

    assert rows(document, "Zahlen")[1:] == [["viele", "12.345"], ["weniger", "−1.234"]]


def test_definitions_stand_beside_their_figures(document: WordDocument) -> None:
    definitions = texts(document, "KRM Definition")

    assert definitions[0] == "Gezählt werden Kundenreaktionen, die im Berichtsjahr eingegangen sind."
    assert len(definitions) == 6 + 1  # tables, and the shares that mean the same
    assert "Neun von zehn Vorgängen dauerten nicht länger" in rows(document, "Zeiten")[1][0]


def test_every_table_repeats_its_head_and_every_picture_is_described(document: WordDocument) -> None:
    for table in document.tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None  # noqa: SLF001
        assert caption(table)
    described = descriptions(document)
    assert len(described) == 5
    assert described[0] == (
        "Diagramm „Eingänge je Monat“ mit 12 Werten. Der größte Wert: März mit 44."
        " Alle Werte stehen in der Tabelle dazu."
    )
    assert "Nicht gezeigte Werte haben keinen Balken." in described[2]


def test_texts_are_paragraphs_and_lists_and_what_is_missing_is_named(document: WordDocument) -> None:
    everything = texts(document)

    assert "Auffällig waren drei Themen:" in everything
    assert "Nachgereichte Unterlagen wurden spät zugeordnet." in texts(document, "List Bullet")
    assert everything.count("Noch nicht geschrieben.") == 4
    assert not [each for each in everything if "Baustein" in each]


def test_measures_have_owner_day_and_state_and_earlier_ones_their_effect(document: WordDocument) -> None:
    assert rows(document, "Beschlossene Maßnahmen") == [
        ["Maßnahme", "Zuständig", "Bis", "Stand"],
        [
            "Das Servicetelefon ist auch von 12 bis 13 Uhr besetzt.",
            "Teamleitung Leistung A",
            "31.03.2027",
            "offen",
        ],
        [
            "Bescheiden liegt ein Merkblatt in einfacher Sprache bei.",
            "Geschäftsleitung",
            "–",
            "erledigt am 02.11.2026",
        ],
    ]
    effects = rows(document, "Wirkung der Vorjahresmaßnahmen")
    assert effects[1][2:] == [
        "erledigt am 18.05.2026",
        "Beschwerden über verlorene Post gingen von 31 auf 12 zurück.",
    ]
    assert effects[2][2:] == ["verworfen", "–"]


def test_measures_are_never_left_out_for_want_of_their_chapter() -> None:
    document = opened(without_figures(texts=()))

    assert texts(document, "Heading 2")[-2:] == [
        "1 Beschlossene Maßnahmen",
        "2 Wirkung der Vorjahresmaßnahmen",
    ]
    assert len(rows(document, "Beschlossene Maßnahmen")) == 3


def test_a_released_report_says_since_when_and_has_no_word_of_a_draft() -> None:
    document = opened(without_figures(released_at=MADE_AT, measures=(), protected=False))
    facts = dict(map(tuple, rows(document, "Angaben zum Bericht")))

    assert facts["Stand"] == "freigegeben am Donnerstag, 14. Januar 2027"
    assert "Noch nicht geschrieben." not in texts(document)
    assert texts(document).count("Zu diesem Kapitel gibt es keinen Text.") == 4
    assert "Es sind keine Maßnahmen eingetragen." in texts(document)
    assert "Entwurf" not in document.sections[0].header.paragraphs[0].text
    assert [each for each in texts(document) if "nur für Geschäftsleitung und BGF bestimmt" in each]


def test_no_part_of_the_file_holds_a_hidden_number() -> None:
    assert hidden_in(report_document(with_planted())) == []


def test_it_is_german_and_names_nobody(document: WordDocument) -> None:
    properties = document.core_properties
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.language, languages) == ("de-DE", {"de-DE"})
    assert properties.created.replace(tzinfo=None).isoformat() == "2027-01-14T08:05:00"


def test_names_are_text_and_nothing_else() -> None:
    document = opened(with_nasty_names())

    labels = [row[0] for row in rows(document, "=Titel")]
    assert labels == ["@Art", *(name.strip() for name in NASTY)]


def test_what_a_person_wrote_cannot_hide_signs_or_break_the_file() -> None:
    nasty = "Erster\x00 Satz\u202e\r\n\r\n\r\n\r\n- Punkt <w:p/> & mehr"
    document = opened(without_figures(texts=(TextView(key="lob", title="Lob\x07", text=nasty, version=1),)))

    assert "Erster Satz" in texts(document)
    assert "Punkt <w:p/> & mehr" in texts(document, "List Bullet")
    assert "1 Lob" in texts(document, "Heading 2")


def test_a_table_without_lines_says_so() -> None:
    document = opened(without_lines())

    assert "Dazu gibt es im Berichtsjahr keine Zeilen." in texts(document)
    assert descriptions(document) == []


def test_forty_teams_are_drawn_in_two_pictures() -> None:
    document = opened(with_forty_teams())

    assert len(rows(document, "Je Team")) == 42
    assert len(descriptions(document)) == 2


def test_many_columns_go_on_in_a_further_table() -> None:
    columns = tuple(f"Spalte {number}" for number in range(1, 11))
    table = a_table("w", "Breit", "Art", (("a", tuple(range(10))),), columns=columns)
    view = with_chapter(sample_view(), Chapter(key="w", title="W", tables=(table,)))
    document = opened(view)

    found = [each for each in document.tables if caption(each) == "Breit"]
    assert [len(each.columns) for each in found] == [8, 4]
    assert [cell.text for cell in found[1].rows[1].cells] == ["a", "7", "8", "9"]


def test_shares_that_mean_the_same_say_so_once() -> None:
    shares = (a_share("Eine", 10, 20, 50.0), a_share("Zwei", 5, 20, 25.0))
    document = opened(with_chapter(sample_view(), Chapter(key="s", title="S", shares=shares)))

    assert texts(document, "KRM Definition") == [shares[0].definition]
    assert rows(document, "Quoten")[1:] == [["Eine", "10", "20", "50,0 %"], ["Zwei", "5", "20", "25,0 %"]]


def test_what_was_drawn_is_not_drawn_again_beside_the_year_before() -> None:
    table = a_table("a", "Wege", "Weg", (("schriftlich", (5,)), ("telefonisch", (7,))))
    view = with_chapter(sample_view(), Chapter(key="a", title="A", tables=(table,)))
    again = Chapter(key="vorjahr", title="Vorjahr", tables=(table,))
    both = replace(view, figures=replace(view.figures, chapters=(*view.figures.chapters, again)))

    assert len(descriptions(opened(both))) == 1
    assert len([each for each in parts_of(report_workbook(both)) if "charts/chart" in each]) == 1
