"""Steps of the management, and those that lead to it (GA II, IV, VI)."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.vocabulary import EscalationGround, Lead, TalkForm, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """The management decides who works on the case and how (R33, R34, A28); also the way back (A36)."""

    lead: Lead
    instruction: str = ""
    """Maßgabe: stands on the Teamleitung's card."""
    final_signature: bool = False
    """„Schlusszeichnung GL“: the Teamleitung cannot close alone."""
    reason: str = ""
    """Required where a decision is changed, or a case of R12/R19 goes to a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassToManagement:
    """The Teamleitung passes a case on (R37); from Z3 it takes the management's consent."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContribution:
    """Ask a team for its Beitrag (R13); without a date five working days before ``act_by`` (A23)."""

    team: TeamId
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverContribution:
    """The Teamleitung delivers its team's Beitrag (R13, R20)."""

    team: TeamId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnContribution:
    """The management gives a Beitrag back: something is missing."""

    team: TeamId
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveContribution:
    """The management does without a Beitrag (R13)."""

    team: TeamId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishTalk:
    """The customer wants to talk to the management; the Teamleitung is to note something first (R39)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseAlert:
    """Alert the management at once, on one of the three grounds (R38, A30)."""

    ground: EscalationGround
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForTalk:
    """The Teamleitung notes what the management has to know before a talk (R39, R40)."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTalk:
    """The management chooses the form of its reaction (R41)."""

    form: TalkForm
    note: str = ""
    appointment_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmTalk:
    """The talk has taken place."""

    held_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Schlusszeichnung: the management releases the closing (R34, A28)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnForRevision:
    """The management does not sign and says why."""

    note: str
