"""SQLite's connections for SQLAlchemy's asyncio: what waits goes to a thread, what does not stays here.

The driver aiosqlite hands every call of a connection to a thread, four for one statement. For statements
that find their few rows by index that costs several times what they take themselves. So here

* a statement inside of a writing transaction runs at once: the lock is held, nothing can make it wait;
* what may wait for another process or for the disk (``BEGIN IMMEDIATE``, ``COMMIT``), and everything in
  a reading transaction (searches may be long), goes to the connection's thread, once per call.

The classes offer what SQLAlchemy's dialect for aiosqlite asks of its driver, and are handed to it
through ``create_async_engine(async_creator=…)``. See docs/adr/0006.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

T = TypeVar("T")

_WRITING = "BEGIN IMMEDIATE"


async def connect(file: Path, *, busy_milliseconds: int) -> "SqliteConnection":
    """Open a file. Nothing begins on its own: the engine's event says how a transaction begins."""
    connection = SqliteConnection()
    await connection.open(file, busy_milliseconds)
    return connection


class SqliteConnection:
    """One connection, used by one task at a time."""

    isolation_level: str | None = None

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._connection: sqlite3.Connection | None = None  # the dialect asks for it by this name
        self._writes = False

    async def open(self, file: Path, busy_milliseconds: int) -> None:
        """Open the file."""

        def work() -> sqlite3.Connection:
            return sqlite3.connect(
                file, timeout=busy_milliseconds / 1000, isolation_level=None, check_same_thread=False
            )

        try:
            self._connection = await self.in_thread(work)
        except BaseException:
            self._thread.shutdown(wait=False)
            raise

    @property
    def raw(self) -> sqlite3.Connection:
        """Python's own connection; ProgrammingError after ``close``."""
        if self._connection is None:
            message = "Cannot operate on a closed database."
            raise sqlite3.ProgrammingError(message)
        return self._connection

    def cursor(self) -> "SqliteCursor":
        """Return a new cursor."""
        return SqliteCursor(self)

    async def run(self, statement: str, work: Callable[[], T]) -> T:
        """Run a statement where it belongs."""
        if self._writes:
            return work()
        result = await self.in_thread(work)
        self._writes = statement.startswith(_WRITING)
        return result

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run what may wait. A cancellation is felt when it has ended: no statement goes on unseen."""
        done = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            while not done.done():
                try:
                    await asyncio.wait([done])
                except asyncio.CancelledError:
                    continue  # once is enough: it is raised below
            done.exception()  # seen; the cancellation is what the caller must hear of
            raise

    async def commit(self) -> None:
        """End the transaction; what it wrote is on the disk then."""
        if self.raw.in_transaction:
            await self.in_thread(self.raw.commit)
        self._writes = False

    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        if self.raw.in_transaction:
            await self.in_thread(self.raw.rollback)
        self._writes = False

    async def create_function(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - sqlite3's
        """Make a Python function known to SQL."""
        self.raw.create_function(*args, **options)

    async def close(self) -> None:
        """Close the connection; what was not committed is undone."""
        if self._connection is not None:
            await self.in_thread(self._connection.close)
        self._ended()

    def stop(self) -> None:
        """Close the connection where nothing can be waited for any more."""
        if self._connection is not None:
            self._thread.submit(self._connection.close)
        self._ended()

    def _ended(self) -> None:
        self._connection = None
        self._writes = False
        self._thread.shutdown(wait=False)


class SqliteCursor:
    """One statement and its rows, which are fetched with it."""

    arraysize = 1

    def __init__(self, connection: SqliteConnection) -> None:
        self._on = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and fetch its rows."""
        raw = self._on.raw
        self._take(*await self._on.run(statement, lambda: _outcome(raw.execute(statement, parameters))))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Run a statement once for each set of parameters."""
        raw = self._on.raw
        self._take(*await self._on.run(statement, lambda: _outcome(raw.executemany(statement, parameters))))
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Nothing is held: the statement's own cursor was closed with its last row."""

    def _take(self, rows: list[Any], description: Any, rowcount: int, lastrowid: int | None) -> None:  # noqa: ANN401 - PEP 249's
        self._rows, self.description, self.rowcount, self.lastrowid = rows, description, rowcount, lastrowid


def _outcome(cursor: sqlite3.Cursor) -> tuple[list[Any], Any, int, int | None]:
    try:
        rows = cursor.fetchall() if cursor.description else []
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()
