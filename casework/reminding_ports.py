"""What reminding needs from the store: who may be told what once, and what goes out in one message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from procedure.duties import Duty, DutyKind
from procedure.representation import Audience
from procedure.vocabulary import CaseId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The one permission to tell a stage of a duty. A deadline that moves needs a new one."""

    case_id: CaseId
    kind: DutyKind
    audience: Audience
    """Who owes it."""
    stage: int
    """Working days from the day it is due (``procedure.reminders``)."""
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderItem:
    """One thing to tell one person; what one person is told at a time goes into one message."""

    staff_id: StaffId
    case_id: CaseId
    kind: DutyKind
    audience: Audience
    """Who owes it: the person's own office, or one she only watches over."""
    due_on: date
    stage: int | None
    """None: told because the deadline has moved."""
    moved_from: date | None = None
    because: str = ""
    """Why a deadline has moved; a sentence of the rules, nothing personal."""


class ReminderBoard(Protocol):
    """When to remind of what, and what has been told; within one transaction."""

    async def due(self, now: datetime, limit: int) -> Sequence[CaseId]:
        """Name cases with a reminder due, longest due first; reads nothing else."""

    async def claim(self, case_id: CaseId, now: datetime) -> bool:
        """Hold a case's due reminders until this transaction ends.

        False if nothing is due any more or another process holds them. Presses on the case wait meanwhile.
        """

    async def permit(self, permission: Permission, at: datetime) -> bool:
        """Note a permission; False if it was given before."""

    async def passed_on(self, permission: Permission) -> bool:
        """Tell whether the same stage of the same thing was permitted while another office owed it."""

    async def advance(self, case_id: CaseId, remind_at: Mapping[Duty, datetime]) -> bool:
        """Set when the duties of a claimed case are due to be told next; those not named never are.

        False if one of them is not kept: whoever wrote last what is owed knew other rules.
        """

    async def postpone(self, case_id: CaseId, until: datetime) -> None:
        """Leave a case's due reminders alone until an instant, because telling them failed."""

    async def put(self, items: Sequence[ReminderItem]) -> None:
        """Keep what people are to be told; ``bundle`` sends it."""

    async def bundle(self, now: datetime) -> int:
        """Owe each person one message about everything kept for her; return how many messages.

        None as long as something is still due: another process is at it, and nobody gets two. Its clock
        may be ahead, so that counts as due what will be within ``CLOCKS_APART``.
        """

    async def of_message(self, message_id: str) -> Sequence[ReminderItem]:
        """Return what a message (an outbox row) is about, in the order in which it was kept."""
