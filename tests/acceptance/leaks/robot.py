"""Fills in every form it finds with marked words and presses its button: any path, without knowing it."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.acceptance.cards import Button, buttons_of
from tests.acceptance.leaks.markers import CONTACT, CUSTOMER, NUMBER, SAID

Card = dict[str, Any]
DETAILS = {"name": f"Karla {CUSTOMER}", "contact": f"{CONTACT} 7", "number": NUMBER}
"""What is typed where the form asks for a person's details, by the end of the input's name."""
MUCH = 20
EARLY, LATE = "08:30", "16:30"


def inputs_of(value: object) -> Iterator[dict[str, Any]]:
    """List the inputs of a card, those of unfolded forms too."""
    if isinstance(value, dict):
        if str(value.get("type", "")).startswith("Input."):
            yield value
        for key, inner in value.items():
            if key != "fallback":
                yield from inputs_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from inputs_of(inner)


def filled(card: object, attempt: int, typed: Mapping[str, str]) -> dict[str, str]:
    """Answer all inputs of a card; another attempt makes other choices."""
    return {field["id"]: _answer(field, attempt, typed) for field in inputs_of(card)}


def button(card: Card, verb: str) -> Button | None:
    """Return the button that does something, not the one that unfolds its form."""
    return next((b for b in buttons_of(card) if b.verb == verb), None)


def _answer(field: dict[str, Any], attempt: int, typed: Mapping[str, str]) -> str:
    word = next((value for end, value in typed.items() if field["id"].endswith(end)), None)
    if field["type"] == "Input.Text":
        return word if word is not None else _text(field, typed)
    if field["type"] == "Input.ChoiceSet":
        choices = [choice["value"] for choice in field["choices"]]
        return str(choices[attempt % len(choices)]) if choices else ""
    first, second = {
        "Input.Date": (field.get("value") or field.get("max") or field.get("min") or typed["today"],) * 2,
        "Input.Time": (LATE, EARLY),
        "Input.Number": ("1", "1"),
        "Input.Toggle": (field.get("valueOn", "true"), field.get("valueOff", "false")),
    }[field["type"]]
    return str(first if attempt % 2 == 0 else second)


def _text(field: dict[str, Any], typed: Mapping[str, str]) -> str:
    return f"{typed.get('text', SAID)} {field['id']}"[: field.get("maxLength", MUCH)]
