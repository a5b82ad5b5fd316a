"""The parts of a case that run side by side (GA II-VII): each frozen, each with a state of its own."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    Cause,
    Channel,
    ContributionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    EndReason,
    EscalationGround,
    HoldGround,
    InformingState,
    Lead,
    Origin,
    Outcome,
    StaffId,
    TalkForm,
    TalkState,
    TeamId,
    Treatment,
    WaiverReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The Eingangsbestätigung (GA III, R22-R25)."""

    state: AcknowledgementState = AcknowledgementState.NOT_NEEDED
    settled_at: datetime | None = None
    sent_on: date | None = None
    way: DispatchWay | None = None
    waiver: WaiverReason | None = None
    note: str = ""
    """Why it falls away, in words (``WaiverReason.OTHER``)."""
    receipt_confirmed_at: datetime | None = None
    """When the office that answers confirmed that the whole case had arrived (R25)."""
    receipt_confirmed_by: StaffId | None = None

    @property
    def is_settled(self) -> bool:
        """Nothing is owed (any more)."""
        return self.state is not AcknowledgementState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the management decided (GA IV; R33, R34)."""

    lead: Lead
    decided_at: datetime
    decided_by: StaffId
    instruction: str = ""
    final_signature: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A team's Beitrag to a case that the management leads (GA II, R13)."""

    team: TeamId
    requested_at: datetime
    due_on: date
    state: ContributionState = ContributionState.OPEN
    text: str = ""
    delivered_at: datetime | None = None
    delivered_by: StaffId | None = None
    note: str = ""
    """Why it was given back, or is done without."""

    @property
    def is_settled(self) -> bool:
        """The management has it, or does without."""
        return self.state in {ContributionState.DELIVERED, ContributionState.WAIVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Informing:
    """Whether the Teamleitung has informed her employees (GA II, R21): never who they are."""

    team: TeamId
    state: InformingState = InformingState.OPEN
    informed_on: date | None = None
    count: int | None = None
    reason: str = ""
    """Why it is put off (A24)."""
    absent_until: date | None = None
    """The last day on which those concerned are away; they are told after it (A24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimNotice:
    """A Zwischennachricht (GA III, R27-R29)."""

    number: int
    sent_on: date
    until: date
    reason: str
    way: DispatchWay
    late: bool
    """Sent after the deadline that ran then."""
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The wish to talk to the management (GA VI, R38-R41)."""

    state: TalkState = TalkState.NONE
    wished_at: datetime | None = None
    ground: EscalationGround | None = None
    """An alert on this ground: the management decides without a note of the Teamleitung before."""
    note: str = ""
    """What the Teamleitung noted (R39, R40)."""
    noted_at: datetime | None = None
    form: TalkForm | None = None
    decision_note: str = ""
    appointment_at: datetime | None = None
    decided_at: datetime | None = None
    held_on: date | None = None
    held_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The management was alerted at once (R38, A30): why and when; the words are in the reaction."""

    ground: EscalationGround
    raised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OralTreatment:
    """How the Teamleitung deals with a spoken reaction (R30, R37)."""

    kind: Treatment
    at: datetime
    appointment_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The team said that it is not responsible (A18), or the signature was refused (R34)."""

    at: datetime
    reason: str
    team: TeamId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The result (GA III, VII, VIII). Awaiting signature while the case is in Z5."""

    outcome: Outcome
    answer: AnswerKind
    closed_at: datetime
    closed_by: StaffId
    on_behalf: bool = False
    answered_on: date | None = None
    way: DispatchWay | None = None
    no_answer_reason: str = ""
    cause: Cause | None = None
    measure: str = ""
    insight: str = ""
    verbis_noted: bool = False
    signed_at: datetime | None = None
    signed_by: StaffId | None = None
    late: bool = False
    """After the deadline that ran then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Why a case ended without an answer (Z7; A16-A18)."""

    reason: EndReason
    ended_at: datetime
    ended_by: StaffId
    note: str = ""
    target: str = ""
    """Number of the case it was merged into, or the authority that has it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A case was taken up again (A19); the closing of that time is kept in the record."""

    at: datetime
    reason: str
    closed_before_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherReceipt:
    """The same matter came once more (A17, R31): counted once, kept each time."""

    channel: Channel
    origin: Origin
    received_at: datetime
    noted_at: datetime
    from_number: str = ""
    """Number of the duplicate that was merged into this case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """That something lies with the case; its name and bytes are read only when asked for."""

    id: DocumentId
    kind: DocumentKind
    outcome: Outcome | None = None
    """An answer that was made here: the result it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Somebody said that the case must be kept for now, or does not have to be any longer."""

    ground: HoldGround
    placed_at: datetime
    note: str = ""
    """Why, in words: a file reference, who asked."""
    lifted_at: datetime | None = None
    lifted_because: str = ""
    """Why it need not be kept any longer, in words."""

    @property
    def is_in_force(self) -> bool:
        """Nobody has lifted it."""
        return self.lifted_at is None
