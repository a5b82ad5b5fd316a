"""Formal steps, most of them the BGF's: record, acknowledge, file, keep the record right (GA II-VII)."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.vocabulary import (
    Channel,
    ConcernKind,
    DispatchWay,
    DocumentId,
    DocumentKind,
    Origin,
    Outcome,
    Parting,
    TalkWish,
    TeamId,
    WaiverReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecorded:
    """The BGF has recorded the case in the KRM-Tool (R14)."""

    krm_tool_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAcknowledgement:
    """The BGF has sent the acknowledgement of receipt (R18, R22, R25); a copy of it lies with the case."""

    sent_on: date
    way: DispatchWay


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveAcknowledgement:
    """The acknowledgement falls away, for a reason (R25, A15, A22)."""

    reason: WaiverReason
    note: str = ""
    """Required for ``WaiverReason.OTHER``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReceipt:
    """Teamleitung (or the leading management) confirms that the whole case has arrived (R25)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFiled:
    """After the end: the BGF finds the file complete (R42) and has settled it in the KRM-Tool (R14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassify:
    """Kinds or teams turn out to be others (A36, A18): who leads is decided anew, deadlines stay."""

    concerns: tuple[ConcernKind, ...]
    teams: tuple[TeamId, ...]
    reason: str
    follow_up_of: str = ""
    """R9: the earlier case, where it turns out to be a Folgereaktion and nobody had named it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Put right what was typed wrongly. None leaves a field as it is.

    ``received_at`` and ``external_due_on`` move the deadlines, and so does ``channel`` where it was
    spoken and not written or the other way round; the old values stay in the history.
    """

    reason: str
    channel: Channel | None = None
    parting: Parting | None = None
    """Required where it was spoken after all (R30)."""
    handover_agreed_with: str | None = None
    escalation_note: str | None = None
    follow_up_of: str | None = None
    summary: str | None = None
    customer_name: str | None = None
    customer_contact: str | None = None
    customer_number: str | None = None
    received_at: datetime | None = None
    origin: Origin | None = None
    origin_detail: str | None = None
    external_due_on: date | None = None
    remove_external_due: bool = False
    third_party_authorised: bool | None = None
    origin_in_verbis: bool | None = None
    legal_remedy_check: bool | None = None
    people: int | None = None
    concerns_management: bool | None = None
    """It is about the management itself, as the BGF finds (A26)."""
    resolved_on_spot: bool | None = None
    time_consuming: bool | None = None
    reached_leadership: bool | None = None
    talk_wish: TalkWish | None = None
    """None at all, or the plain wish: an immediate talk is asked for with an alert (R38)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectNotes:
    """Put right what was noted wrongly about what was done. None leaves a note as it is.

    Each office corrects its own notes: the BGF the record in the KRM-Tool and the acknowledgement
    (R14, R18), the office that leads its interim notices (R28), a Teamleitung her informing (R21),
    the management the talk it held (R41).
    """

    reason: str
    krm_tool_ref: str | None = None
    ack_sent_on: date | None = None
    ack_way: DispatchWay | None = None
    interim_number: int | None = None
    """Which interim notice; None: the newest."""
    interim_sent_on: date | None = None
    interim_way: DispatchWay | None = None
    team: TeamId | None = None
    """Whose employees were informed."""
    informed_on: date | None = None
    informed_count: int | None = None
    """0: nobody was concerned."""
    talk_held_on: date | None = None
    talk_held_note: str | None = None
    """What the management noted about a talk that took place (R41)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shield:
    """Keep a case from others, or no longer. None leaves it as it is.

    Either way the management leads until it decides otherwise (A26, A34).
    """

    reason: str
    confidential: bool | None = None
    """About social data of an employee or their family (A34)."""
    concerns_lead: bool | None = None
    """About the Teamleitung itself (A26)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReceipt:
    """The same matter arrives once more: the letter that was asked for (R31, A13), or another way (A17)."""

    channel: Channel
    origin: Origin
    received_at: datetime
    from_number: str = ""
    """The duplicate that is merged into this case; empty for a mere further receipt."""
    acknowledged: bool = False
    """The duplicate's own acknowledgement is settled: none is owed for it here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDocument:
    """A letter, scan or text is put to the case (R42)."""

    document_id: DocumentId
    kind: DocumentKind
    outcome: Outcome | None = None
    """An answer that was made here: the result it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFollowUp:
    """A later case refers to this one (R9); taken by the assistant when that one is registered."""

    number: str
    linked: bool = True
    """False: it named this case by mistake."""
