"""Bodies of the answers to invokes, as plain JSON. The HTTP status is always 200."""

from typing import Any

from bot.incoming import Card

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
CARD_ACTION = "adaptiveCard/action"


def card_answer(card: Card) -> dict[str, Any]:
    """Show a card in place of the one whose button was pressed; only the person who pressed sees it."""
    return {"statusCode": 200, "type": CARD_TYPE, "value": dict(card)}


def message_answer(text: str) -> dict[str, Any]:
    """Show a sentence to the person who pressed; the card stays as it is."""
    return {"statusCode": 200, "type": MESSAGE_TYPE, "value": text}


def apology(invoke_name: str, text: str) -> dict[str, Any]:
    """Say a sentence in the form the kind of invoke can show."""
    if invoke_name == CARD_ACTION:
        return message_answer(text)
    if invoke_name.startswith("task/"):
        return {"task": {"type": "message", "value": text}}
    if invoke_name.startswith("composeExtension/"):
        return {"composeExtension": {"type": "message", "text": text}}
    return {}
