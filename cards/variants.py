"""The card of a case with something else on it: a form unfolded, the further steps, a link to a document."""

from collections.abc import Sequence

from cards.action_elements import Action, ActionSet, OpenUrl
from cards.card import Card, in_a_row
from cards.card_rules import MAX_CHARACTERS, check, size_of
from cards.elements import as_dict
from cards.layout import heading, notice_band
from cards.step_buttons import Typed, further_buttons, open_form
from casework.views import CaseView, Step

DOWNLOAD = "Herunterladen (fünf Minuten gültig)"


def with_form(card: Card, view: CaseView, step: Step, typed: Typed, *, notice: str = "") -> Card:
    """Unfold a step's form below the case, with what was typed; the other buttons wait.

    Where both do not fit into one card, the case gives way: what was typed is not lost.
    """
    form = as_dict(open_form(view, step, typed))
    whole = {key: held for key, held in card.items() if key != "actions"}
    whole["body"] = [*card["body"], form]
    if size_of(whole) > MAX_CHARACTERS:
        whole["body"] = [*as_dict([*notice_band(notice), heading(view.number)]), form]
    check(whole)
    return whole


def with_further_steps(card: Card, view: CaseView, page: int) -> Card:
    """Put a page of the further steps in place of the first ones."""
    return _with_actions(card, further_buttons(view, page))


def with_link(card: Card, url: str) -> Card:
    """Offer a document right below the first thing on a card."""
    offer = as_dict(ActionSet(actions=[OpenUrl(title=DOWNLOAD, url=url)]))
    whole = card | {"body": [card["body"][0], offer, *card["body"][1:]]}
    check(whole)
    return whole


def _with_actions(card: Card, actions: Sequence[Action]) -> Card:
    whole = card | {"actions": as_dict(in_a_row(actions))}
    check(whole)
    return whole
