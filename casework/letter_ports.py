"""What writing a letter needs from outside: templates that turn fields into a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from casework.errors import CaseworkError
from procedure.vocabulary import DocumentKind

WRITTEN_KINDS = (
    DocumentKind.ACKNOWLEDGEMENT,
    DocumentKind.INTERIM_NOTICE,
    DocumentKind.ANSWER,
    DocumentKind.HANDOVER_NOTICE,
    DocumentKind.WITHDRAWAL_NOTICE,
)
"""The letters the bot writes itself; other documents are only kept."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What a written letter is."""


class LetterFailed(CaseworkError):  # noqa: N818 - named for the fact
    """Das Schreiben ließ sich nicht erstellen. Bitte geben Sie der Technik Bescheid."""

    # Raised before anything is stored or sent; a template's fault is named with file and field (R24).


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHead:
    """Who writes, as it stands on every letter; the office sets it."""

    office_name: str
    address: str
    """Street and town, separated by a comma (R31)."""
    phone: str
    privacy_url: str
    """Where it says how the office handles personal data."""
    signature: str


class LetterWriter(Protocol):
    """Fills a letter's template. Pure computing: no store, no network."""

    def write(self, kind: DocumentKind, fields: Mapping[str, str]) -> bytes:
        """Return the letter as .docx; LetterFailed if the template lacks or asks for a field (R24)."""
        ...
