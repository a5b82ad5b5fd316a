"""The bare fact for whoever reported a case: it is over, and nothing more (privacy; GA V)."""

from typing import Final

from cards.card import Card, card
from cards.layout import heading, notice_band, text
from procedure.vocabulary import CaseState

ANONYMISED: Final = "{number}: Dieser Vorgang wurde anonymisiert."
"""Nothing of why: the retention period was over, or somebody had a right to it (Art. 17 GDPR)."""
NOTHING_LEFT: Final = "Es sind keine persönlichen Angaben mehr vorhanden."


def closed_card(number: str, state: CaseState, *, notice: str = "") -> Card:
    """Say that a case is over: no result, no answer, nobody's name. Told unasked and asked for alike."""
    fact = closed_fact(number, state)
    return card(
        body=[
            *notice_band(notice),
            heading(fact, size="medium"),
            text("Sie müssen nichts mehr tun. Vielen Dank für Ihre Meldung."),
        ],
        fallback_text=fact,
        speak=fact,
    )


def anonymised_card(number: str, *, notice: str = "") -> Card:
    """Say that nothing is left to be read of a case: no button, no date, nobody (privacy)."""
    fact = ANONYMISED.format(number=number)
    return card(
        body=[
            *notice_band(notice),
            heading(fact, size="medium"),
            text(f"{NOTHING_LEFT} Es ist nichts mehr zu tun."),
        ],
        fallback_text=fact,
        speak=fact,
    )


def closed_fact(number: str, state: CaseState) -> str:
    """Say it in one sentence, as the activity feed shows it."""
    if state is CaseState.ANONYMISED:
        return ANONYMISED.format(number=number)
    return f"{number} ist {'abgeschlossen' if state is CaseState.CLOSED else 'beendet'}."
