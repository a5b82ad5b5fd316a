"""The bare answer to a customer who waited, for a desk that no longer sees the case (privacy; R37)."""

from datetime import datetime

from cards.card import Card, card
from cards.layout import heading, text
from cards.wording import long_instant


def answered_late_card(number: str, answer: str, answered_at: datetime, *, with_management: bool) -> Card:
    """Say what was answered and when: no name, no text of anybody, no button.

    ``answer`` is its name alone („Rückruf“): details of it may name the customer. ``answered_at`` is local
    to the office.
    """
    fact = f"Antwort zu {number} vom {long_instant(answered_at)}: {answer}."
    office = "die Geschäftsleitung" if with_management else "die Teamleitung"
    return card(
        body=[heading(fact, size="medium"), text(f"Fragen dazu beantwortet {office}.")],
        fallback_text=fact,
        speak=fact,
    )
