"""The help, with the commands that a person may use."""

from cards.card import Card
from cards.welcome import help_card
from dialogs.context import Context
from procedure.actor import Actor


def help_for(context: Context) -> Card:
    """Draw the help; what is about a whole year only for BGF and management (RACI)."""
    today = context.rulebook.day(context.now)
    person = Actor.of(context.actor, context.office, today)
    return help_card(year=today.year if person.is_bgf or person.is_management else None)
