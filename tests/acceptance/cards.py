"""Reads cards as a person does: which words, which buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button that sends something."""

    title: str
    verb: str
    data: dict[str, Any]


def _parts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key != "fallback":
                yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)


def buttons_of(card: dict[str, Any]) -> list[Button]:
    """List the buttons, those inside opened forms too."""
    return [
        Button(title=part["title"], verb=part["verb"], data=part.get("data", {}))
        for part in _parts(card)
        if part.get("type") == "Action.Execute"
    ]


def texts_of(card: dict[str, Any]) -> list[str]:
    """List all words a card shows."""
    found = []
    for part in _parts(card):
        found += [part[key] for key in ("text", "title", "value", "label") if isinstance(part.get(key), str)]
    return found
