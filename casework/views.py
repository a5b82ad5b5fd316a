"""What a person may see of a case, ready to be drawn. Built by ``casework.present``, drawn by ``cards``."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from casework.part_views import (
    AcknowledgementView,
    ClosingView,
    ContributionView,
    CorrectionView,
    DecisionView,
    DocumentView,
    DutyView,
    EndingView,
    HistoryLine,
    InformingView,
    InterimView,
    LetterView,
    RetentionView,
    TalkView,
    TeamChoice,
)
from procedure.case import Customer
from procedure.vocabulary import (
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    EscalationGround,
    HandoverAnswer,
    Lead,
    Origin,
    Parting,
    TalkWish,
    TeamId,
    Treatment,
)


class Step(StrEnum):
    """What a person may do on a case card; the value is the verb of the button."""

    COME = "handover.come"
    APPOINTMENT = "handover.appointment"
    CALLBACK = "handover.callback"
    WRITTEN = "handover.written"
    ASK_DEPUTY = "handover.deputy"
    TAKE_OVER = "case.take_over"
    CONFIRM_RECORDED = "case.record"
    OPEN = "case.open"
    WRITE_ACKNOWLEDGEMENT = "ack.write"
    """Make the acknowledgement of receipt as a letter."""
    SEND_ACKNOWLEDGEMENT = "ack.sent"
    WAIVE_ACKNOWLEDGEMENT = "ack.waive"
    CONFIRM_RECEIPT = "case.received"
    CONFIRM_FILED = "case.filed"
    RECLASSIFY = "case.reclassify"
    CORRECT = "case.correct"
    CORRECT_NOTES = "case.correct_notes"
    SHIELD = "case.shield"
    """Keep it from others, or no longer."""
    ADD_RECEIPT = "case.receipt"
    MERGE = "case.merge"
    RECORDED_IN_ERROR = "case.error"
    DECIDE = "gl.decide"
    TO_MANAGEMENT = "case.to_management"
    REQUEST_CONTRIBUTION = "contribution.request"
    DELIVER_CONTRIBUTION = "contribution.deliver"
    RETURN_CONTRIBUTION = "contribution.return"
    WAIVE_CONTRIBUTION = "contribution.waive"
    WISH_TALK = "talk.wish"
    RAISE_ALERT = "talk.alert"
    NOTE_FOR_TALK = "talk.note"
    DECIDE_TALK = "talk.decide"
    CONFIRM_TALK = "talk.held"
    SIGN = "gl.sign"
    RETURN_FOR_REVISION = "gl.return"
    ARRANGE_APPOINTMENT = "case.appointment"
    REFER_TO_WRITING = "case.to_writing"
    NOT_RESPONSIBLE = "case.not_responsible"
    INFORM_EMPLOYEES = "inform.done"
    NOBODY_CONCERNED = "inform.nobody"
    EMPLOYEES_ABSENT = "inform.absent"
    POSTPONE_INFORMING = "inform.postpone"
    SEND_INTERIM_NOTICE = "interim.send"
    """The letter is made with it."""
    WRITE_ANSWER = "answer.write"
    """Make the answer as a letter."""
    CLOSE = "case.close"
    PRAISE = "case.praise"
    WITHDRAW = "case.withdraw"
    HAND_OVER = "case.hand_over"
    REOPEN = "case.reopen"
    PLACE_HOLD = "case.hold"
    LIFT_HOLD = "case.release"


class Viewpoint(StrEnum):
    """From which office a person looks at a case; the most responsible one counts."""

    TEAM_LEAD = "teamleitung"
    DEPUTY = "stv_teamleitung"
    MANAGEMENT = "geschaeftsleitung"
    BGF = "bgf"
    REPORTER = "meldende_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """A customer who waits, or waited."""

    waiting_since: datetime
    due_at: datetime
    deputy_asked_at: datetime | None
    deputy_name: str
    """Who was asked too: the deputy's name, or the office in words („das BGF“); empty when nobody was."""
    answer: HandoverAnswer | None
    answered_at: datetime | None
    answered_by_name: str
    answered_by_room: str
    on_behalf: bool
    appointment_at: datetime | None
    place: str
    callback: str
    answered_by_viewer: bool = False
    """The viewer is the person who answered."""
    viewer_asked_too: bool = False
    """The viewer is among those who were asked because nobody had answered in time."""
    with_management: bool = False
    """The management is asked instead of a Teamleitung (several teams, or a conflict of interest)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case as one person may see it now. All instants are local to the office."""

    case_id: CaseId
    version: int
    number: str
    viewpoint: Viewpoint
    state: CaseState
    lead: Lead
    lead_name: str
    """The office that answers for the case in words: „Teamleitung Leistung A“, „Geschäftsleitung“."""
    channel: Channel
    origin: Origin
    origin_detail: str
    concerns: tuple[ConcernKind, ...]
    team_names: tuple[str, ...]
    subject: str
    """At most 80 characters of the summary, without the customer's name, contact and number."""
    received_at: datetime
    registered_at: datetime
    reporter_name: str
    reporter_room: str
    voluntary: bool
    acknowledge_by: date | None
    close_by: date
    act_by: date
    working_days_left: int
    """Working days from today to ``act_by``; 0 is today, negative is overdue."""
    parting: Parting | None
    talk_wish: TalkWish
    escalation_ground: EscalationGround | None
    legal_remedy_check: bool
    about_lead: bool
    """It is about the Teamleitung itself, who does not see it (A26)."""
    agreed_with: str
    """With whom the front desk agreed the hand-over (R36); empty: not agreed."""
    follow_up_of: str
    handover: HandoverView | None
    holder_name: str
    holder_on_behalf: bool
    taken_over_at: datetime | None
    recorded_in_tool_at: datetime | None
    krm_tool_ref: str
    mine: bool
    """The viewer is the person who holds the case."""
    steps: tuple[Step, ...]
    """What the viewer may do now, likeliest first."""
    leads: bool = False
    """The viewer belongs to the office that answers for the case."""
    original_close_by: date | None = None
    """The first deadline, where it has been moved since."""
    deadline_explanation: tuple[str, ...] = ()
    """How each date came about („Wie wurde diese Frist berechnet?“)."""
    acknowledgement: AcknowledgementView = field(default_factory=AcknowledgementView)
    letter: LetterView | None = None
    """The newest letter of the viewer's office, while it is still to be signed and sent."""
    decision: DecisionView = field(default_factory=DecisionView)
    contributions: tuple[ContributionView, ...] = ()
    """For the management all; for a Teamleitung her own teams'."""
    contributions_in: tuple[int, int] = (0, 0)
    """„2 von 3 Beiträgen da“."""
    informing: tuple[InformingView, ...] = ()
    interim_notices: tuple[InterimView, ...] = ()
    talk: TalkView = field(default_factory=TalkView)
    treatment: Treatment | None = None
    treatment_at: datetime | None = None
    """When the appointment is, for ``Treatment.APPOINTMENT``."""
    returned_reason: str = ""
    returned_by: str = ""
    """The team that gave it back, in words; empty when it did not."""
    revision_note: str = ""
    """Why the management did not sign."""
    transfer_reason: str = ""
    """Why the Teamleitung wants to pass it to the management."""
    closing: ClosingView | None = None
    ending: EndingView | None = None
    reopened_reason: str = ""
    filed_at: datetime | None = None
    retention: RetentionView = field(default_factory=RetentionView)
    missing: tuple[str, ...] = ()
    """What closing (or, once over, filing) still waits for, one German sentence each."""
    duties: tuple[DutyView, ...] = ()
    """What is owed now, the viewer's own first, then the most urgent."""
    followed_by: tuple[str, ...] = ()
    further_receipts: int = 0
    people: int = 1
    has_address: bool = False
    """The customer can be written to (A15)."""
    confidential: bool = False
    about_management: bool = False
    """It is about the management itself: the Träger is to be told (A26)."""
    third_party_authorised: bool = False
    external_due_on: date | None = None
    origin_in_verbis: bool = False
    possible_duplicates: tuple[str, ...] = ()
    """BGF: numbers of earlier cases of the same customer number (A17), only a hint."""
    teams: tuple[TeamChoice, ...] = ()
    """All active teams, for the forms that choose some."""
    chosen_teams: tuple[TeamId, ...] = ()
    """Those concerned now."""
    answers: tuple[AnswerKind, ...] = ()
    """How the customer may have learned the result, as far as the case has come."""
    today: date | None = None
    """The office's day, which forms are prefilled with."""
    further_until: date | None = None
    """Until when an interim notice could put the answer off: a working day (R29)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextView:
    """The full text and the customer, shown on „Vorgang öffnen“ only and never kept in the chat."""

    case: CaseView
    summary: str
    customer: Customer
    anonymous: bool
    escalation_note: str
    documents: tuple[DocumentView, ...] = ()
    contributions: tuple[ContributionView, ...] = ()
    """With their texts."""
    history: tuple[HistoryLine, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """What the reporting person is told after recording; no personal data."""

    number: str
    lead_name: str
    acknowledge_by: date | None
    close_by: date
    informed: tuple[str, ...]
    """The offices that have been told, in words with their article: „das BGF“."""
    alerted: tuple[str, ...]
    """The offices that have been alarmed; empty: no alarm."""
    waiting: bool
    """A customer waits: the answer will follow in this chat."""
    team_asked: bool
    """The Teamleitung is asked about the waiting customer; False: the management is."""
    referred_to_writing: bool
    voluntary: bool
    legal_remedy_check: bool
    spoken: bool
    """The customer is here or on the phone and can be told something."""
    answer_promised: bool
    """Somebody can be written to (A15), and it is more than praise (A20)."""
    seen_for_a_day: bool = False
    """Whoever reported the case has no office in it, and sees it for 24 hours."""
