"""The ports in memory. They pass the same contract suite as the store (``tests/contract``)."""

from dataclasses import replace
from types import TracebackType
from typing import Self

from casework.notices import Notice
from casework.ports import AuditEntry, Correction, StoredDocument
from procedure.case import Case
from procedure.duties import Duty
from procedure.office import Office
from procedure.vocabulary import CaseId, DocumentId
from tests.support.fake_documents import FakeDocumentStore
from tests.support.fake_finder import FakeCaseFinder
from tests.support.fake_reminders import FakeReminderBoard
from tests.support.fake_report_reminders import FakeReportReminders
from tests.support.fake_reports import FakeReports, FakeStatistics
from tests.support.fake_retention import FakeRetention
from tests.support.fake_rules import FakeAppliedRules
from tests.support.fake_staff import FakeStaffDirectory
from tests.support.fake_state import Memory, Transaction
from tests.support.fake_stores import (
    FakeAuditLog,
    FakeCaseStore,
    FakeCorrections,
    FakeDutyBoard,
    FakeNoticeBoard,
    FakeProcessedCommands,
    FakeUsedLinks,
)
from tests.support.fake_weekly import FakeWeeklyBoard


class FakeUnitsOfWork(Memory):
    """Opens transactions on memory. ``office`` may be exchanged between transactions.

    As with the databases, the first write of a transaction waits until the writer before it has ended.
    """

    @property
    def office(self) -> Office:
        """The committed roster."""
        return self.committed.office

    @office.setter
    def office(self, office: Office) -> None:
        self.committed = replace(self.committed, office=office)

    @property
    def cases_by_id(self) -> dict[CaseId, Case]:
        """All committed cases."""
        return dict(self.committed.cases)

    @property
    def notices_put(self) -> list[Notice]:
        """All committed notices, in the order in which they were put."""
        return list(self.committed.notices)

    @property
    def audit_entries(self) -> list[AuditEntry]:
        """All committed audit entries, oldest first."""
        return list(self.committed.audit)

    @property
    def commands_processed(self) -> dict[str, CaseId]:
        """The committed command ids, each with the case it led to."""
        return dict(self.committed.commands)

    @property
    def duties_of_cases(self) -> dict[CaseId, tuple[Duty, ...]]:
        """What is owed about each case."""
        return dict(self.committed.duties)

    @property
    def documents_by_id(self) -> dict[DocumentId, StoredDocument]:
        """All committed documents."""
        return dict(self.committed.documents)

    @property
    def corrections_made(self) -> list[Correction]:
        """All committed corrections, oldest first."""
        return list(self.committed.corrections)

    def __call__(self, *, reads_only: bool = False) -> "FakeUnitOfWork":  # noqa: ARG002 - readers never wait here
        """Return a new unit of work."""
        return FakeUnitOfWork(self)


class FakeUnitOfWork(Transaction):
    """One transaction with all the stores in it."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory)
        self.cases = FakeCaseStore(self)
        self.audit = FakeAuditLog(self)
        self.notices = FakeNoticeBoard(self)
        self.duties = FakeDutyBoard(self)
        self.reminders = FakeReminderBoard(self)
        self.retention = FakeRetention(self)
        self.weekly = FakeWeeklyBoard(self)
        self.statistics = FakeStatistics(self)
        self.reports = FakeReports(self)
        self.report_reminders = FakeReportReminders(self)
        self.applied_rules = FakeAppliedRules(self)
        self.finder = FakeCaseFinder(self)
        self.documents = FakeDocumentStore(self)
        self.links = FakeUsedLinks(self)
        self.corrections = FakeCorrections(self)
        self.commands = FakeProcessedCommands(self)
        self.staff = FakeStaffDirectory(self)

    async def __aenter__(self) -> Self:
        self.begin()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.end(commit=False)

    async def commit(self) -> None:
        """Make everything durable at once; the unit of work has ended then."""
        self.end(commit=True)
