"""How long a case is kept, in words: for BGF and management, once it is over."""

from cards.case_parts import is_over
from cards.wording import short_date
from cards.wording_steps import HOLD_GROUNDS
from casework.part_views import HoldView
from casework.views import CaseView


def retention(view: CaseView) -> tuple[str, str]:
    """State from when it is anonymised, or what holds that back; empty while it runs."""
    part = view.retention
    words = ""
    if is_over(view) and part.held:
        words = f"Gesperrt: {', '.join(HOLD_GROUNDS[hold.ground] for hold in part.held)}"
    elif part.anonymised_from is not None:
        day = part.anonymised_from
        words = f"Wird ab {short_date(day)} {day.year} anonymisiert"
    return ("Aufbewahrung", words)


def hold_in_words(hold: HoldView) -> str:
    """Say what holds a case, since when and why: „Klage, seit 3. Dezember 2026: Az. 12 AS 1/27“."""
    words = f"{HOLD_GROUNDS[hold.ground]}, seit {short_date(hold.since)} {hold.since.year}"
    return f"{words}: {hold.note}" if hold.note.strip() else words
