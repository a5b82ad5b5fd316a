"""„Vorgang öffnen“: the full text and the customer, for this moment only; every such look is on record."""

from dataclasses import dataclass

from cards.action_elements import ActionSet
from cards.buttons import button
from cards.card import Card, card
from cards.card_rules import MAX_CHARACTERS, CardTooLarge, size_of
from cards.case_parts import LEGAL_REMEDY, about
from cards.elements import Block, Container
from cards.files import size_in_words
from cards.history import corrections, history
from cards.inputs import Choice, ChoiceSet
from cards.layout import heading, small, text, verbatim
from cards.plain_text import one_line
from cards.step_buttons import fetch_button, refresh_button
from cards.verbs import FILE_FETCH
from cards.wording import GROUNDS, cleaned, short_date
from cards.wording_steps import DOCUMENT_KINDS
from casework.part_views import DocumentView
from casework.views import FullTextView
from procedure.recording import SUMMARY_MAX_LENGTH
from procedure.vocabulary import DocumentKind

CLOSE_AGAIN = "Karte wieder schließen"

_DETAIL_LENGTH = 500
_LINK_LENGTH = 1_500
"""What a link to a document, put on the card later, may take."""
_NAME_LENGTH = 60
_ROWS = 6
"""Documents that get a row with a button of their own; more of them become a list to choose from."""

_BUTTON_NAMES = {DocumentKind.INCOMING: "Schreiben", DocumentKind.OTHER: "Anlage"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """How much of everything besides the text itself a card has room for, in characters and lines."""

    detail: int = _DETAIL_LENGTH
    note: int = 1_000
    contributions: int = 3_000
    """All Beiträge together."""
    lines: int = 20


_ROOMS = (_Room(), _Room(detail=300, note=300, contributions=1_000, lines=6))
_LEAST = _Room(detail=200, note=0, contributions=0, lines=0)


def full_text_card(view: FullTextView) -> Card:
    """Draw what was reported and by whom, what lies with it and what happened.

    „Karte wieder schließen“ puts the case card back: nothing stays in the chat. A card that is too
    large would not arrive at all: the text counts most, then the customer, then the record.
    """
    for room in _ROOMS:
        try:
            drawn = _drawn(view, room)
        except CardTooLarge:
            continue
        if size_of(drawn) <= MAX_CHARACTERS - _LINK_LENGTH:
            return drawn
    return _drawn(view, _LEAST)


def _drawn(view: FullTextView, room: _Room) -> Card:
    case = view.case
    body: list[Block] = [
        heading(f"{case.number}: Wortlaut"),
        text(about(case), subtle=True, spacing="none"),
        small("Ihr Zugriff ist protokolliert. Der Wortlaut ist nur jetzt zu sehen: bitte wieder schließen."),
        *_section("Anliegen", view.summary),
        *_customer(view, room.detail),
    ]
    if case.escalation_ground is not None or view.escalation_note.strip():
        ground = GROUNDS[case.escalation_ground] if case.escalation_ground else ""
        words = f"{ground}\n{view.escalation_note}".strip()
        body += _section("Anlass für das sofortige Gespräch", words, limit=room.detail)
    if case.legal_remedy_check:
        body.append(text(LEGAL_REMEDY))
    body += _documents(view)
    if room.lines:
        body += [
            *_notes(view, room),
            *corrections(view.corrections, channel=case.channel, limit=room.lines),
            *history(view.history, limit=room.lines),
        ]
    else:
        body.append(small("Vermerke, Beiträge und Verlauf haben neben diesem langen Text keinen Platz."))
    return card(
        body=body,
        actions=[refresh_button(case, title=CLOSE_AGAIN)],
        fallback_text=f"{case.number}: Der Wortlaut ist nur in der Karte zu sehen.",
        speak=f"{case.number}, Wortlaut. Bitte schließen Sie die Karte wieder.",
    )


def _customer(view: FullTextView, limit: int) -> list[Block]:
    customer = view.customer
    if view.anonymous or customer.is_anonymous:
        return _section("Kundin/Kunde", "ohne Namen und Anschrift (anonym)")
    rows = (
        ("Kundin/Kunde", customer.name or "ohne Namen"),
        ("Kontakt", customer.contact or "nicht angegeben"),
        ("Kundennummer", customer.number or "nicht angegeben"),
    )
    return [block for title, words in rows for block in _section(title, words, limit=limit)]


def _notes(view: FullTextView, room: _Room) -> list[Block]:
    """Show what Teamleitung and management noted, and the Beiträge with their texts."""
    case = view.case
    notes = [
        ("Vermerk der Teamleitung zum Gespräch", case.talk.note),
        ("Ergebnis des Gesprächs mit der Geschäftsleitung", case.talk.held_note),
        ("Maßgabe der Geschäftsleitung", case.decision.instruction),
    ]
    body = [
        block for title, note in notes if note.strip() for block in _section(title, note, limit=room.note)
    ]
    written = [part for part in view.contributions if part.text.strip()]
    for part in written:
        limit = room.contributions // len(written)
        body += _section(f"Beitrag {part.team_name}", part.text, limit=limit)
    return body


def _documents(view: FullTextView) -> list[Block]:
    if not view.documents:
        return []
    head: list[Block] = [text("Schreiben und Anlagen", bold=True)]
    if len(view.documents) > _ROWS:
        return [*head, *_choice(view)]
    names = _button_names(view.documents)
    return [*head, *(_row(view, document, names[n]) for n, document in enumerate(view.documents))]


def _row(view: FullTextView, document: DocumentView, name: str) -> Container:
    # One below the other: side by side, a name and a button do not fit on a phone.
    press = fetch_button(view.case, document.id, f"{name} ansehen", opened=True)
    described = small(_described(document), spacing="none")
    return Container(spacing="small", items=[described, ActionSet(spacing="small", actions=[press])])


def _choice(view: FullTextView) -> list[Block]:
    case = view.case
    names = _button_names(view.documents)
    choices = [
        Choice(title=cleaned(f"{names[n]}: {_described(document)}"), value=str(document.id))
        for n, document in enumerate(view.documents)
    ]
    data = {"case": case.case_id, "version": case.version, "opened": True}
    return [
        ChoiceSet(
            id="document",
            label=f"{len(choices)} Schreiben und Anlagen",
            choices=choices,
            style="compact",
            is_required=True,
            error_message="Bitte wählen Sie ein Schreiben.",
            placeholder="Bitte wählen",
        ),
        ActionSet(actions=[button("Schreiben ansehen", FILE_FETCH, data)]),
    ]


def _button_names(documents: tuple[DocumentView, ...]) -> list[str]:
    """Name each document by its kind, numbered from the second of a kind on."""
    counted: dict[DocumentKind, int] = {}
    names = []
    for document in documents:
        counted[document.kind] = counted.get(document.kind, 0) + 1
        name = _BUTTON_NAMES.get(document.kind, DOCUMENT_KINDS[document.kind])
        names.append(name if counted[document.kind] == 1 else f"{name} {counted[document.kind]}")
    return names


def _described(document: DocumentView) -> str:
    name = one_line(document.name, _NAME_LENGTH)
    return f"{name}, {size_in_words(document.size)}, {short_date(document.added_at)}, {document.added_by}"


def _section(title: str, words: str, *, limit: int = SUMMARY_MAX_LENGTH) -> list[Block]:
    # A card that is too large would not arrive at all; what is cut says so.
    cut = words if len(words) <= limit else f"{words[:limit]}…\n(Hier gekürzt.)"
    return [text(title, bold=True), *verbatim(cut or "nicht angegeben")]
