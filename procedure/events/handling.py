"""Work on a case, and its end (GA II, III, V)."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.events.base import Event
from procedure.vocabulary import AnswerKind, CaseState, EndReason, InformingState, Outcome, TeamId, Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(Event):
    """The case moved on in its life cycle."""

    old: CaseState
    new: CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Event):
    """Somebody holds the case now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated(Event):
    """R30, R37: how the Teamleitung deals with a spoken reaction."""

    kind: Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class NotResponsible(Event):
    """A18: the team gave the case back to the BGF."""

    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Informed(Event):
    """R21: employees were informed, or nobody is concerned, or it was put off."""

    team: TeamId
    state: InformingState


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeesAway(Event):
    """A24: those concerned are away until this day and are told after it."""

    team: TeamId
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimNoticeSent(Event):
    """R27-R29: a Zwischennachricht."""

    number: int
    until: date
    late: bool
    tell_management: bool
    """A11: from the second one on (``interim_notify_gl_from``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The case has its result (Z6)."""

    outcome: Outcome
    answer: AnswerKind
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """The case ended without an answer (Z7)."""

    reason: EndReason
    target: str
    """Number of the case it was merged into; empty for all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """A19: taken up again."""

    closed_before_at: datetime
