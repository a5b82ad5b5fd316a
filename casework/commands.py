"""What a person asks the office to do. Frozen; ``command_id`` makes asking twice the same as once."""

from dataclasses import dataclass
from datetime import date

from procedure.case import Reaction
from procedure.steps import CaseStep
from procedure.vocabulary import CaseId, DocumentId, DocumentKind, Outcome, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who asks, and under which id (a draft's or an activity's)."""

    command_id: str
    actor: StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReaction(Command):
    """Record a reaction (Z0 to Z1). ``voluntary`` records it although nothing obliges to (R7)."""

    reaction: Reaction
    voluntary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCommand(Command):
    """A step on one case as the person saw it; an older version is stale."""

    case_id: CaseId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep(CaseCommand):
    """One step of the life cycle (``procedure.steps``)."""

    step: CaseStep


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Read the full text and the customer's details; each access is audited, so it needs no id."""

    actor: StaffId
    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteLetter(CaseCommand):
    """Make a letter of the case and put it to the case (R18, R24)."""

    kind: DocumentKind
    """ACKNOWLEDGEMENT or ANSWER; interim and hand-over notices are made with their steps."""
    text: str = ""
    """Answer: the result in words."""
    outcome: Outcome | None = None
    """Answer: chooses the wording."""
    measure: str = ""
    """Answer that agrees: what has been done about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutToCase(Command):
    """Put a file that was sent to the assistant to the case that the person names (R42)."""

    document_id: DocumentId
    number: str
    kind: DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAbsence(Command):
    """Somebody is away („abwesend bis …“, R11); BGF and management may report others."""

    staff_id: StaffId
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReturn(Command):
    """Somebody is back („wieder da“)."""

    staff_id: StaffId
