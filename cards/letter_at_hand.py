"""The letter that was just made, at hand on the card of its case: to read, sign and send (R18, R28)."""

from cards.action_elements import ActionSet
from cards.elements import Block
from cards.step_buttons import fetch_button
from cards.wording_steps import DOCUMENT_KINDS
from casework.views import CaseView


def letter_at_hand(view: CaseView) -> list[Block]:
    """Offer the letter, without opening the whole text (nothing where there is none)."""
    if view.letter is None:
        return []
    title = f"{DOCUMENT_KINDS[view.letter.kind]} ansehen"
    return [ActionSet(actions=[fetch_button(view, view.letter.id, title)])]
