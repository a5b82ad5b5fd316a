"""What the tests of letters share: rules with the defaults, a letter head, templates of their own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from docx import Document

from casework.letter_fields import NO_DETAILS, letter_fields
from casework.letter_ports import LetterHead
from documents.letter_kinds import LETTER_KINDS, LetterKind
from procedure.case import Case
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import DocumentKind
from procedure.working_days import WorkingCalendar
from tests.support.builders import a_case, an_office

HEAD = LetterHead(
    office_name="Jobcenter Musterstadt",
    address="Musterstraße 1, 12345 Musterstadt",
    phone="0123 456-789",
    privacy_url="https://jobcenter.example/datenschutz",
    signature="Ihr Jobcenter",
)
RULES = Rulebook(
    switches=Switches(),
    calendar=WorkingCalendar.from_switches(Switches()),
    timezone=ZoneInfo("Europe/Berlin"),
)
WRITTEN_AT = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)
"""In Berlin it is Friday already."""
ACKNOWLEDGEMENT = next(k for k in LETTER_KINDS if k.file_name == "eingangsbestaetigung.docx")
ANSWER = {"ergebnis": "begruendet", "ergebnis_text": "Das war so."}


def fields_of(
    kind: DocumentKind = DocumentKind.ACKNOWLEDGEMENT,
    *,
    case: Case | None = None,
    details: Mapping[str, str] = NO_DETAILS,
) -> dict[str, str]:
    """Build the fields of a letter, of ``a_case`` unless told otherwise."""
    return letter_fields(
        case or a_case(),
        kind,
        office=an_office(),
        rules=RULES,
        sender=HEAD,
        now=WRITTEN_AT,
        details=details,
    )


def own_template(folder: Path, *paragraphs: str, letter: LetterKind = ACKNOWLEDGEMENT) -> Path:
    """Write a template of an office's own."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    path = folder / letter.file_name
    document.save(str(path))
    return path


def paragraphs_of(letter: bytes) -> list[str]:
    """Read the body's paragraphs."""
    return [paragraph.text for paragraph in Document(BytesIO(letter)).paragraphs]
