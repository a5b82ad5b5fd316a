"""The yearly report's table of contents: a field of Word's own, filled already; its lines are links.

Page numbers are the word processor's: it knows the pages, and adds them when the field is updated.
"""

from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from documents.report_layout import CHAPTER, CONTENTS, CONTENTS_PART, CONTENTS_TITLE, PART

_FIELD: Final = 'TOC \\o "1-2" \\h \\z \\u'
_TITLE: Final = "Inhalt"


class Contents:
    """Reserves the place, then notes each heading with a bookmark, then fills the place."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        document.add_paragraph(_TITLE, CONTENTS_TITLE)
        self._end = document.add_paragraph()
        self._headings: list[tuple[str, str, str]] = []

    def heading(self, text: str, style: str) -> None:
        """Add a heading to the end of the document."""
        mark = f"kapitel_{len(self._headings) + 1}"
        paragraph = self._document.add_paragraph(text, style)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(len(self._headings) + 1))
        start.set(qn("w:name"), mark)
        paragraph._p.insert_element_before(start, "w:r")  # noqa: SLF001 - python-docx has no bookmarks
        paragraph._p.append(end)  # noqa: SLF001
        self._headings.append((text, style, mark))

    def part(self, text: str, *, on_new_page: bool = True) -> None:
        """Begin a part of the report."""
        self.heading(text, PART)
        if not on_new_page:
            form = self._document.paragraphs[-1].paragraph_format
            form.page_break_before, form.space_before = False, Pt(26)

    def chapter(self, text: str) -> None:
        """Begin a chapter."""
        self.heading(text, CHAPTER)

    def fill(self) -> None:
        """Write the lines into their place, between the two ends of the field."""
        lines = []
        for text, style, mark in self._headings:
            paragraph = self._end.insert_paragraph_before(style=CONTENTS_PART if style == PART else CONTENTS)
            lines.append((paragraph, text, mark))
        for place, (paragraph, text, mark) in enumerate(lines):
            if place == 0:
                _begin(paragraph)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), mark)
            link.append(paragraph.add_run(text)._r)  # noqa: SLF001 - nor links within a document
            paragraph._p.append(link)  # noqa: SLF001
        if lines:
            _end(lines[-1][0])
        self._end._p.getparent().remove(self._end._p)  # noqa: SLF001 - nor a way to remove a paragraph


def _begin(paragraph: Paragraph) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = _FIELD
    for content in (_mark("begin"), instruction, _mark("separate")):
        paragraph.add_run()._r.append(content)  # noqa: SLF001


def _end(paragraph: Paragraph) -> None:
    paragraph.add_run()._r.append(_mark("end"))  # noqa: SLF001


def _mark(kind: str) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement("w:fldChar")
    made.set(qn("w:fldCharType"), kind)
    return made
