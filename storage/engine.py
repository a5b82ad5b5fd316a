"""The database: SQLite in a file (embedded default) or PostgreSQL."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url, text
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.connection import READS_ONLY, Connection, opened
from storage.errors import DatabaseUrlInvalid, ReferencesBroken
from storage.outage import outages_named
from storage.sqlite_driver import connect

Database = AsyncEngine
"""An open database, for those who hand it on and do not know SQL."""

BUSY_MILLISECONDS = 10_000
"""How long a writer waits for the writer before it. Transactions take milliseconds."""

STANDSTILL_MILLISECONDS = 8_000
"""How long PostgreSQL waits for a process that stands still in the middle of a transaction (paused, swapped
out, its machine gone). Then it undoes the transaction: whoever waits for its locks has not given up yet."""

POOL_SECONDS = 10
"""How long a task waits for a free connection."""

PRAGMAS = (
    "journal_mode = WAL",  # readers and the writer do not block each other
    "synchronous = FULL",  # a committed case survives a power cut
    f"busy_timeout = {BUSY_MILLISECONDS}",
    "secure_delete = ON",  # what is removed is overwritten, not only forgotten
)

REMEDY = (
    "Bitte KRM_DATABASE_URL setzen, zum Beispiel sqlite+aiosqlite:///var/krm.sqlite3 "
    "oder postgresql+asyncpg://name:kennwort@host/datenbank."
)


def create_engine(database_url: str) -> AsyncEngine:
    """Open the database at a URL (``sqlite:///…`` or ``postgresql://…``). Nothing is connected yet.

    DatabaseUrlInvalid or DatabaseUnavailable name the remedy.
    Error messages of the engine never show values, because values may be personal data.
    """
    url = _driver_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=POOL_SECONDS,
        connect_args={
            "server_settings": {
                "application_name": "krm-bot",
                "timezone": "UTC",
                "lock_timeout": str(BUSY_MILLISECONDS),
                "idle_in_transaction_session_timeout": str(STANDSTILL_MILLISECONDS),
                "jit": "off",  # our statements are small; compiling them costs more than it gains
            }
        },
    )


def embedded_file(database_url: str) -> Path | None:
    """Return the file of an embedded database; None for a server."""
    url = _driver_url(database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[Connection]:
    """Read in one transaction; on SQLite no writer is kept waiting."""
    async with opened(for_reading(engine)) as connection:
        yield connection


def for_reading(engine: AsyncEngine) -> AsyncEngine:
    """Return the same database for those who will not write."""
    return engine.execution_options(**{READS_ONLY: True})


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[Connection]:
    """Read and write in one transaction; committed at the end, undone by an exception."""
    async with opened(engine) as connection:
        yield connection
        await connection.commit()


@asynccontextmanager
async def migrating(engine: AsyncEngine) -> AsyncIterator[Connection]:
    """Change the schema in one transaction, as ``writing``.

    SQLite must not mind references meanwhile: a table that others refer to is built anew under its
    name. It can be told so on a connection of its own only; the references are checked at the end.
    """
    if engine.dialect.name != "sqlite":
        async with writing(engine) as connection:
            yield connection
        return
    own = _sqlite(engine.url, minds_references=False)
    try:
        async with writing(own) as connection:
            yield connection
            broken = await connection.execute(text("PRAGMA foreign_key_check"))
            if broken.first() is not None:
                raise ReferencesBroken
    finally:
        await own.dispose()


def _driver_url(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except ArgumentError:
        # The text is not repeated: it may hold a password.
        message = f"Die Adresse der Datenbank ist nicht lesbar. {REMEDY}"
        raise DatabaseUrlInvalid(message) from None
    match url.get_backend_name():
        case "sqlite" if url.database and ":memory:" not in url.database:
            return url.set(drivername="sqlite+aiosqlite")
        case "sqlite":
            message = f"Eine Datenbank im Arbeitsspeicher überlebt keinen Neustart. {REMEDY}"
            raise DatabaseUrlInvalid(message)
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+asyncpg")
        case other:
            message = f"Die Datenbank „{other}“ wird nicht unterstützt. {REMEDY}"
            raise DatabaseUrlInvalid(message)


def _sqlite(url: URL, *, minds_references: bool = True) -> AsyncEngine:
    _check_file(Path(url.database or ""))
    engine = create_async_engine(
        url,
        async_creator=partial(connect, Path(url.database or ""), busy_milliseconds=BUSY_MILLISECONDS),
        hide_parameters=True,
        pool_timeout=POOL_SECONDS,
    )
    event.listen(engine.sync_engine, "connect", partial(_prepare, minds_references=minds_references))
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _check_file(file: Path) -> None:
    """Make the folder; refuse what SQLite could not open.

    Here, because a failed opening leaves the driver's thread behind, which complains when the event
    loop is gone.
    """
    with outages_named():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = file if file.exists() else file.parent
        if file.is_dir() or not os.access(place, os.R_OK | os.W_OK):
            raise PermissionError


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry, *, minds_references: bool) -> None:
    cursor: Any = connection.cursor()
    try:
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if minds_references else 'OFF'}")
    except BaseException:
        connection.close()  # not a database, for example; nobody else knows this connection yet
        raise
    cursor.close()


def _begin(connection: SyncConnection) -> None:
    # A transaction that reads first and writes later would fail at once when another one has written
    # in between (SQLITE_BUSY_SNAPSHOT, no waiting helps). So a writer takes its place at the start.
    reads_only = connection.get_execution_options().get(READS_ONLY, False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reads_only else "BEGIN IMMEDIATE")
