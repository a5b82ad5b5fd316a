"""Who is away and who represents them (GA II; R11, A25)."""

from collections.abc import Sequence
from datetime import date

from cards.card import Card, card
from cards.layout import facts, heading, small, text
from cards.wording import long_date


def absence_card(
    *, from_on: date, until_on: date, represented: Sequence[tuple[str, str]], name: str = ""
) -> Card:
    """Confirm a reported absence; ``represented``: team and who stands in for it, „das BGF“ at the latest.

    ``name`` is empty for one's own absence, and the person's for somebody else's.
    """
    who, are = (name, "ist") if name else ("Sie", "sind")
    days = f"am {long_date(from_on)}" if from_on == until_on else f"bis {long_date(until_on)}"
    fact = f"{who} {are} abwesend {days}."
    first_day = "" if from_on == until_on else long_date(from_on)
    return card(
        body=[
            heading(fact, size="medium"),
            *facts(
                [("Ab", first_day), *((f"Team {team}", f"vertreten durch {by}") for team, by in represented)]
            ),
            text(_follows(represented)),
            small("Sind Sie früher zurück? Dann schreiben Sie „wieder da“."),
        ],
        fallback_text=fact,
        speak=fact,
    )


def return_card(name: str = "") -> Card:
    """Confirm that somebody is back; ``name`` is empty for oneself."""
    fact = f"{name} ist wieder da." if name else "Willkommen zurück. Sie sind wieder erreichbar."
    return card(
        body=[
            heading(fact, size="medium"),
            text("Neue Vorgänge kommen ab jetzt wieder direkt. Offene Aufgaben zeigt „meine“."),
        ],
        fallback_text=fact,
        speak=fact,
    )


def _follows(represented: Sequence[tuple[str, str]]) -> str:
    if not represented:
        return "Solange wird niemand nach Ihnen gefragt."
    return "Neue Vorgänge und Aufgaben gehen solange an die Vertretung. Sie handelt i. V."
