"""The one way to make a card: every card that leaves this function keeps the rules of card_rules."""

from collections.abc import Sequence
from typing import Any

from cards.action_elements import Action, Refresh
from cards.card_rules import MAX_PRIMARY_ACTIONS, check
from cards.elements import Block, Part, Parts, Property, as_dict
from cards.plain_text import plain, spoken

Card = dict[str, Any]
"""A card as plain JSON."""

VERSION = "1.5"
LANGUAGE = "de"


class _TopCard(Part):
    element_type = "AdaptiveCard"
    version = Property("version")
    lang = Property("lang")
    fallback_text = Property("fallbackText")
    speak = Property("speak")
    refresh = Property("refresh", Refresh)
    msteams = Property("msteams", dict)
    body = Parts("body", Block)
    actions = Parts("actions", Action)


def card(
    *,
    body: Sequence[Block],
    actions: Sequence[Action] = (),
    fallback_text: str,
    speak: str,
    full_width: bool = False,
    refresh: Refresh | None = None,
) -> Card:
    """Build a card of version 1.5 in German as a plain dict.

    ``fallback_text`` stands where the card cannot be drawn and in lists of messages: number, what
    to do, by when, no personal data. ``speak`` is its equivalent for the ear. ``full_width`` is for
    tables. Raises CardRuleBroken when a rule is broken: that is a mistake in our code.
    """
    top = _TopCard(
        version=VERSION,
        lang=LANGUAGE,
        fallback_text=plain(fallback_text),
        speak=spoken(speak),
        refresh=refresh,
        msteams={"width": "Full"} if full_width else None,
        body=list(body),
        actions=in_a_row(actions) or None,
    )
    built: Card = as_dict(top)
    check(built)
    return built


def in_a_row(actions: Sequence[Action]) -> list[Action]:
    """Keep the first six buttons in sight and put the others into the overflow menu."""
    in_sight = 0
    for action in actions:
        if action.mode != "secondary":
            in_sight += 1
            if in_sight > MAX_PRIMARY_ACTIONS:
                action.mode = "secondary"
    return list(actions)
