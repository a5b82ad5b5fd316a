"""Reads a card as a person does: its words, its buttons, its forms."""

from collections.abc import Mapping
from typing import Any

from cards.card_rules import parts_of

Card = Mapping[str, Any]


def words(card: Card) -> str:
    """Return all words in sight, in reading order, a line each; folded forms not."""
    lines = []
    for part in parts_of(card["body"]):
        if part["type"] in {"TextBlock", "TextRun"}:
            lines.append(part["text"])
        lines += [f"{fact['title']}: {fact['value']}" for fact in part.get("facts", [])]
    return "\n".join(lines).replace("\u2060", "").replace("\u00a0", " ")


def box(card: Card) -> str:
    """Read what stands in the box or band at the top."""
    first = next(part for part in card["body"] if part.get("style") in {"emphasis", "attention"})
    return "\n".join(item["text"] for item in first["items"]).replace("\u2060", "")


def titles(card: Card, *, overflow: bool = False) -> list[str]:
    """Name the buttons in sight, those inside the body first; or those in the overflow menu."""
    rows = [part["actions"] for part in parts_of(card["body"]) if part["type"] == "ActionSet"]
    rows.append(card.get("actions", []))
    return [a["title"] for row in rows for a in row if (a.get("mode") == "secondary") is overflow]


def pressed(card: Card, title: str) -> Card:
    """Find the button of a title, also inside forms."""
    for part in parts_of(card):
        for action in part.get("actions", []):
            if action["title"] == title:
                found: Card = action
                return found
    raise AssertionError(title)


def field(card: Card, field_id: str) -> Card:
    """Find an input, also inside forms."""
    return next(p for p in parts_of(card) if p["type"].startswith("Input.") and p["id"] == field_id)


def fields_in_sight(card: Card) -> list[str]:
    """Name the inputs that need no button to unfold them."""
    return [part["id"] for part in parts_of(card["body"]) if part["type"].startswith("Input.")]
