"""Our connections to SQLite: what waits goes to a thread, and nothing goes on behind a cancellation."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.sqlite_driver import SqliteConnection, connect

SLOW = "SELECT wait()"


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    path = tmp_path / "krm.sqlite3"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE cases (id INTEGER PRIMARY KEY, name TEXT)")
    raw.close()
    return path


@pytest.fixture
async def connection(file: Path) -> AsyncIterator[SqliteConnection]:
    opened = await connect(file, busy_milliseconds=5000)
    yield opened
    await opened.close()


async def thread_of(connection: SqliteConnection) -> str:
    """Say in which thread a statement runs."""
    await connection.create_function("thread", 0, lambda: threading.current_thread().name)
    cursor = await connection.cursor().execute("SELECT thread()")
    return str((await cursor.fetchall())[0][0])


async def test_reading_goes_to_the_connections_thread(connection: SqliteConnection) -> None:
    await connection.cursor().execute("BEGIN DEFERRED")
    assert (await thread_of(connection)).startswith("sqlite")


async def test_writing_runs_at_once_until_the_transaction_ends(connection: SqliteConnection) -> None:
    here = threading.current_thread().name
    for end in (connection.commit, connection.rollback):
        await connection.cursor().execute("BEGIN IMMEDIATE")
        assert await thread_of(connection) == here
        await end()
        assert (await thread_of(connection)).startswith("sqlite")


async def test_rows_numbers_and_ids_are_told(connection: SqliteConnection) -> None:
    cursor = connection.cursor()
    await cursor.execute("BEGIN IMMEDIATE")
    await cursor.executemany("INSERT INTO cases (name) VALUES (?)", [("a",), ("b",)])
    assert cursor.rowcount == 2
    await cursor.execute("INSERT INTO cases (name) VALUES (?)", ("c",))
    assert cursor.lastrowid == 3
    await cursor.execute("SELECT name FROM cases ORDER BY id")
    assert [name for (name,) in await cursor.fetchall()] == ["a", "b", "c"]
    assert cursor.description[0][0] == "name"


async def test_who_waits_for_another_process_holds_up_nobody_here(
    connection: SqliteConnection, file: Path
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(connection.cursor().execute("BEGIN IMMEDIATE"))
    for _ in range(5):  # the loop turns: it would not, were the lock waited for in it
        await asyncio.sleep(0.01)
    assert not waiting.done()
    other.execute("COMMIT")
    await waiting
    other.close()
    assert connection.raw.in_transaction


async def test_a_cancellation_even_a_repeated_one_waits_for_the_statement(
    connection: SqliteConnection,
) -> None:
    may_end = threading.Event()
    await connection.create_function("wait", 0, lambda: may_end.wait(10))
    task = asyncio.create_task(connection.cursor().execute(SLOW))
    await asyncio.sleep(0.01)
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0.01)
        assert not task.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await thread_of(connection)  # usable as before


async def test_an_undone_transaction_leaves_nothing(connection: SqliteConnection) -> None:
    await connection.cursor().execute("BEGIN IMMEDIATE")
    await connection.cursor().execute("INSERT INTO cases (name) VALUES ('a')")
    await connection.rollback()
    counted = await connection.cursor().execute("SELECT count(*) FROM cases")
    assert await counted.fetchall() == [(0,)]


@pytest.mark.parametrize("how", ["close", "stop"])
async def test_an_ended_connection_leaves_no_thread_and_takes_no_statement(file: Path, how: str) -> None:
    before = threading.active_count()
    ended = await connect(file, busy_milliseconds=5000)
    if how == "close":
        await ended.close()
        await ended.close()  # a second time changes nothing
    else:
        ended.stop()
    with pytest.raises(sqlite3.ProgrammingError):
        await ended.cursor().execute("SELECT 1")
    for _ in range(100):
        if threading.active_count() <= before:
            break
        await asyncio.sleep(0.02)
    assert threading.active_count() <= before


async def test_what_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(sqlite3.OperationalError):
        await connect(tmp_path / "missing" / "krm.sqlite3", busy_milliseconds=5000)
    for _ in range(100):
        if threading.active_count() <= before:
            break
        await asyncio.sleep(0.02)
    assert threading.active_count() <= before
