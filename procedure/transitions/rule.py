"""What a row of the transition table is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from procedure.case import Case
from procedure.errors import IncompleteReaction
from procedure.events import Event
from procedure.situation import Situation

Decision = tuple[Case, tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may take a step and when, and what becomes of it."""

    check: Callable[[Situation], None]
    """Raises NotPermitted (wrong office) or StepNotAllowed (wrong state)."""
    apply: Callable[[Situation, Any], Decision]
    """Raises IncompleteReaction (a detail is missing), or the above for what depends on the details."""


Table = Mapping[type, Rule]


def required(field: str, text: str, sentence: str, limit: int) -> str:
    """Return a text without the space around it; IncompleteReaction if it is empty or too long."""
    stripped = text.strip()
    if not stripped:
        raise IncompleteReaction(field, sentence)
    return optional(field, stripped, limit)


def optional(field: str, text: str, limit: int) -> str:
    """Return a text without the space around it; IncompleteReaction if it is too long."""
    stripped = text.strip()
    if len(stripped) > limit:
        raise IncompleteReaction(field, f"Bitte kürzen Sie die Angabe auf höchstens {limit} Zeichen.")
    return stripped
