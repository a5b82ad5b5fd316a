"""Steps while a customer waits for an answer (GA V)."""

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
