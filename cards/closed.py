"""The bare fact for whoever reported a case: it is over, and nothing more (privacy; GA V)."""

from cards.card import Card, card
from cards.layout import heading, notice_band, text
from casework.views import CaseView
from procedure.vocabulary import CaseState


def closed_card(view: CaseView, *, notice: str = "") -> Card:
    """Say that a case is over: no result, no answer, nobody's name."""
    how = "abgeschlossen" if view.state is CaseState.CLOSED else "beendet"
    fact = f"{view.number} ist {how}."
    return card(
        body=[
            *notice_band(notice),
            heading(fact, size="medium"),
            text("Sie müssen nichts mehr tun. Vielen Dank für Ihre Meldung."),
        ],
        fallback_text=fact,
        speak=fact,
    )
