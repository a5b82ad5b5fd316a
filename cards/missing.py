"""What a case still waits for before it can be closed or filed, as a list to tick off (R42)."""

from cards.case_parts import is_over
from cards.elements import Block, Container
from cards.layout import small, text
from casework.views import CaseView

HOW = "Senden Sie fehlende Papiere als Datei in diesen Chat."


def missing(view: CaseView) -> list[Block]:
    """List what is missing, one ○ and sentence each (nothing when nothing is)."""
    if not view.missing:
        return []
    points = [text(f"○ {sentence}", spacing="small") for sentence in view.missing]
    if is_over(view):
        points = [text("Für die Ablage fehlt noch:", bold=True), *points, small(HOW)]
    else:
        points = [text("Für den Abschluss fehlt noch:", bold=True), *points]
    return [Container(spacing="medium", items=points)]
