"""The management, and what leads to it (GA II, IV, VI)."""

from dataclasses import dataclass
from datetime import date

from procedure.events.base import Event
from procedure.vocabulary import EscalationGround, Lead, TalkForm, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChanged(Event):
    """Another office answers for the case (Z3 to Z4 and back)."""

    old: Lead
    new: Lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """R33: the management decided who works on the case."""

    lead: Lead
    with_instruction: bool
    final_signature: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRequested(Event):
    """The Teamleitung wants to pass the case to the management, which has to consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRequested(Event):
    """R13: a team is asked for its Beitrag."""

    team: TeamId
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionDelivered(Event):
    """R13: the Beitrag is there."""

    team: TeamId
    all_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionReturned(Event):
    """The management gave a Beitrag back."""

    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionWaived(Event):
    """The management does without a Beitrag."""

    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkWished(Event):
    """R39: the customer wants to talk to the management."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkNoted(Event):
    """R39, R40: the Teamleitung noted what the management has to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkDecided(Event):
    """R41: the management chose the form."""

    form: TalkForm


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkHeld(Event):
    """The talk took place."""

    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertedLater(Event):
    """R38, A30: an alert on a case that was recorded before."""

    ground: EscalationGround


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedForSignature(Event):
    """R34: the result waits for the management's signature (Z3 to Z5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Event):
    """R34: the management signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRefused(Event):
    """R34: the management wants it done once more (Z5 to Z3)."""
