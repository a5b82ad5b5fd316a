"""What happened to a case, past tense; each becomes an audit entry (R50). No free text in here."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    Channel,
    DocumentKind,
    EndReason,
    EscalationGround,
    HandoverAnswer,
    InformingState,
    Lead,
    Outcome,
    TalkForm,
    TeamId,
    Treatment,
    WaiverReason,
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementSent(Event):
    """R18: the BGF sent the acknowledgement of receipt."""

    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementWaived(Event):
    """R25: it falls away for a reason."""

    reason: WaiverReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementOwed(Event):
    """A13: the letter that was asked for has come; its receipt is to be acknowledged."""

    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptConfirmed(Event):
    """R25: the office that answers has the whole case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Event):
    """R42: the BGF has found the file complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassified(Event):
    """A36: kinds or teams changed; words separated by commas."""

    old_concerns: str
    new_concerns: str
    old_teams: str
    new_teams: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChanged(Event):
    """Another office answers for the case (Z3 to Z4 and back)."""

    old: Lead
    new: Lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """What was typed is put right; the values are in the corrections, not here."""

    fields: str
    """Names of the fields, separated by commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved(Event):
    """The date of the answer is another one."""

    old: date
    new: date
    why: str
    """A code: „zwischennachricht“, „berichtigung“, „dublette“, „schreiben_eingegangen“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAdded(Event):
    """The same matter came once more (A17, R31)."""

    channel: Channel
    from_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdded(Event):
    """Something was put to the case."""

    document_id: str
    kind: DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp(Event):
    """R9: a later case refers to this one."""

    number: str


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
class InterimNoticeSent(Event):
    """R27-R29: a Zwischennachricht."""

    number: int
    until: date
    late: bool
    tell_management: bool
    """A11: from the second one on (``interim_notify_gl_from``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedForSignature(Event):
    """R34: the result waits for the management's signature (Z3 to Z5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Event):
    """R34: the management signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRefused(Event):
    """R34: the management wants it done once more (Z5 to Z3)."""


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
