"""What every card keeps: readable, speakable, small, the same grammar (WCAG 2.2 AA, limits of Teams)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MAX_CHARACTERS = 20_000
"""UTF-16 units of the card's JSON: half of the smallest message limit documented for Teams."""

MAX_PRIMARY_ACTIONS = 6
"""Per row of buttons; Teams moves the seventh out of sight by itself, at a place we did not choose."""

_LEAVING = frozenset({"Zurück", "Abbrechen"})
_PICTURES = frozenset({"url", "iconUrl", "backgroundImage", "poster"})
_READ_FIRST = frozenset({"TextBlock", "RichTextBlock", "FactSet", "Table", "ActionSet"})
_OURS = frozenset({"case", "version", "draft", "turn", "values", "verb", "step", "page", "opened"})

Json = Mapping[str, Any]


class CardRuleBroken(ValueError):  # noqa: N818 - named for the fact
    """A card would leave us that some people could not read, hear or use."""


class CardTooLarge(CardRuleBroken):
    """A card would not arrive at all."""


def check(card: Json) -> None:
    """Raise CardRuleBroken with the first rule that a card breaks."""
    _check_whole(card)
    parts = list(parts_of(card))
    for part in parts:
        _check_part(part)
    _check_unique(parts)


def parts_of(value: object) -> Iterator[Json]:
    """Walk all parts of a card in reading order, forms inside buttons and fallbacks included."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for key, held in value.items():
            if key not in {"data", "requires"}:
                yield from parts_of(held)
    elif isinstance(value, list):
        for held in value:
            yield from parts_of(held)


def size_of(card: object) -> int:
    """Count the UTF-16 units of a card's JSON, or of a part of it, as the channel counts them."""
    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) // 2


def _check_whole(card: Json) -> None:
    for key in ("fallbackText", "speak"):
        if not str(card.get(key, "")).strip():
            raise CardRuleBroken(f"{key} is empty")
    first = next((p for p in parts_of(card.get("body")) if _is_read(p)), None)
    if first is None or first.get("style") != "heading":
        raise CardRuleBroken("the first thing to read is not a heading")
    if size_of(card) > MAX_CHARACTERS:
        raise CardTooLarge(f"the card has more than {MAX_CHARACTERS} characters")


def _is_read(part: Json) -> bool:
    return part["type"] in _READ_FIRST or part["type"].startswith(("Input.", "Chart."))


def _check_part(part: Json) -> None:
    kind = part["type"]
    if any(str(part.get(key, "")).startswith("data:") for key in _PICTURES):
        raise CardRuleBroken(f"{kind} embeds a picture")
    if kind == "TextBlock" and part.get("wrap") is not True:
        raise CardRuleBroken(f"a TextBlock does not wrap: {part.get('text', '')[:40]}")
    if kind.startswith("Input."):
        _check_input(part)
    if (kind == "Table" or kind.startswith("Chart.")) and not isinstance(part.get("fallback"), dict):
        raise CardRuleBroken(f"{kind} has no fallback for phones")
    if kind in {"AdaptiveCard", "ActionSet"}:
        _check_row(part.get("actions", []))


def _check_input(part: Json) -> None:
    for key in ("id", "label"):
        if not str(part.get(key, "")).strip():
            raise CardRuleBroken(f"{part['type']} {part.get('id', '')} has no {key}")
    if part["id"] in _OURS:
        raise CardRuleBroken(f"an input is called {part['id']}, like a part of our own data")
    if part.get("isRequired") and not str(part.get("errorMessage", "")).strip():
        raise CardRuleBroken(f"required {part['type']} {part['id']} has no errorMessage")


def _check_row(actions: list[Json]) -> None:
    if sum(action.get("mode") != "secondary" for action in actions) > MAX_PRIMARY_ACTIONS:
        raise CardRuleBroken(f"more than {MAX_PRIMARY_ACTIONS} buttons in a row")
    for action in actions:
        if not str(action.get("title", "")).strip():
            raise CardRuleBroken("a button has no title")
        if action["title"] in _LEAVING and action.get("associatedInputs") != "none":
            raise CardRuleBroken(f"„{action['title']}“ would check the form first")


def _check_unique(parts: Sequence[Json]) -> None:
    _unique("input id", [p["id"] for p in parts if p["type"].startswith("Input.")])
    titles = [a["title"] for p in parts for a in p.get("actions", ()) if "title" in a]
    _unique("button title", titles)


def _unique(what: str, names: list[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise CardRuleBroken(f"{what} twice: {twice[0]}")
