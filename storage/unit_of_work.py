"""One use case, one transaction: cases, record, outbox, commands and roster on one connection."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.office import Office
from storage.audit import SqlAuditLog
from storage.cases import SqlCaseStore
from storage.connection import Connection, opened
from storage.engine import for_reading
from storage.keys import KeyRing
from storage.notice_board import SqlNoticeBoard
from storage.processed_commands import SqlProcessedCommands
from storage.roster_rows import load_office


class SqlUnitsOfWork:
    """Opens transactions on a database (``casework.ports.UnitsOfWork``)."""

    def __init__(self, engine: AsyncEngine, key_ring: KeyRing) -> None:
        self._engine = engine
        self._keys = key_ring

    def __call__(self, *, reads_only: bool = False) -> "SqlUnitOfWork":
        """Return a new unit of work, to be used with ``async with``."""
        return SqlUnitOfWork(for_reading(self._engine) if reads_only else self._engine, self._keys)


class SqlUnitOfWork:
    """One transaction. Leaving it without ``commit`` undoes everything; after ``commit`` it has ended."""

    cases: SqlCaseStore
    audit: SqlAuditLog
    notices: SqlNoticeBoard
    commands: SqlProcessedCommands
    staff: "SqlStaffDirectory"

    def __init__(self, engine: AsyncEngine, keys: KeyRing) -> None:
        self._engine = engine
        self._keys = keys
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._connection = await self._stack.enter_async_context(opened(self._engine))
        self.cases = SqlCaseStore(self._connection, self._keys)
        self.audit = SqlAuditLog(self._connection)
        self.notices = SqlNoticeBoard(self._connection)
        self.commands = SqlProcessedCommands(self._connection)
        self.staff = SqlStaffDirectory(self._connection, self._keys)
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


class SqlStaffDirectory:
    """The roster within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection = connection
        self._keys = keys

    async def office(self) -> Office:
        """Load the roster as it stands."""
        return await load_office(self._connection, self._keys)
