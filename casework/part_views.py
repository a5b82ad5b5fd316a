"""The parts of a case as one person may see them. All instants are local to the office."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    Cause,
    ContributionState,
    DecisionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    EndReason,
    EscalationGround,
    HoldGround,
    InformingState,
    Lead,
    Outcome,
    Role,
    TalkForm,
    TalkState,
    TeamId,
    WaiverReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementView:
    """The Eingangsbestätigung; until when it is owed stands in ``CaseView.acknowledge_by``."""

    state: AcknowledgementState = AcknowledgementState.NOT_NEEDED
    sent_on: date | None = None
    way: DispatchWay | None = None
    waiver: WaiverReason | None = None
    note: str = ""
    working_days_left: int | None = None
    """Until it is owed: 0 is today, negative is overdue."""
    receipt_confirmed_at: datetime | None = None
    receipt_confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter that the viewer, or her office, has made and still has to do something with."""

    id: DocumentId
    kind: DocumentKind
    outcome: Outcome | None = None
    """An answer: the result it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What the management decided."""

    state: DecisionState = DecisionState.NOT_NEEDED
    lead: Lead | None = None
    instruction: str = ""
    """Without the customer's details."""
    final_signature: bool = False
    decided_at: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionView:
    """A team's Beitrag."""

    team: TeamId
    team_name: str
    state: ContributionState
    due_on: date
    mine: bool
    """The viewer may deliver it."""
    owed: bool = False
    """It is still to come, and one of the viewer's tasks today."""
    delivered_at: datetime | None = None
    delivered_by: str = ""
    note: str = ""
    text: str = ""
    """Only in the full text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InformingView:
    """Whether a team's employees are informed."""

    team: TeamId
    team_name: str
    state: InformingState
    mine: bool
    """The viewer may settle it."""
    correctable: bool = False
    """The viewer may put right what is noted."""
    informed_on: date | None = None
    count: int | None = None
    reason: str = ""
    absent_until: date | None = None
    """The last day on which those concerned are away (A24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimView:
    """A Zwischennachricht."""

    number: int
    sent_on: date
    until: date
    reason: str
    way: DispatchWay
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """The wish to talk to the management."""

    state: TalkState = TalkState.NONE
    ground: EscalationGround | None = None
    note: str = ""
    form: TalkForm | None = None
    decision_note: str = ""
    appointment_at: datetime | None = None
    held_on: date | None = None
    correctable: bool = False
    """The viewer may put right what is noted of the talk that took place (R41)."""
    held_note: str = ""
    """What came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """The result."""

    outcome: Outcome
    answer: AnswerKind
    closed_at: datetime
    closed_by: str
    on_behalf: bool
    late: bool
    answered_on: date | None = None
    way: DispatchWay | None = None
    no_answer_reason: str = ""
    cause: Cause | None = None
    measure: str = ""
    insight: str = ""
    signed_at: datetime | None = None
    signed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingView:
    """Why it ended without an answer."""

    reason: EndReason
    ended_at: datetime
    note: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """Why the case must be kept, and since when."""

    ground: HoldGround
    since: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionView:
    """How long the case is kept: for BGF and management alone, empty for everybody else."""

    held: tuple[HoldView, ...] = ()
    anonymised_from: date | None = None
    """The first day on which it may be anonymised, holds aside; None while it runs."""
    unfiled: bool = False
    """It is over, but stays beyond that day until its file is found complete (R42)."""
    to_place: tuple[HoldGround, ...] = ()
    to_lift: tuple[HoldGround, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """One thing owed."""

    kind: DutyKind
    due_on: date
    working_days_left: int
    """0 is today, negative is overdue."""
    owed_by: str
    """The office in words."""
    mine: bool
    """The viewer's office owes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """Something that lies with the case."""

    id: DocumentId
    kind: DocumentKind
    name: str
    size: int
    """Bytes."""
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of the record, readable: „Eingangsbestätigung versandt“."""

    at: datetime
    who: str
    """Name, or „Assistent“; with „i. V.“ for a deputy."""
    role: Role | None
    event: str
    """Class name of the event; put into words by ``cards``."""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """What was put right."""

    at: datetime
    who: str
    field: str
    """Name of the field, for example ``customer_name``."""
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChoice:
    """A team to choose."""

    id: TeamId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """A row of a list: the case, its state and the next step, without any name or text."""

    case_id: str
    version: int
    number: str
    state: str
    """The case's state, a ``CaseState``."""
    lead_name: str
    due_on: date | None
    working_days_left: int | None
    next_duty: DutyKind | None
    owed_by: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """One page of a list."""

    title: str
    """„Ihre Aufgaben“, „Offene Vorgänge“, „Fristen“, „Suche“."""
    asked: str
    """The typed words that lead to the list again: the „weitere“ button sends them back."""
    rows: tuple[ListedCase, ...]
    page: int
    """From 1."""
    total: int
    pages: int
