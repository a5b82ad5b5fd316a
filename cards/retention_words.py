"""How long a case is kept, in words: for BGF and management, once it is over."""

from collections.abc import Mapping

from cards.case_parts import is_over
from cards.wording import short_date
from cards.wording_steps import HOLD_GROUNDS
from casework.part_views import HoldView
from casework.views import CaseView
from procedure.retention import Obstacle
from procedure.vocabulary import EndReason

WHY_KEPT: Mapping[Obstacle, str] = {
    Obstacle.RUNNING: "läuft noch",
    Obstacle.OWED: "die Ablage ist nicht geprüft",
    Obstacle.HELD: "gesperrt",
    Obstacle.TOO_EARLY: "die Frist läuft noch",
    Obstacle.MERGED_INTO_KEPT: "zusammengeführt mit einem Vorgang, der bleibt",
}
"""Why a case cannot be anonymised now. The grounds of a hold are not for everybody: they are told apart."""


def retention(view: CaseView) -> tuple[str, str]:
    """State from when it is anonymised, or what holds that back; empty while it runs.

    Nothing here depends on the day on which the card is drawn: it may be read years later.
    """
    part = view.retention
    words = ""
    if is_over(view) and part.held:
        words = f"Gesperrt: {', '.join(HOLD_GROUNDS[hold.ground] for hold in part.held)}"
    elif part.anonymised_from is not None:
        words = _anonymised(view, f"ab {short_date(part.anonymised_from)} {part.anonymised_from.year}")
    return ("Aufbewahrung", words)


def _anonymised(view: CaseView, from_then: str) -> str:
    """Say what has to happen first, where something has (R42; A17)."""
    if view.retention.unfiled:
        return f"Bleibt, bis die Ablage geprüft ist; danach Anonymisierung (frühestens {from_then})"
    words = f"Wird {from_then} anonymisiert"
    if view.ending is not None and view.ending.reason is EndReason.MERGED:
        # Whether that one is kept is not looked up: the viewer may not be allowed to know.
        return f"{words}; nicht, solange der fortgeführte Vorgang läuft oder gesperrt ist"
    return words


def hold_in_words(hold: HoldView) -> str:
    """Say what holds a case, since when and why: „Klage, seit 3. Dezember 2026: Az. 12 AS 1/27“."""
    words = f"{HOLD_GROUNDS[hold.ground]}, seit {short_date(hold.since)} {hold.since.year}"
    return f"{words}: {hold.note}" if hold.note.strip() else words
