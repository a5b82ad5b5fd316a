"""Files sent to the assistant: to which case one belongs, that it lies there now, or why it was refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.buttons import button
from cards.card import Card, card
from cards.elements import Block
from cards.inputs import Choice, ChoiceSet, TextInput
from cards.layout import at_field, box, facts, heading, notice_band, small, text
from cards.plain_text import cleaned, one_line
from cards.verbs import FILE_DISCARD, FILE_PUT
from cards.wording_steps import DOCUMENT_KINDS
from procedure.vocabulary import DocumentId, DocumentKind

NUMBER_LENGTH = 40
_NAME_LENGTH = 80
_MEGABYTE = 1_000_000
_NOTHING: Mapping[str, str] = {}

OFFERED = (
    DocumentKind.INCOMING,
    DocumentKind.ACKNOWLEDGEMENT,
    DocumentKind.INTERIM_NOTICE,
    DocumentKind.ANSWER,
    DocumentKind.STATEMENT,
    DocumentKind.OTHER,
)
"""What a file can be; what a step brings with it (a Beitrag, a letter at the end) is not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file that waits for its case. Its name is personal data: it may hold one."""

    document_id: DocumentId
    name: str
    size: int
    """Bytes."""
    kinds: tuple[DocumentKind, ...] = OFFERED
    """What the person may choose."""


def file_question_card(
    view: FileView,
    *,
    notice: str = "",
    problem: Mapping[str, str] = _NOTHING,
    typed: Mapping[str, str] = _NOTHING,
) -> Card:
    """Ask which case a file belongs to and what it is; comes back with what was typed (R42)."""
    brief = "Zu welchem Vorgang gehört die Datei? Bitte füllen Sie die Karte aus."
    data = {"document": view.document_id}
    return card(
        body=[
            *notice_band(notice),
            heading("Zu welchem Vorgang gehört die Datei?", size="medium"),
            *facts([("Datei", f"{one_line(view.name, _NAME_LENGTH)}, {size_in_words(view.size)}")]),
            *_inputs(view, problem, typed),
            small(
                "Ohne Angabe lösche ich die Datei nach 24 Stunden. Aus dem Chat löschen Sie sie bitte selbst."
            ),
        ],
        actions=[
            button("Ablegen", FILE_PUT, data, positive=True),
            button("Verwerfen", FILE_DISCARD, data, ignores_form=True),
        ],
        fallback_text=brief,
        speak=brief,
    )


def file_receipt_card(number: str, kind: DocumentKind) -> Card:
    """Say that a file lies with its case now."""
    fact = f"{DOCUMENT_KINDS[kind]} liegt jetzt bei {number}."
    return card(
        body=[
            heading(fact, size="medium"),
            text("Die Datei ist dort verschlüsselt abgelegt. Bitte löschen Sie sie jetzt aus diesem Chat."),
        ],
        fallback_text=fact,
        speak=fact,
    )


def file_refused_card(reason: str) -> Card:
    """Say why a file was not taken, and what can be done; ``reason`` is one sentence without its name."""
    fact = "Die Datei habe ich nicht angenommen."
    return card(
        body=[heading(fact, size="medium"), box("Warum?", reason)],
        fallback_text=f"{fact} {reason}",
        speak=f"{fact} {reason}",
    )


def file_discarded_card() -> Card:
    """Say that a file was not kept."""
    fact = "Die Datei ist verworfen. Ich habe nichts gespeichert."
    return card(body=[heading(fact, size="medium")], fallback_text=fact, speak=fact)


def size_in_words(size: int) -> str:
    """Write „340 KB“ or „2,1 MB“ for a number of bytes."""
    if size < _MEGABYTE:
        return f"{max(1, round(size / 1_000))} KB"
    return f"{size / _MEGABYTE:.1f} MB".replace(".", ",")


def _inputs(view: FileView, problem: Mapping[str, str], typed: Mapping[str, str]) -> list[Block]:
    kinds = {kind.value: DOCUMENT_KINDS[kind] for kind in view.kinds}
    chosen = typed.get("kind", DocumentKind.INCOMING)
    return [
        *at_field(problem.get("number", "")),
        TextInput(
            id="number",
            label="Nummer des Vorgangs",
            placeholder="zum Beispiel KRM-2026-0042",
            is_required=True,
            error_message="Bitte geben Sie die Nummer an, zum Beispiel KRM-2026-0042.",
            max_length=NUMBER_LENGTH,
            value=cleaned(typed.get("number", ""))[:NUMBER_LENGTH] or None,
        ),
        *at_field(problem.get("kind", "")),
        ChoiceSet(
            id="kind",
            label="Was ist es?",
            choices=[Choice(title=title, value=value) for value, title in kinds.items()],
            style="compact",
            is_required=True,
            error_message="Bitte wählen Sie, was es ist.",
            value=chosen if chosen in kinds else None,
        ),
    ]
