"""What a person asks the office to do. Frozen; ``command_id`` makes asking twice the same as once."""

from dataclasses import dataclass

from procedure.case import Reaction
from procedure.steps import CaseStep
from procedure.vocabulary import CaseId, StaffId


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
