"""What people can ask for in words, understood. ``casework`` decides whether they get it."""

from dataclasses import dataclass
from datetime import date

from procedure.vocabulary import CaseState, StaffId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase:
    """„KRM-2026-0042“, „status KRM-2026-0042“."""

    number: str
    alone: bool = False
    """Nothing but the number was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTasks:
    """„meine“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCases:
    """„offen“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """„fristen“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCases:
    """„suche …“: every criterion narrows."""

    asked: str
    """The words as typed, which lead to the same search again."""
    customer_number: str = ""
    team: TeamId | None = None
    open_only: bool = False
    states: tuple[CaseState, ...] = ()
    received_from: date | None = None
    received_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """„abwesend bis Freitag“."""

    staff_id: StaffId
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """„wieder da“."""

    staff_id: StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """„hilfe“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A request that needs more; ``sentence`` says what, with an example."""

    sentence: str


Request = ShowCase | MyTasks | OpenCases | Deadlines | SearchCases | Away | Back | Help | Unclear
