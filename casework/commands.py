"""What a person asks the office to do. Frozen; ``command_id`` makes asking twice the same as once."""

from dataclasses import dataclass
from datetime import datetime

from procedure.case import Reaction
from procedure.vocabulary import CaseId, HandoverAnswer, StaffId


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
class AnswerHandover(CaseCommand):
    """Answer a waiting customer (R37)."""

    answer: HandoverAnswer
    appointment_at: datetime | None = None
    place: str = ""
    callback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDeputy(CaseCommand):
    """Pass the waiting customer on to the stv. Teamleitung (R11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(CaseCommand):
    """Take the case over („Übernehmen“)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecorded(CaseCommand):
    """The BGF has recorded the case in the KRM-Tool (R14)."""

    krm_tool_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(CaseCommand):
    """Read the full text and the customer's details; the access itself is audited."""
