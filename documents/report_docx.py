"""The whole yearly report as .docx: figures, texts, measures (GA VIII, R46-R48).

The same view gives the same bytes. Nothing in it comes from anywhere but the view.
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt

from casework.letter_text import line, text
from casework.views_report import MeasureState, MeasureView, ReportView, TextView
from documents.report_contents import Contents
from documents.report_figures import add_figures
from documents.report_layout import BULLET, SUBTITLE, TEXT, TITLE, describe, new_document, packed
from documents.report_tables import Columns, Row, add_table
from documents.report_words import STATES, chapters_of, in_utc, key_facts, privacy, short_day, signs, status
from documents.report_words import TITLE as NAME

_MEASURES, _EFFECTS = "massnahmen", "wirkung"
_UNWRITTEN = "Noch nicht geschrieben."
_NO_TEXT = "Zu diesem Kapitel gibt es keinen Text."
_NO_MEASURES = "Es sind keine Maßnahmen eingetragen."
_BULLETS = ("- ", "• ", "* ", "– ")
_KEY_WIDTHS = (Mm(38), Mm(127))
_MEASURE_WIDTHS = (Mm(70), Mm(43), Mm(24), Mm(28))
_EFFECT_WIDTHS = (Mm(55), Mm(33), Mm(26), Mm(51))


def report_document(view: ReportView) -> bytes:
    """Write the report of a year."""
    office = line(view.office_name)
    document = new_document(
        f"{NAME} {view.year}\t{status(view)}", f"{office} · Version {view.version}".removeprefix(" · ")
    )
    _add_title_page(document, view)
    contents = Contents(document)
    number = 0
    contents.part("Zeichen und Schutz", on_new_page=False)
    document.add_paragraph(privacy(view), TEXT)
    for sentence in signs(view):
        document.add_paragraph(sentence, BULLET)
    contents.part("Zahlen")
    for number, chapter in enumerate(chapters_of(view), 1):
        contents.chapter(f"{number} {line(chapter.title)}")
        add_figures(document, chapter, view)
    contents.part("Erkenntnisse und Maßnahmen")
    for place, chapter_text in enumerate(_texts(view), number + 1):
        contents.chapter(f"{place} {line(chapter_text.title)}")
        _add_text(document, chapter_text, view)
    contents.fill()
    describe(document, f"{NAME} {view.year}", f"Version {view.version}, {status(view)}", in_utc(view.made_at))
    return packed(document)


def _add_title_page(document: WordDocument, view: ReportView) -> None:
    above = document.add_paragraph(line(view.office_name), SUBTITLE)
    above.paragraph_format.space_before, above.paragraph_format.space_after = Pt(110), Pt(4)
    document.add_paragraph(NAME, TITLE)
    document.add_paragraph(str(view.year), SUBTITLE)
    rows = [Row(texts=fact) for fact in key_facts(view)]
    columns = Columns(heads=("Angabe", "Wert"), widths=_KEY_WIDTHS, numbers=False)
    add_table(document, "Angaben zum Bericht", columns, rows)


def _texts(view: ReportView) -> Sequence[TextView]:
    """Return the chapters that people write; measures are never left out for want of one."""
    found = list(view.texts)
    keys = {each.key for each in found}
    if view.measures and _MEASURES not in keys:
        found.append(TextView(key=_MEASURES, title="Beschlossene Maßnahmen", text="", version=0))
    if view.earlier_measures and _EFFECTS not in keys:
        found.append(TextView(key=_EFFECTS, title="Wirkung der Vorjahresmaßnahmen", text="", version=0))
    return found


def _add_text(document: WordDocument, chapter: TextView, view: ReportView) -> None:
    written = text(chapter.text)
    if written:
        _add_paragraphs(document, written)
    else:
        document.add_paragraph(_NO_TEXT if view.released_at else _UNWRITTEN, TEXT)
    if chapter.key == _MEASURES:
        _add_measures(document, view.measures)
    if chapter.key == _EFFECTS:
        _add_effects(document, view.earlier_measures)


def _add_paragraphs(document: WordDocument, written: str) -> None:
    """Add a paragraph for each line that was typed; lines that begin with a dash are a list."""
    for each in written.splitlines():
        if each.startswith(_BULLETS):
            document.add_paragraph(each[2:].strip(), BULLET)
        elif each:
            document.add_paragraph(each, TEXT)


def _add_measures(document: WordDocument, measures: Sequence[MeasureView]) -> None:
    if not measures:
        document.add_paragraph(_NO_MEASURES, TEXT)
        return
    heads = ("Maßnahme", "Zuständig", "Bis", "Stand")
    rows = [
        Row(texts=(line(each.text), line(each.responsible), short_day(each.due_on), _state(each)))
        for each in measures
    ]
    columns = Columns(heads=heads, widths=_MEASURE_WIDTHS, numbers=False)
    add_table(document, "Beschlossene Maßnahmen", columns, rows)


def _add_effects(document: WordDocument, measures: Sequence[MeasureView]) -> None:
    if not measures:
        document.add_paragraph(_NO_MEASURES, TEXT)
        return
    heads = ("Maßnahme", "Zuständig", "Stand", "Wirkung")
    rows = [
        Row(texts=(line(each.text), line(each.responsible), _state(each), line(each.effect) or "–"))
        for each in measures
    ]
    columns = Columns(heads=heads, widths=_EFFECT_WIDTHS, numbers=False)
    add_table(document, "Wirkung der Vorjahresmaßnahmen", columns, rows)


def _state(measure: MeasureView) -> str:
    said = STATES[measure.state]
    if measure.state is MeasureState.DONE and measure.done_on:
        return f"{said} am {short_day(measure.done_on)}"
    return said
