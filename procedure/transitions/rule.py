"""What a row of the transition table is made of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from procedure.case import Case
from procedure.errors import IncompleteReaction
from procedure.events import Event
from procedure.situation import Situation

Decision = tuple[Case, tuple[Event, ...]]

REASON_LENGTH: Final = 500
"""Characters of a reason or a note: a paragraph that fits on a card and in a letter."""

_CASE_NUMBER: Final = re.compile(r"KRM-\d{4}-\d{4,6}")


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


def past_day(at: Situation, field: str, day: date | None) -> date:
    """Return a day on which something was done: not before the receipt, not after today."""
    if day is None:
        raise IncompleteReaction(field, "Bitte wählen Sie einen Tag.")
    if day > at.today:
        raise IncompleteReaction(field, "Dieser Tag liegt in der Zukunft. Bitte prüfen Sie das Datum.")
    if day < at.rules.day(at.case.reaction.received_at):
        raise IncompleteReaction(field, "Dieser Tag liegt vor dem Eingang. Bitte prüfen Sie das Datum.")
    return day


def case_number(field: str, text: str) -> str:
    """Return a case number as the office writes it; IncompleteReaction for anything else."""
    number = text.strip().upper()
    if not _CASE_NUMBER.fullmatch(number):
        raise IncompleteReaction(field, "Bitte nennen Sie die Nummer so: KRM-2026-0042.")
    return number
