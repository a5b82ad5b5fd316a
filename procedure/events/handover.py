"""Recorded, and while a customer waits (GA I, V)."""

from dataclasses import dataclass

from procedure.events.base import Event
from procedure.vocabulary import CaseState, HandoverAnswer, Lead


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
class AlertRaised(Event):
    """Threat or grave situation: the management is alerted at once (GA VI, A30)."""
