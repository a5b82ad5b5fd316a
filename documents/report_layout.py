"""How the yearly report looks on paper: A4, the letters' typeface, headings that are announced as such."""

from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from documents.letter_layout import add_field, paragraph_style, set_language

TEXT: Final = "Normal"
TITLE: Final = "Title"
SUBTITLE: Final = "Subtitle"
PART: Final = "Heading 1"
CHAPTER: Final = "Heading 2"
TABLE: Final = "Heading 3"
BULLET: Final = "List Bullet"
CONTENTS: Final = "KRM Verzeichnis"
CONTENTS_PART: Final = "KRM Verzeichnis Teil"
CONTENTS_TITLE: Final = "KRM Verzeichnis Titel"
DEFINITION: Final = "KRM Definition"
CELL: Final = "KRM Tabelle"
HEADER_CELL: Final = "KRM Tabellenkopf"
FOOT: Final = "KRM Fußzeile"
WIDTH: Final = Mm(165)
BLUE: Final = RGBColor(0x1F, 0x4E, 0x79)
GREY: Final = RGBColor(0x59, 0x59, 0x59)
_INK: Final = RGBColor(0x1F, 0x29, 0x37)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows: when a part was packed is nobody's business."""
_UNIX: Final = 3


def new_document(head: str, foot: str) -> WordDocument:
    """Make an empty document with styles, a head from the second page on, and a foot with page numbers."""
    document = Document()
    set_language(document)
    _add_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(10)
    section.different_first_page_header_footer = True
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (top, bottom):
        paragraph.style = FOOT
        paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    top.text = head
    bottom.add_run(f"{foot}\tSeite ")
    add_field(bottom, "PAGE")
    bottom.add_run(" von ")
    add_field(bottom, "NUMPAGES")
    return document


def describe(document: WordDocument, title: str, subject: str, made_at: datetime) -> None:
    """Set what screen readers and file lists show; no person's name."""
    properties = document.core_properties
    properties.title, properties.subject = title, subject
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "de-DE"
    properties.created = properties.modified = made_at
    # The base document brings a preview picture of something else.
    for key, part in list(document.part.package.rels.items()):
        if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            document.part.package.rels.pop(key)


def packed(document: WordDocument) -> bytes:
    """Return the file's bytes, without the time at which it was packed."""
    loose, written = BytesIO(), BytesIO()
    document.save(loose)
    with ZipFile(loose) as parts, ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            info = ZipInfo(name, _ZIP_TIME)
            info.compress_type, info.create_system = ZIP_DEFLATED, _UNIX
            archive.writestr(info, parts.read(name))
    return written.getvalue()


def _add_styles(document: WordDocument) -> None:
    normal = paragraph_style(document, TEXT)
    normal.font.size, normal.font.color.rgb = Pt(10.5), _INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
    normal.paragraph_format.widow_control = True
    for name, size, before, after in (
        (TITLE, 28, 0, 6),
        (SUBTITLE, 15, 0, 40),
        (PART, 19, 0, 12),
        (CHAPTER, 14, 20, 6),
        (TABLE, 11, 12, 3),
        (CONTENTS_TITLE, 19, 0, 12),
    ):
        style = paragraph_style(document, name)
        style.font.size, style.font.bold, style.font.italic = Pt(size), name != SUBTITLE, False
        style.font.color.rgb = BLUE
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
    # The base document draws a line under titles.
    title = document.styles[TITLE].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    document.styles[PART].paragraph_format.page_break_before = True
    document.styles[CONTENTS_TITLE].paragraph_format.page_break_before = True
    _add_small_styles(document)


def _add_small_styles(document: WordDocument) -> None:
    paragraph_style(document, BULLET).paragraph_format.space_after = Pt(3)
    for name, size, color, after in (
        (CONTENTS, 10.5, _INK, 3),
        (CONTENTS_PART, 10.5, BLUE, 3),
        (DEFINITION, 9, GREY, 5),
        (CELL, 9, _INK, 0),
        (HEADER_CELL, 9, _INK, 0),
        (FOOT, 8.5, GREY, 0),
    ):
        style = paragraph_style(document, name)
        style.font.size, style.font.color.rgb = Pt(size), color
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(after), 1.05
    document.styles[HEADER_CELL].font.bold = True
    contents = document.styles[CONTENTS_PART]
    contents.font.bold, contents.paragraph_format.space_before = True, Pt(8)
    document.styles[CONTENTS].paragraph_format.left_indent = Mm(6)
    document.styles[DEFINITION].paragraph_format.keep_with_next = True
