"""„Vorgang öffnen“: the full text and the customer, for this moment only; every such look is on record."""

from cards.card import Card, card
from cards.case_parts import LEGAL_REMEDY, about
from cards.elements import Block
from cards.layout import heading, small, text, verbatim
from cards.step_buttons import refresh_button
from cards.wording import GROUNDS
from casework.views import FullTextView
from procedure.recording import SUMMARY_MAX_LENGTH

_DETAIL_LENGTH = 500


def full_text_card(view: FullTextView) -> Card:
    """Draw what was reported and by whom. „Schließen“ puts the case card back: nothing stays in the chat."""
    case = view.case
    body: list[Block] = [
        heading(f"{case.number}: Wortlaut"),
        text(about(case), subtle=True, spacing="none"),
        small("Ihr Zugriff ist protokolliert. Der Wortlaut ist nur jetzt zu sehen: bitte wieder schließen."),
        *_section("Anliegen", view.summary),
        *_customer(view),
    ]
    if case.escalation_ground is not None or view.escalation_note.strip():
        ground = GROUNDS[case.escalation_ground] if case.escalation_ground else ""
        words = f"{ground}\n{view.escalation_note}".strip()
        body += _section("Anlass für das sofortige Gespräch", words, limit=_DETAIL_LENGTH)
    if case.legal_remedy_check:
        body.append(text(LEGAL_REMEDY))
    return card(
        body=body,
        actions=[refresh_button(case, title="Schließen")],
        fallback_text=f"{case.number}: Der Wortlaut ist nur in der Karte zu sehen.",
        speak=f"{case.number}, Wortlaut. Bitte schließen Sie die Karte wieder.",
    )


def _customer(view: FullTextView) -> list[Block]:
    customer = view.customer
    if view.anonymous or customer.is_anonymous:
        return _section("Kundin/Kunde", "ohne Namen und Anschrift (anonym)")
    rows = (
        ("Kundin/Kunde", customer.name or "ohne Namen"),
        ("Kontakt", customer.contact or "nicht angegeben"),
        ("Kundennummer", customer.number or "nicht angegeben"),
    )
    return [block for title, words in rows for block in _section(title, words, limit=_DETAIL_LENGTH)]


def _section(title: str, words: str, *, limit: int = SUMMARY_MAX_LENGTH) -> list[Block]:
    # A card that is too large would not arrive at all; what is cut says so.
    cut = words if len(words) <= limit else f"{words[:limit]}…\n(Hier gekürzt.)"
    return [text(title, bold=True), *verbatim(cut or "nicht angegeben")]
