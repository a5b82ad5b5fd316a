"""What the weekly summary needs from the store: counts instead of cases, and one summary per week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from casework.permissions import Scope
from procedure.duties import DutyKind
from procedure.representation import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAsked:
    """What is counted, and for whom."""

    scope: Scope
    """Nothing outside of it is counted or listed."""
    kinds: frozenset[DutyKind]
    """Duties of other kinds are neither counted nor listed."""
    from_on: date
    """The local day of the summary: what ended before it is overdue."""
    until_on: date
    """The last day whose duties are listed."""
    listed: int
    """At most so many duties are named."""
    bounds: tuple[datetime, ...]
    """Where the weeks begin that are compared, oldest first, and where the last of them ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDuty:
    """A duty to be named: what, of which case, owed by whom, until when."""

    number: str
    kind: DutyKind
    audience: Audience
    due_on: date
    """Where the day to act by has passed already, the day on which the deadline itself ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekNumbers:
    """The answer; only cases that are not over count, but for ``new`` and ``closed``."""

    open: int
    overdue: int
    """Cases, not duties."""
    acknowledgements_due: int
    """Also those that are overdue."""
    due: tuple[DueDuty, ...]
    """The earliest first."""
    due_total: int
    """How many there are, listed or not."""
    new: tuple[int, ...]
    """Cases registered, week by week."""
    closed: tuple[int, ...]
    """Cases that ended (closed, withdrawn, handed on …) and are over now, week by week."""


class WeeklyBoard(Protocol):
    """The counts of a week, and the summaries made; within one transaction."""

    async def count(self, asked: WeekAsked) -> WeekNumbers:
        """Count without loading a case."""

    async def is_made(self, week: str) -> bool:
        """Tell whether a week („2026-W50“) has its summary."""

    async def keep(self, week: str, facts: str, at: datetime) -> bool:
        """Keep a week's summary and owe it to the channel; False if the week has one already."""

    async def facts_of(self, message_id: str) -> str | None:
        """Return the facts that a message (an outbox row) brings to the channel."""

    async def report_lost(self, week: str, at: datetime) -> bool:
        """Owe the BGF a word that the channel is gone in which a week's summary was delivered.

        The summary counts as lost from then on. False where there is nothing to report: nothing
        delivered in that week (the delivery itself will find out), or reported before.
        """
