"""One thing that was looked at, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much it matters."""

    FINE = "in Ordnung"
    HINT = "Hinweis"
    """The procedure works; somebody should know."""
    ERROR = "Fehler"
    """Something owed will not be done, or the bot will not start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A German sentence, and the remedy unless all is fine. Never a secret; names of staff only."""

    about: str
    weight: Weight
    says: str
    remedy: str = ""


def fine(about: str, says: str) -> Finding:
    """Say that something is in order."""
    return Finding(about=about, weight=Weight.FINE, says=says)


def hint(about: str, says: str, remedy: str) -> Finding:
    """Say what somebody should know."""
    return Finding(about=about, weight=Weight.HINT, says=says, remedy=remedy)


def error(about: str, says: str, remedy: str) -> Finding:
    """Say what must be put right."""
    return Finding(about=about, weight=Weight.ERROR, says=says, remedy=remedy)
