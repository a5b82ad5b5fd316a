"""A letter's text in its reading order: to read without a word processor, and to compare."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def letter_as_text(letter: bytes) -> str:
    """Return title, letter head, body and footer of the first page, one line per paragraph."""
    document = Document(BytesIO(letter))
    section = document.sections[0]
    lines = [f"Titel: {document.core_properties.title}"]
    lines += [paragraph.text for paragraph in section.first_page_header.paragraphs]
    for block in document.iter_inner_content():
        lines += _lines(block)
    lines += [paragraph.text for paragraph in section.first_page_footer.paragraphs]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
        return
    for row in block.rows:
        for cell in row.cells:
            yield from (paragraph.text for paragraph in cell.paragraphs)
