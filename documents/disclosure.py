"""The disclosure that a person reads: a letter of the house, with a heading for each case (Art. 15 DSGVO).

It is built, not filled in like the other letters: what people wrote is text here and nothing else, also
where it looks like a placeholder.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from casework.letter_ports import LetterHead
from casework.letter_text import line, text
from documents import letter_layout as layout

TITLE: Final = "Auskunft über Ihre Daten"
_CHAPTER: Final = "Heading 2"
_SECTION: Final = "Heading 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with rows of a name and a value each."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A case."""

    title: str
    remarks: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Everything that stands in the document, in words."""

    head: LetterHead
    date: str
    address: str
    """Lines; empty for somebody without an address."""
    salutation: str
    introduction: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    rights: tuple[str, ...]
    """What the person may ask for, and of whom."""


def write_disclosure(disclosure: Disclosure) -> bytes:
    """Write the document as .docx, in the layout of the letters."""
    document = Document()
    layout.set_up(document)
    _headings(document)
    _fill_head_and_foot(document, disclosure.head)
    add = document.add_paragraph
    add(line(f"{disclosure.head.office_name} · {disclosure.head.address}"), layout.RETURN_ADDRESS)
    layout.add_address_field(
        document,
        text(disclosure.address),
        (f"Telefon: {disclosure.head.phone}", f"Datum: {disclosure.date}"),
    )
    add(TITLE, layout.SUBJECT)
    add(line(disclosure.salutation), layout.TEXT)
    for paragraph in disclosure.introduction:
        add(text(paragraph), layout.TEXT)
    for chapter in disclosure.chapters:
        _add_chapter(document, chapter)
    add("Ihre Rechte", _CHAPTER)
    for paragraph in disclosure.rights:
        add(text(paragraph), layout.TEXT)
    add("Freundliche Grüße", layout.GREETING)
    add(line(disclosure.head.signature), layout.SIGNATURE)
    _describe(document, disclosure.head)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _add_chapter(document: WordDocument, chapter: Chapter) -> None:
    document.add_paragraph(line(chapter.title), _CHAPTER)
    for remark in chapter.remarks:
        document.add_paragraph(text(remark), layout.TEXT)
    for section in chapter.sections:
        document.add_paragraph(line(section.title), _SECTION)
        for name, value in section.rows:
            row = document.add_paragraph()  # Normal; by its name it would be looked up each time
            row.paragraph_format.space_after = Pt(2)
            row.add_run(f"{line(name)}: ").bold = True
            row.add_run(text(value))


def _headings(document: WordDocument) -> None:
    """Let the headings look like the letter; a screen reader still announces them as what they are."""
    for name, size in ((_CHAPTER, Pt(13)), (_SECTION, Pt(11))):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(which), None)
        for which in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(which), "Arial")
        font = style.font
        font.size, font.bold, font.color.rgb = size, True, RGBColor(0, 0, 0)


def _fill_head_and_foot(document: WordDocument, head: LetterHead) -> None:
    """Put the house into the places that the letters' layout leaves for it."""
    values = {
        "{{ haus }}": line(head.office_name),
        "{{ haus_anschrift }}": line(head.address),
        "{{ telefon }}": line(head.phone),
        "{{ nr }}": TITLE,
    }
    section = document.sections[0]
    for part in (section.first_page_header, section.header, section.first_page_footer, section.footer):
        for paragraph in part.paragraphs:
            for run in paragraph.runs:
                for place, value in values.items():
                    if place in run.text:
                        run.text = run.text.replace(place, value)


def _describe(document: WordDocument, head: LetterHead) -> None:
    """Set what screen readers and file lists show."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = TITLE, line(head.office_name), ""
    properties.language = "de-DE"
    # The base document brings a preview picture of something else.
    for key, part in list(document.part.package.rels.items()):
        if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            document.part.package.rels.pop(key)
