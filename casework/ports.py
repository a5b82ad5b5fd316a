"""What the use cases need from the outside. Implemented by storage; the fake passes the same tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from casework.notices import Notice
from procedure.case import Case
from procedure.office import Office
from procedure.vocabulary import CaseId, Role, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the unchangeable record of a case (R50): when, who, in which role, what.

    ``details`` holds codes, dates and ids; never a name or a free text.
    """

    case_id: CaseId
    at: datetime
    actor: StaffId | None
    """None: the assistant itself (a time ran out)."""
    role: Role | None
    on_behalf: bool
    event: str
    """Class name of the event, for example ``TakenOver``."""
    details: dict[str, str]


class CaseStore(Protocol):
    """The cases."""

    async def allocate_number(self, year: int) -> str:
        """Return the year's next number (``KRM-2026-0042``); gap-free because it rolls back with the rest."""

    async def add(self, case: Case) -> None:
        """Keep a new case (version 1)."""

    async def get(self, case_id: CaseId) -> Case | None:
        """Load a case."""

    async def find_by_number(self, number: str) -> Case | None:
        """Load a case by its number."""

    async def save(self, case: Case) -> None:
        """Keep ``case`` whose stored version is ``case.version - 1``; VersionConflict otherwise."""

    async def due_handovers(self, now: datetime) -> Sequence[CaseId]:
        """Name the cases whose waiting customer has no answer, no deputy asked, and ``due_at <= now``."""


class AuditLog(Protocol):
    """The append-only record."""

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Add entries; nothing can change or remove them."""

    async def of_case(self, case_id: CaseId) -> Sequence[AuditEntry]:
        """Return a case's entries, oldest first."""


class NoticeBoard(Protocol):
    """The outbox, as the use cases see it."""

    async def put(self, notices: Sequence[Notice]) -> None:
        """Queue notices in this transaction."""


class ProcessedCommands(Protocol):
    """Which commands have had their effect."""

    async def case_of(self, command_id: str) -> CaseId | None:
        """Return the case a command led to, if it was processed before."""

    async def remember(self, command_id: str, case_id: CaseId, at: datetime) -> None:
        """Note that a command has had its effect; VersionConflict if another turn was faster."""


class StaffDirectory(Protocol):
    """The roster."""

    async def office(self) -> Office:
        """Load the roster as it stands."""


class UnitOfWork(Protocol):
    """One transaction. Leaving it without ``commit`` undoes everything."""

    @property
    def cases(self) -> CaseStore:
        """The cases."""

    @property
    def audit(self) -> AuditLog:
        """The record."""

    @property
    def notices(self) -> NoticeBoard:
        """The outbox."""

    @property
    def commands(self) -> ProcessedCommands:
        """The processed commands."""

    @property
    def staff(self) -> StaffDirectory:
        """The roster."""

    async def __aenter__(self) -> Self:
        """Begin."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Undo what was not committed."""

    async def commit(self) -> None:
        """Make everything durable at once."""


class UnitsOfWork(Protocol):
    """Opens transactions."""

    def __call__(self, *, reads_only: bool = False) -> UnitOfWork:
        """Return a new unit of work, to be used with ``async with``.

        One that only reads waits for no writer and needs no commit.
        """
