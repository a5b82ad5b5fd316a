"""The record of a case and its papers (GA II, III, VII)."""

from dataclasses import dataclass
from datetime import date

from procedure.events.base import Event
from procedure.vocabulary import Channel, DocumentKind, WaiverReason


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInTool(Event):
    """The BGF recorded the case in the KRM-Tool (R14)."""


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
class DecisionOwed(Event):
    """R33: put right, the case is one that the management has to decide about."""


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
class Corrected(Event):
    """What was typed is put right; the values are in the corrections, not here."""

    fields: str
    """Names of the fields, separated by commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved(Event):
    """A deadline is another day; by default that of the answer."""

    old: date
    new: date
    why: str
    """A code: „zwischennachricht“, „berichtigung“, „dublette“, „schreiben_eingegangen“, „kalender“."""
    which: str = "abschluss"
    """A code: which deadline, as ``DutyKind``; „handeln“ is the last day to act on the answer (A10)."""
    because: str = ""
    """Codes of what has changed (``procedure.rule_differences``), separated by commas (A9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDeadlineMoved(DeadlineMoved):
    """A deadline of one team alone is another day; the other teams asked for a Beitrag read nothing of it."""

    team: str
    """Empty where the management owes it in the place of a Teamleitung (A26)."""


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
class FollowUpRemoved(Event):
    """R9: a case that was taken for a later one does not refer to this one."""

    number: str
