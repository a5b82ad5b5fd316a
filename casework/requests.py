"""What a person may want to find: values, understood from words or sent by a button."""

from dataclasses import dataclass
from datetime import date

from procedure.vocabulary import CaseState, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase:
    """„KRM-2026-0042“ or „status KRM-2026-0042“."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTasks:
    """„meine“: what the person's offices owe, worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCases:
    """„offen“: every case that is not over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """„fristen“: cases with something overdue or due within a week; of one that is over, its filing (R42)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCases:
    """„suche …“: every criterion narrows; people's names and texts are never searched."""

    asked: str
    """What was typed; „weitere“ asks it again."""
    customer_number: str = ""
    team: TeamId | None = None
    open_only: bool = False
    states: tuple[CaseState, ...] = ()
    received_from: date | None = None
    received_until: date | None = None


Request = ShowCase | MyTasks | OpenCases | Deadlines | SearchCases
