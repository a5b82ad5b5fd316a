"""How the built-in letters look: DIN 5008, form B, on A4; everything is a style that an office can change."""

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

TEXT: Final = "Normal"
SUBJECT: Final = "Heading 1"
"""The built-in heading, so that a screen reader announces the subject as one."""
RETURN_ADDRESS: Final = "KRM Rücksendeangabe"
ADDRESS: Final = "KRM Anschrift"
INFORMATION: Final = "KRM Informationsblock"
GREETING: Final = "KRM Gruß"
SIGNATURE: Final = "KRM Absender"
LETTERHEAD: Final = "KRM Briefkopf"
FOOT: Final = "KRM Fußzeile"

_FONT: Final = "Arial"
_SIZE: Final = Pt(11)
_SMALL: Final = Pt(9)
_SMALLEST: Final = Pt(8)
_BLACK: Final = RGBColor(0, 0, 0)
_LANGUAGE: Final = "de-DE"


_ADDRESS_WIDTH: Final = Mm(100)
_INFORMATION_WIDTH: Final = Mm(65)
_ADDRESS_HEIGHT: Final = Mm(30)
_TO_ADDRESS_FIELD: Final = Mm(33)
"""From the letter head to the sender's line, 57 mm below the edge: it shows in an envelope's window."""


def set_up(document: WordDocument) -> None:
    """Set page, language, styles, letter head and footer."""
    set_language(document)
    _add_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(27), Mm(25)
    section.header_distance, section.footer_distance = Mm(15), Mm(10)
    _letterhead(section)
    _footer(section)


def _letterhead(section: Section) -> None:
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    first.style = LETTERHEAD
    first.text = "{{ haus }}"
    following = section.header.paragraphs[0]
    following.style = FOOT
    following.text = "{{ haus }} · {{ nr }}"


def _footer(section: Section) -> None:
    for footer in (section.first_page_footer, section.footer):
        line = footer.paragraphs[0]
        line.style = FOOT
        line.add_run("{{ haus }} · {{ haus_anschrift }} · Telefon {{ telefon }} · Seite ")
        add_field(line, "PAGE")
        line.add_run(" von ")
        add_field(line, "NUMPAGES")


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a number that the word processor computes."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def set_language(document: WordDocument) -> None:
    """Say that the document is German, also to who reads it aloud."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _add_styles(document: WordDocument) -> None:
    normal = paragraph_style(document, TEXT)
    normal.font.size = _SIZE
    normal.paragraph_format.space_after = Pt(9)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    subject = paragraph_style(document, SUBJECT)
    subject.font.size, subject.font.bold = _SIZE, True
    subject.font.color.rgb = _BLACK
    # Two empty lines follow the subject; the address field ends 8.5 mm above it.
    subject.paragraph_format.space_before, subject.paragraph_format.space_after = Mm(8.5), Pt(24)
    letterhead = paragraph_style(document, LETTERHEAD)
    letterhead.font.size, letterhead.font.bold = Pt(16), True
    letterhead.paragraph_format.space_after = _TO_ADDRESS_FIELD
    foot = paragraph_style(document, FOOT)
    foot.font.size = _SMALL
    greeting = paragraph_style(document, GREETING)
    greeting.paragraph_format.space_before, greeting.paragraph_format.space_after = Pt(6), Pt(0)
    greeting.paragraph_format.keep_with_next = True
    signature = paragraph_style(document, SIGNATURE)
    # Room to sign.
    signature.paragraph_format.space_before, signature.paragraph_format.space_after = Pt(40), Pt(14)
    _head_styles(document)


def _head_styles(document: WordDocument) -> None:
    back = paragraph_style(document, RETURN_ADDRESS)
    back.font.size = _SMALLEST
    address = paragraph_style(document, ADDRESS)
    information = paragraph_style(document, INFORMATION)
    information.font.size = Pt(10)
    for style in (back, address, information):
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    back.paragraph_format.space_after = Mm(2)


def add_address_field(document: WordDocument, address: str, information: tuple[str, ...]) -> None:
    """Put the address where the envelope's window is, and the information block to its right.

    One row without lines, read from left to right; frames at a place of the page are not honoured by
    every word processor.
    """
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = _ADDRESS_WIDTH, _INFORMATION_WIDTH
    _explain(table)
    row = table.rows[0]
    row.height, row.height_rule = _ADDRESS_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width, style, lines in (
        (row.cells[0], _ADDRESS_WIDTH, ADDRESS, (address,)),
        (row.cells[1], _INFORMATION_WIDTH, INFORMATION, information),
    ):
        cell.width = width
        cell.paragraphs[0].style = style
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line, style)


def _explain(table: Table) -> None:
    """Say what the table is for to whoever does not see it, and let its text begin at the margin."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx knows neither margins nor captions
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), "Anschrift und Angaben zum Schreiben")
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)
        look.addnext(caption)


def paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    """Return a paragraph style, new if need be, in the letter's typeface."""
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(which), None)
    for which in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(which), _FONT)
    return style
