"""The case (KRM-Vorgang) and the reaction it holds: frozen values, changed only by lifecycle.decide."""

from dataclasses import dataclass, field
from datetime import date, datetime

from procedure.case_parts import (
    Acknowledgement,
    Alert,
    Closing,
    Contribution,
    Decision,
    Document,
    Ending,
    FurtherReceipt,
    Hold,
    Informing,
    InterimNotice,
    OralTreatment,
    Reopening,
    Return,
    Talk,
)
from procedure.vocabulary import (
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    DecisionState,
    DocumentKind,
    EscalationGround,
    HandoverAnswer,
    Lead,
    Origin,
    Parting,
    RecordReason,
    StaffId,
    TalkWish,
    TeamId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who reacted; every field may be empty (anonymous reactions are reactions too, A15)."""

    name: str = ""
    contact: str = ""
    number: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Nobody can be written to."""
        return not (self.name or self.contact or self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A Kundenreaktion as it was reported. Free texts and the customer are personal data."""

    channel: Channel
    received_at: datetime
    """First arrival anywhere in the Jobcenter, an aware instant (A8)."""
    origin: Origin = Origin.DIRECT
    origin_detail: str = ""
    """The third party in plain words; required for „sonstige“ (R2)."""
    concerns: tuple[ConcernKind, ...] = ()
    teams: tuple[TeamId, ...] = ()
    summary: str = ""
    customer: Customer = field(default_factory=Customer)
    anonymous: bool = False
    resolved_on_spot: bool = False
    time_consuming: bool = False
    reached_leadership: bool = False
    """A Teamleitung, deputy or the management received it (R6)."""
    referred_to_team_lead: bool = False
    """The front desk passes it on to the Teamleitung (GA V); counts as R6 by switch A2."""
    concerns_lead: bool = False
    """It is about the Teamleitung itself (A26)."""
    concerns_management: bool = False
    """It is about the management itself: the Träger is to be told, the case runs on as it would (A26)."""
    talk_wish: TalkWish = TalkWish.NONE
    escalation_ground: EscalationGround | None = None
    escalation_note: str = ""
    parting: Parting | None = None
    """How a spoken reaction was left at the desk; None for written ones."""
    handover_agreed_with: str = ""
    """R36: with whom and when the hand-over was agreed; empty means not agreed."""
    origin_in_verbis: bool = False
    """R45: the conversation was noted in VerBIS."""
    follow_up_of: str = ""
    """R9: number of the earlier case, or a free description when it was not found."""
    legal_remedy_check: bool = False
    """A31: may be a Widerspruch; KRM does not stop any legal time limit."""
    withdraws: bool = False
    """A16: takes back an earlier reaction; an event on that case, no new one."""
    duplicate_of: str = ""
    """A17: the same content came before; a further receipt of that case, no new one."""
    external_due_on: date | None = None
    """A21: date set by a requesting body; replaces the 14 days."""
    praised_teams: tuple[TeamId, ...] = ()
    """Teams that are only praised (A27)."""
    confidential: bool = False
    """A34: about social data of an employee or their family; only trusted people see it."""
    people: int = 1
    """A37: how many people complain together; the contact is the customer."""
    third_party_authorised: bool = False
    """A22: the third party may get a copy, a power of attorney is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A customer stands at the desk or waits on the phone (GA V, R35-R37)."""

    waiting_since: datetime
    due_at: datetime
    """When the deputy is asked too, if nobody has answered."""
    team: TeamId | None
    """Whose Teamleitung is asked; None asks the management (conflict of interest, A26)."""
    deputy_asked_at: datetime | None = None
    answer: HandoverAnswer | None = None
    answered_at: datetime | None = None
    answered_by: StaffId | None = None
    on_behalf: bool = False
    """„i. V.“: a deputy answered (R11)."""
    appointment_at: datetime | None = None
    place: str = ""
    callback: str = ""
    """When the Teamleitung calls back, in her words."""

    @property
    def is_open(self) -> bool:
        """Nobody has answered the waiting customer yet."""
        return self.answer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One KRM-Vorgang."""

    id: CaseId
    number: str
    """``KRM-2026-0042``: per calendar year of registration, unique and without gaps."""
    version: int
    """Counts changes from 1; a command against an older version is stale."""
    state: CaseState
    lead: Lead
    reaction: Reaction
    registered_at: datetime
    registered_by: StaffId
    record_reasons: tuple[RecordReason, ...]
    """Empty for a voluntary record (R7)."""
    acknowledge_by: date | None
    close_by: date
    act_by: date
    lead_excluded: bool = False
    """It is about the Teamleitung, who must not see it (A26, as the switch stood at registration)."""
    excluded: tuple[StaffId, ...] = ()
    """Who led the teams it names when it was recorded: they never see it, whatever office they hold later."""
    handover: Handover | None = None
    holder: StaffId | None = None
    """Who has taken the case over."""
    taken_over_at: datetime | None = None
    holder_on_behalf: bool = False
    recorded_in_tool_at: datetime | None = None
    """R14: when the BGF recorded it in the KRM-Tool."""
    krm_tool_ref: str = ""
    original_close_by: date | None = None
    """The 14 days (or the day another body set) before any interim notice moved them; None: not moved."""
    acknowledgement: Acknowledgement = field(default_factory=Acknowledgement)
    decision_state: DecisionState = DecisionState.NOT_NEEDED
    decision: Decision | None = None
    contributions: tuple[Contribution, ...] = ()
    informing: tuple[Informing, ...] = ()
    """One for each team concerned."""
    interim_notices: tuple[InterimNotice, ...] = ()
    talk: Talk = field(default_factory=Talk)
    treatment: OralTreatment | None = None
    returned: Return | None = None
    """The team gave it back; cleared when it is assigned anew."""
    revision: Return | None = None
    """The management did not sign; cleared by the next closing."""
    transfer: Return | None = None
    """The team wants to pass it to the management; cleared when the management has decided."""
    closing: Closing | None = None
    ending: Ending | None = None
    reopening: Reopening | None = None
    filed_at: datetime | None = None
    """R42: the BGF has found the file complete."""
    further_receipts: tuple[FurtherReceipt, ...] = ()
    followed_by: tuple[str, ...] = ()
    """R9: numbers of later cases that refer to this one."""
    documents: tuple[Document, ...] = ()
    alerts: tuple[Alert, ...] = ()
    """Every alert to the management, oldest first; that of the intake is the first (R38, A30)."""
    holds: tuple[Hold, ...] = ()
    """Every hold, oldest first, lifted ones too; a petition is held without one (``procedure.retention``)."""

    @property
    def lead_team(self) -> TeamId | None:
        """The team whose Teamleitung leads, never one only praised; None where the management does."""
        if self.lead is Lead.MANAGEMENT or not self.reaction.teams:
            return None
        criticised = [t for t in self.reaction.teams if t not in self.reaction.praised_teams]
        return (criticised or list(self.reaction.teams))[0]

    def has_document(self, kind: DocumentKind) -> bool:
        """Tell whether something of this kind lies with the case."""
        return any(document.kind is kind for document in self.documents)

    @property
    def praise_only(self) -> bool:
        """Nothing but praise: it may take the short path (A20)."""
        return set(self.reaction.concerns) == {ConcernKind.LOB}

    @property
    def voluntary(self) -> bool:
        """Recorded although nothing obliges the office to (R7)."""
        return not self.record_reasons
