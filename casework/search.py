"""What a store is asked for when cases are searched, and what it answers: keys and dates, never texts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from procedure.representation import Audience
from procedure.vocabulary import CaseId, CaseState, TeamId


class Sorting(StrEnum):
    """The order of a list."""

    DUE = "faellig"
    """The most urgent duty first."""
    NEWEST = "neueste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; every criterion narrows. Text is never searched, only keys and dates."""

    open_only: bool = False
    number: str = ""
    """Whole case number."""
    customer_number: str = ""
    """Compared through its keyed hash."""
    team: TeamId | None = None
    states: tuple[CaseState, ...] = ()
    received_from: date | None = None
    received_until: date | None = None
    due_until: date | None = None
    """A duty is due on or before this day."""
    owed_by: tuple[Audience, ...] = ()
    """Somebody of these offices owes something („meine“)."""
    sorting: Sorting = Sorting.DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of a search."""

    cases: tuple[CaseId, ...]
    total: int
