"""What the use cases need from the outside. Implemented by storage; the fake passes the same tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Final, Protocol, Self

from casework.notices import Notice
from casework.permissions import Scope
from casework.reminding_ports import ReminderBoard
from casework.report_ports import Reports, Statistics
from casework.report_reminder_ports import ReportReminders
from casework.retention_ports import Retention
from casework.rules_ports import AppliedRules
from casework.search import Found, Search
from casework.weekly_ports import WeeklyBoard
from procedure.case import Case
from procedure.duties import Duty
from procedure.office import Absence, Office
from procedure.vocabulary import CaseId, DocumentId, DocumentKind, Role, StaffId

NEVER: Final[Mapping[Duty, datetime]] = {}  # nobody is to be told of any


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An old and a new value of something typed; both are personal data."""

    case_id: CaseId
    at: datetime
    actor: StaffId
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A letter, scan or text as it is kept; its bytes are read separately."""

    id: DocumentId
    case_id: CaseId | None
    """None: sent to the assistant, not yet put to a case."""
    kind: DocumentKind
    name: str
    """File name; personal data, as it may hold one."""
    media_type: str
    size: int
    """Bytes."""
    added_at: datetime
    added_by: StaffId
    expires_at: datetime | None = None
    """When it is dropped unless it is put to a case."""


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

    async def of_customer(self, number: str) -> Sequence[CaseId]:
        """Name the cases of a customer number, oldest first."""

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


class DutyBoard(Protocol):
    """What is owed, kept beside the cases so that lists and reminders read only what they need."""

    async def replace(
        self, case_id: CaseId, duties: Sequence[Duty], remind_at: Mapping[Duty, datetime] = NEVER
    ) -> None:
        """Keep these as all that is owed about a case, and when each is to be told next."""


class CaseFinder(Protocol):
    """Lists and searches."""

    async def find(self, search: Search, scope: Scope, *, page: int, size: int) -> Found:
        """Return one page (from 1) of the cases in scope. Outside of it nothing is found nor counted."""


class DocumentStore(Protocol):
    """Letters and scans, encrypted."""

    async def add(self, document: StoredDocument, content: bytes) -> None:
        """Keep a document."""

    async def get(self, document_id: DocumentId) -> StoredDocument | None:
        """Load what is known about a document."""

    async def of_case(self, case_id: CaseId) -> Sequence[StoredDocument]:
        """List what lies with a case, oldest first."""

    async def content(self, document_id: DocumentId) -> bytes | None:
        """Load the bytes."""

    async def put_to_case(self, document_id: DocumentId, case_id: CaseId, kind: DocumentKind) -> None:
        """Put a document that waits to a case; VersionConflict if it no longer waits."""

    async def discard(self, document_id: DocumentId) -> None:
        """Remove a document that waits; one that lies with a case stays."""

    async def drop_expired(self, now: datetime) -> int:
        """Remove documents that nobody put to a case in time; return how many."""


class UsedLinks(Protocol):
    """Links that work once."""

    async def use(self, link_id: str, expires_at: datetime) -> bool:
        """Note that a link is used up; False if it was before."""

    async def is_used(self, link_id: str) -> bool:
        """Tell whether a link is used up."""


class Corrections(Protocol):
    """The history of what was typed."""

    async def append(self, corrections: Sequence[Correction]) -> None:
        """Add corrections; nothing can change or remove them."""

    async def of_case(self, case_id: CaseId) -> Sequence[Correction]:
        """Return a case's corrections, oldest first."""


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

    async def add_absence(self, absence: Absence, *, by: StaffId, at: datetime) -> None:
        """Keep an absence, and who reported it; the same one twice is the same as once."""

    async def end_absences(self, staff_id: StaffId, *, on: date, by: StaffId, at: datetime) -> int:
        """Let a person be back on a local day: absences that reach beyond it end the day before.

        Later ones are removed. Return how many were changed.
        """


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
    def duties(self) -> DutyBoard:
        """What is owed."""

    @property
    def reminders(self) -> ReminderBoard:
        """When to remind of what, and what has been told."""

    @property
    def retention(self) -> Retention:
        """Cases whose time is over."""

    @property
    def weekly(self) -> WeeklyBoard:
        """The weekly summary."""

    @property
    def statistics(self) -> Statistics:
        """What can be counted of the cases."""

    @property
    def reports(self) -> Reports:
        """The yearly report: frozen runs, texts, measures."""

    @property
    def report_reminders(self) -> ReportReminders:
        """What was reminded of the yearly report."""

    @property
    def applied_rules(self) -> AppliedRules:
        """Which rules the kept dates rest on."""

    @property
    def finder(self) -> CaseFinder:
        """Lists and searches."""

    @property
    def documents(self) -> DocumentStore:
        """Letters and scans."""

    @property
    def links(self) -> UsedLinks:
        """Links that work once."""

    @property
    def corrections(self) -> Corrections:
        """The history of what was typed."""

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
