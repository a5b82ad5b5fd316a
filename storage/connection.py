"""A connection on which a cancelled task cuts off no statement.

A statement cut off in the middle would leave its driver, and on SQLite the lock of the only writer, in
an unknown state: everybody else would wait. So a cancellation waits for the statement (milliseconds;
at most the lock time-outs of ``storage.engine``) and is felt between two statements, where undoing is
safe.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import CursorResult, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as OutOfTime
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import Pool

from casework.errors import VersionConflict

READS_ONLY = "krm_reads_only"
"""Execution option of a connection that will not write."""

WRITER_SECONDS = 10
"""How long a writer waits for those before it. Transactions take milliseconds."""

_GIVEN_WAY = frozenset({"40P01", "40001"})
"""PostgreSQL's codes for it: „deadlock_detected“, „serialization_failure“."""

_writers: WeakKeyDictionary[Pool, asyncio.Lock] = WeakKeyDictionary()
"""For each open database its writers' queue."""

T = TypeVar("T")
P = ParamSpec("P")


async def uninterrupted(work: Coroutine[Any, Any, T]) -> T:
    """Finish ``work`` whatever happens; a cancellation in the meantime is raised afterwards."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError:
                continue  # once is enough: it is raised below
        if not task.cancelled():
            task.exception()  # seen; the cancellation is what the caller must hear of
        raise


class Connection:
    """One transaction on the database; made by ``opened``."""

    def __init__(self, raw: AsyncConnection) -> None:
        self._raw = raw

    @property
    def dialect_name(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._raw.dialect.name

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:  # noqa: ANN401 - SQLAlchemy's: one row or many
        """Run a statement and fetch its rows.

        VersionConflict where two transactions waited for each other and this one was chosen to give way.
        """
        try:
            return await self._whole(self._raw.execute(statement, parameters))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _GIVEN_WAY:
                raise VersionConflict from None
            raise

    async def run_sync(
        self, function: Callable[Concatenate[SyncConnection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run what knows ordinary connections only (Alembic)."""
        return await self._whole(self._raw.run_sync(function, *args, **kwargs))

    async def commit(self) -> None:
        """Make everything durable at once."""
        await self._whole(self._raw.commit())

    async def rollback(self) -> None:
        """Undo everything."""
        await self._whole(self._raw.rollback())

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        # Our driver for SQLite lets go of no statement itself; a task for each would cost more than most.
        return await (work if self.dialect_name == "sqlite" else uninterrupted(work))


@asynccontextmanager
async def opened(engine: AsyncEngine) -> AsyncIterator[Connection]:
    """Begin a transaction and lend its connection; what was not committed is undone at the end."""
    async with _turn(engine):
        raw = engine.connect()

        async def begin() -> None:
            await raw.start()
            await raw.begin()

        try:
            await uninterrupted(begin())
            yield Connection(raw)
        finally:
            if raw.sync_connection is not None:
                await uninterrupted(raw.close())


@asynccontextmanager
async def _turn(engine: AsyncEngine) -> AsyncIterator[None]:
    """Let SQLite's writers in one after the other, first come, first served.

    SQLite has one writer and no queue: who finds the lock taken sleeps and tries again, so that with
    twenty at once some wait for seconds. Other processes still wait that way.
    """
    options = engine.sync_engine.get_execution_options()
    if engine.dialect.name != "sqlite" or options.get(READS_ONLY, False):
        yield
        return
    queue = _writers.setdefault(engine.pool, asyncio.Lock())
    try:
        async with asyncio.timeout(WRITER_SECONDS):
            await queue.acquire()
    except TimeoutError:
        message = "Another transaction has been writing for too long."
        raise OutOfTime(message) from None
    try:
        yield
    finally:
        queue.release()
