"""One use case, one transaction: cases, record, outbox, commands and roster on one connection."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Final, Self
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.applied_rules import SqlAppliedRules
from storage.audit import SqlAuditLog
from storage.audit_heads import ChainHeads
from storage.audit_key import AuditKeys
from storage.case_finder import SqlCaseFinder
from storage.cases import SqlCaseStore
from storage.connection import opened
from storage.corrections import SqlCorrections
from storage.documents import SqlDocumentStore
from storage.duty_board import SqlDutyBoard
from storage.engine import for_reading
from storage.keys import KeyRing
from storage.notice_board import SqlNoticeBoard
from storage.office_cache import OfficeCache
from storage.processed_commands import SqlProcessedCommands
from storage.reminder_board import SqlReminderBoard
from storage.report_reminders import SqlReportReminders
from storage.reports import SqlReports
from storage.retention import SqlRetention
from storage.staff_directory import SqlStaffDirectory
from storage.statistics import SqlStatistics
from storage.unmarked_corrections import UnmarkedCorrections
from storage.used_links import SqlUsedLinks
from storage.weekly_summaries import SqlWeeklyBoard

BERLIN: Final = ZoneInfo("Europe/Berlin")


class SqlUnitsOfWork:
    """Opens transactions on a database (``casework.ports.UnitsOfWork``).

    ``timezone`` is the office's: a search by days means its calendar days.
    """

    def __init__(self, engine: AsyncEngine, key_ring: KeyRing, timezone: ZoneInfo = BERLIN) -> None:
        self._engine = engine
        self._keys = key_ring
        self._timezone = timezone
        self._cache = OfficeCache(key_ring)
        self._audit_keys = AuditKeys(key_ring)

    def __call__(self, *, reads_only: bool = False) -> "SqlUnitOfWork":
        """Return a new unit of work, to be used with ``async with``."""
        engine = for_reading(self._engine) if reads_only else self._engine
        return SqlUnitOfWork(engine, self._keys, self._cache, self._audit_keys, self._timezone)


class SqlUnitOfWork:
    """One transaction. Leaving it without ``commit`` undoes everything; after ``commit`` it has ended."""

    cases: SqlCaseStore
    audit: SqlAuditLog
    notices: SqlNoticeBoard
    duties: SqlDutyBoard
    reminders: SqlReminderBoard
    retention: SqlRetention
    weekly: SqlWeeklyBoard
    statistics: SqlStatistics
    reports: SqlReports
    report_reminders: SqlReportReminders
    applied_rules: SqlAppliedRules
    finder: SqlCaseFinder
    documents: SqlDocumentStore
    links: SqlUsedLinks
    corrections: SqlCorrections
    commands: SqlProcessedCommands
    staff: SqlStaffDirectory

    def __init__(
        self,
        engine: AsyncEngine,
        keys: KeyRing,
        cache: OfficeCache,
        audit_keys: AuditKeys,
        timezone: ZoneInfo,
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._cache = cache
        self._audit_keys = audit_keys
        self._timezone = timezone
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        connection = self._connection = await self._stack.enter_async_context(opened(self._engine))
        heads = ChainHeads(connection, self._audit_keys)
        self.cases = SqlCaseStore(connection, self._keys, heads)
        unmarked = UnmarkedCorrections()
        self.audit = SqlAuditLog(connection, heads, self._keys, unmarked)
        self.notices = SqlNoticeBoard(connection)
        self.duties = SqlDutyBoard(connection)
        self.reminders = SqlReminderBoard(connection)
        self.retention = SqlRetention(connection, heads, self._keys)
        self.weekly = SqlWeeklyBoard(connection)
        self.statistics = SqlStatistics(connection, self._keys)
        self.reports = SqlReports(connection, self._keys)
        self.report_reminders = SqlReportReminders(connection)
        self.applied_rules = SqlAppliedRules(connection)
        self.finder = SqlCaseFinder(connection, self._keys, self._timezone)
        self.documents = SqlDocumentStore(connection, self._keys)
        self.links = SqlUsedLinks(connection)
        self.corrections = SqlCorrections(connection, self._keys, unmarked)
        self.commands = SqlProcessedCommands(connection)
        self.staff = SqlStaffDirectory(connection, self._keys, self._cache)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        # Closing the connection undoes what was not committed.
        await self._stack.aclose()

    async def commit(self) -> None:
        """Make everything durable at once and give the connection back."""
        await self._connection.commit()
        await self._stack.aclose()
