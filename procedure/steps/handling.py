"""Steps of whoever answers for the case: work on it, keep the customer informed, end it (GA II, III, V)."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.vocabulary import AnswerKind, Cause, DispatchWay, Outcome, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """Take the case over („Übernehmen“)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeAppointment:
    """Spoken: settle it in an appointment (R30, R37)."""

    appointment_at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferToWriting:
    """Spoken: ask the customer to write (R30, R31)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNotResponsible:
    """Wrong team: back to the BGF with a reason; deadlines run on (A18)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InformEmployees:
    """The Teamleitung has informed the employees concerned (R21): when and how many, never who."""

    team: TeamId
    informed_on: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyConcerned:
    """No employee of the team is concerned (R21)."""

    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeesAbsent:
    """Those concerned are away: they are told after their return (A24); until when, never who."""

    team: TeamId
    until: date
    """The last day of their absence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeInforming:
    """The management puts the information off, for example during an inquiry (A24)."""

    team: TeamId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendInterimNotice:
    """Zwischennachricht: it takes longer, until when and why (R27-R29, A11, A12)."""

    until: date
    reason: str
    """Stands in the letter."""
    sent_on: date
    way: DispatchWay


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Close the case with its result; submits it to the management where that signs (R34)."""

    outcome: Outcome
    answer: AnswerKind
    answered_on: date | None = None
    way: DispatchWay | None = None
    """For ``AnswerKind.SENT``; a copy lies with the case."""
    no_answer_reason: str = ""
    """For ``AnswerKind.NOT_REQUIRED``."""
    cause: Cause | None = None
    measure: str = ""
    insight: str = ""
    """R48: for the qualitative part of the yearly report; free will."""
    verbis_noted: bool = False
    """R45: the short note in VerBIS is written; only asked where the origin was recorded there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOnPraise:
    """Praise by its short path (A20): passed on to those praised, closed without an answer of its own."""

    count: int = 0
    """How many employees were told; 0: nobody in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The customer takes the reaction back (A16)."""

    note: str
    confirm: bool = False
    """A short letter confirms it, where somebody can be written to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Another authority is responsible: Abgabe, the customer is told (A18)."""

    authority: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecordedInError:
    """Fehlerfassung: it was no Kundenreaktion (BGF)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeInto:
    """Dublette: the same content is a case already (A17); that one takes the receipt over."""

    target_number: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """An error came to light after the end (A19)."""

    reason: str
