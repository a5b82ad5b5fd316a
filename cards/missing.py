"""What a case still waits for before it can be closed or filed, as a list to tick off (R42)."""

from cards.case_parts import is_over
from cards.elements import Block, Container
from cards.layout import text
from casework.views import CaseView


def missing(view: CaseView) -> list[Block]:
    """List what is missing, one ○ and sentence each (nothing when nothing is)."""
    if not view.missing:
        return []
    title = "Für die Ablage fehlt noch:" if is_over(view) else "Für den Abschluss fehlt noch:"
    points = [text(f"○ {sentence}", spacing="small") for sentence in view.missing]
    return [Container(spacing="medium", items=[text(title, bold=True), *points])]
