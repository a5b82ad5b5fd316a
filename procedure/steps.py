"""What somebody may want to do with a case: the columns of the transition table."""

from dataclasses import dataclass
from datetime import datetime

from procedure.vocabulary import HandoverAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandover:
    """Answer a waiting customer (GA V, R37)."""

    answer: HandoverAnswer
    appointment_at: datetime | None = None
    place: str = ""
    callback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDeputy:
    """Ask the stv. Teamleitung too: passed on, or nobody answered in time (R11)."""

    timed_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """Take the case over („Übernehmen“)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecorded:
    """The BGF has recorded the case in the KRM-Tool (R14)."""

    krm_tool_ref: str = ""


CaseStep = AnswerHandover | AskDeputy | TakeOver | ConfirmRecorded
