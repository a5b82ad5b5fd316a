"""What one person is reminded of, as her card shows it: numbers, duties and dates; no names, no texts."""

from dataclasses import dataclass
from datetime import date

from casework.views import Step
from procedure.duties import DutyKind
from procedure.vocabulary import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLine:
    """One thing that is due."""

    kind: DutyKind
    due_on: date
    working_days_left: int
    """0 is today, negative is overdue."""
    mine: bool
    """The viewer's office owes it; otherwise she only watches over it."""
    owed_by: str
    """The office that owes it, in words."""
    reasons: tuple[str, ...]
    """Why this date: German sentences."""
    moved_from: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindedCase:
    """One case with everything due in it, the worst first."""

    case_id: CaseId
    number: str
    version: int
    state: str
    unassigned: bool
    """Nobody works on it yet."""
    lines: tuple[ReminderLine, ...]
    settling: Step | None
    """The step that settles the first of the viewer's own duties, where she may take it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One message to one person, the worst case first."""

    cases: tuple[RemindedCase, ...]
    told_on: date
    """The day from which „heute“ and „überfällig seit“ are counted."""
    more: int = 0
    """Cases beyond those shown."""
