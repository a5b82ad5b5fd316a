"""Builds the built-in templates: ``python -m documents.build_templates`` after wording or layout changed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE

from documents import letter_layout as layout
from documents.letter_kinds import LETTER_KINDS, LetterKind
from documents.letter_wording import WORDINGS, Paragraph
from documents.letters import BUILT_IN

_BUILT_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Fixed, so that building anew changes nothing but what changed."""
_INFORMATION: Final = ("Unser Zeichen: {{ nr }}", "Telefon: {{ telefon }}", "Datum: {{ datum }}")


def build_templates(directory: Path) -> tuple[Path, ...]:
    """Write every built-in template into a folder."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for letter in LETTER_KINDS:
        path = directory / letter.file_name
        build_template(letter).save(str(path))
        written.append(path)
    return tuple(written)


def build_template(letter: LetterKind) -> WordDocument:
    """Build one template: a letter after DIN 5008 (form B) whose reading order is its text's order."""
    document = Document()
    layout.set_up(document)
    wording = WORDINGS[letter.kind, letter.variant]
    add = document.add_paragraph
    add("{{ haus }} · {{ haus_anschrift }}", layout.RETURN_ADDRESS)
    layout.add_address_field(document, "{{ anschrift }}", _INFORMATION)
    add(wording.subject, layout.SUBJECT)
    add("{{ anrede }},", layout.TEXT)
    for paragraph in wording.paragraphs:
        _add(document, paragraph)
    add("Freundliche Grüße", layout.GREETING)
    add("{{ absender }}", layout.SIGNATURE)
    _add(document, Paragraph(text="Kopie an: {{ kopie_an }}", only_with="kopie_an"))
    properties = document.core_properties
    properties.title = letter.title
    properties.author = ""
    properties.comments = ""
    properties.language = "de-DE"
    # The base document brings a preview picture of something else.
    for key, part in list(document.part.package.rels.items()):
        if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            document.part.package.rels.pop(key)
    properties.created = properties.modified = _BUILT_AT
    return document


def _add(document: WordDocument, paragraph: Paragraph) -> None:
    if paragraph.only_with:
        document.add_paragraph(f"{{%p if {paragraph.only_with} %}}", layout.TEXT)
    document.add_paragraph(paragraph.text, layout.TEXT)
    if paragraph.only_with:
        document.add_paragraph("{%p endif %}", layout.TEXT)


if __name__ == "__main__":
    build_templates(BUILT_IN)
