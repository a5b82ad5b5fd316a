"""What happened to a case, past tense; each becomes an audit entry (R50). No free text in here."""

from dataclasses import dataclass
from datetime import datetime

from procedure.vocabulary import CaseState, HandoverAnswer, Lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about one case at one instant."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Event):
    """The reaction became a case (Z0 to Z1)."""

    state: CaseState
    lead: Lead
    lead_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverOpened(Event):
    """A customer waits for the Teamleitung (R35)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyAsked(Event):
    """The deputy is asked too: passed on by the Teamleitung, or nobody answered in time."""

    timed_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnswered(Event):
    """The waiting customer has an answer (R37)."""

    answer: HandoverAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(Event):
    """The case moved on in its life cycle."""

    old: CaseState
    new: CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Event):
    """Somebody holds the case now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInTool(Event):
    """The BGF recorded the case in the KRM-Tool (R14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """Threat or grave situation: the management is alerted at once (GA VI, A30)."""
