"""The card of a case with a form unfolded on it, or with a link to a document."""

from collections.abc import Mapping

from cards.action_elements import ActionSet, OpenUrl
from cards.card import Card, card
from cards.card_rules import CardTooLarge, check
from cards.case import case_card
from cards.elements import as_dict
from cards.layout import heading, notice_band
from cards.step_buttons import Typed, open_form
from casework.views import CaseView, Step

DOWNLOAD = "Herunterladen (fünf Minuten gültig)"
NOTHING: Mapping[str, str] = {}


def with_form(
    view: CaseView,
    step: Step,
    *,
    notice: str = "",
    problem: Mapping[str, str] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
) -> Card:
    """Draw a case with a step's form unfolded below it, with what was typed.

    Where both do not fit into one card, the case gives way: what was typed is not lost.
    """
    try:
        return case_card(view, notice=notice, problem=problem, typed=typed, unfolded=step)
    except CardTooLarge:
        brief = f"{view.number}: Bitte füllen Sie die Karte aus."
        form = open_form(view, step, Typed(values=typed, problems=problem))
        return card(body=[*notice_band(notice), heading(view.number), form], fallback_text=brief, speak=brief)


def with_link(drawn: Card, url: str) -> Card:
    """Offer a document right below the first thing on a card; no address, no offer."""
    if not url:
        return drawn
    offer = as_dict(ActionSet(actions=[OpenUrl(title=DOWNLOAD, url=url)]))
    whole = drawn | {"body": [drawn["body"][0], offer, *drawn["body"][1:]]}
    check(whole)
    return whole
