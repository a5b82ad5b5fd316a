"""The letters the office writes: their template files, and which placeholders each may and must use."""

from dataclasses import dataclass
from typing import Final

from casework.letter_fields import (
    ERGEBNIS_TEXT,
    GRUND,
    MASSNAHME,
    NEUES_DATUM,
    PRAISE,
    REQUESTING_BODY,
    STELLE,
)
from procedure.vocabulary import DocumentKind, Outcome

COMMON: Final = frozenset(
    {
        "absender",
        "anliegen_kurz",
        "anrede",
        "anschrift",
        "datum",
        "eingang",
        "gruppe",
        "haus",
        "haus_anschrift",
        "kontakt",
        "kopie_an",
        "link",
        "name",
        "nr",
        "telefon",
        "variante",
    }
)
"""Placeholders every letter may use."""

_ALWAYS: Final = frozenset({"anrede", "eingang", "nr"})
_OWN: Final = {
    DocumentKind.ACKNOWLEDGEMENT: frozenset({"abschluss"}),
    DocumentKind.INTERIM_NOTICE: frozenset({GRUND, NEUES_DATUM}),
    DocumentKind.ANSWER: frozenset({ERGEBNIS_TEXT, MASSNAHME}),
    DocumentKind.HANDOVER_NOTICE: frozenset({STELLE}),
    DocumentKind.WITHDRAWAL_NOTICE: frozenset(),
}
_MAY_LACK: Final = frozenset({MASSNAHME})


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """One template: a kind of document in one of its wordings."""

    kind: DocumentKind
    variant: str = ""
    title: str
    """The document's title, before the case number."""

    @property
    def file_name(self) -> str:
        """The template's file: „antwort-begruendet.docx“."""
        variant = self.variant.replace("_", "-")
        return f"{self.kind.value}{'-' if variant else ''}{variant}.docx"

    @property
    def known(self) -> frozenset[str]:
        """The placeholders this template may use."""
        return COMMON | _OWN[self.kind]

    @property
    def required(self) -> frozenset[str]:
        """The placeholders without which the letter would not say what the GA asks of it (R24, R29)."""
        # Thanks for praise promise no answer (A20).
        promises_nothing = self.kind is DocumentKind.ACKNOWLEDGEMENT and self.variant == PRAISE
        own = frozenset() if promises_nothing else _OWN[self.kind]
        return _ALWAYS | (own - _MAY_LACK)


LETTER_KINDS: Final = (
    LetterKind(kind=DocumentKind.ACKNOWLEDGEMENT, title="Eingangsbestätigung"),
    LetterKind(kind=DocumentKind.ACKNOWLEDGEMENT, variant=PRAISE, title="Dank und Eingangsbestätigung"),
    LetterKind(kind=DocumentKind.INTERIM_NOTICE, title="Zwischennachricht"),
    LetterKind(kind=DocumentKind.INTERIM_NOTICE, variant=REQUESTING_BODY, title="Zwischennachricht"),
    LetterKind(kind=DocumentKind.ANSWER, variant=Outcome.FOUNDED, title="Antwort"),
    LetterKind(kind=DocumentKind.ANSWER, variant=Outcome.PARTLY_FOUNDED, title="Antwort"),
    LetterKind(kind=DocumentKind.ANSWER, variant=Outcome.UNFOUNDED, title="Antwort"),
    LetterKind(kind=DocumentKind.ANSWER, variant=Outcome.UNDETERMINED, title="Antwort"),
    LetterKind(kind=DocumentKind.ANSWER, variant=Outcome.NOT_APPLICABLE, title="Antwort"),
    LetterKind(kind=DocumentKind.ANSWER, variant=PRAISE, title="Dank für Ihr Lob"),
    LetterKind(kind=DocumentKind.ANSWER, variant=REQUESTING_BODY, title="Stellungnahme"),
    LetterKind(kind=DocumentKind.HANDOVER_NOTICE, title="Abgabenachricht"),
    LetterKind(kind=DocumentKind.WITHDRAWAL_NOTICE, title="Rücknahmebestätigung"),
)
"""Every letter the bot can write."""


def letter_kind(kind: DocumentKind, variant: str) -> LetterKind | None:
    """Find a letter by its kind and wording."""
    return next((letter for letter in LETTER_KINDS if (letter.kind, letter.variant) == (kind, variant)), None)
