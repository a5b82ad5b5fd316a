"""The database goes away in mid-transaction: the person hears of it, nothing is half done, all goes on."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

import pytest
from sqlalchemy import text

from casework.notices import Notice
from storage import engine as database
from storage.engine import create_engine, reading
from storage.notice_board import SqlNoticeBoard
from tests.acceptance.conftest import Bot, bot, stopped_bot  # noqa: F401 - fixtures
from tests.acceptance.test_walk_in import to_summary
from tests.faults.people import APOLOGY
from tests.support.builders import FRONT_DESK, TEAM_LEAD_A

TABLES = ("cases", "audit_entries", "duties", "outbox", "processed_commands", "case_numbers")
LOCKING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""
SHORT_MILLISECONDS = 1_000
END_THIS_CONNECTION = text("SELECT pg_terminate_backend(pg_backend_pid())")
END_ALL_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def kept_in(url: str) -> dict[str, int]:
    """Count what a recording writes, table by table."""
    engine = create_engine(url)
    async with reading(engine) as connection:
        counted = {}
        for table in TABLES:
            rows = await connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - our own names
            counted[table] = int(rows.scalar_one())
    await engine.dispose()
    return counted


@asynccontextmanager
async def locked_elsewhere(file: str) -> AsyncIterator[None]:
    """Let another process write into the file of the database for as long as the block lasts."""
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", LOCKING, file, stdin=pipe, stdout=pipe)
    try:
        async with asyncio.timeout(10):
            assert other.stdout is not None
            assert await other.stdout.readline() == b"locked\n"
        yield
    finally:
        # The end of its input ends it, and its lock with it.
        await other.communicate(b"")


async def goes_on(bot: Bot) -> None:  # noqa: F811 - the fixture's value
    """Press the same button again: one case, and its card arrives."""
    desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
    assert "KRM-2026-0001" in str(await desk.presses("Erfassen"))
    assert (await kept_in(bot.settings.database_url))["cases"] == 1
    await bot.until(lambda: lead.says("wartet"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_ended_in_mid_transaction_is_an_apology_and_nothing_half_done(
    bot: Bot,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    put = SqlNoticeBoard.put

    async def put_and_lose(board: SqlNoticeBoard, notices: list[Notice]) -> None:
        await put(board, notices)
        await board._connection.execute(END_THIS_CONNECTION)  # noqa: SLF001 - as if the server went away

    with monkeypatch.context() as losing:
        losing.setattr(SqlNoticeBoard, "put", put_and_lose)
        _, button = desk.find("Erfassen")
        assert APOLOGY in str(await desk.sends(button.verb, button.data))
    assert set((await kept_in(bot.settings.database_url)).values()) == {0}
    await goes_on(bot)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_begins_anew_after_the_apology_hears_that_what_she_confirmed_is_recorded(
    bot: Bot,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)

    async def lose(board: SqlNoticeBoard, _: list[Notice]) -> None:
        await board._connection.execute(END_THIS_CONNECTION)  # noqa: SLF001 - as if the server went away

    with monkeypatch.context() as losing:
        losing.setattr(SqlNoticeBoard, "put", lose)
        _, button = desk.find("Erfassen")
        assert APOLOGY in str(await desk.sends(button.verb, button.data))
    await desk.types("neu")
    assert any("gespeichert: KRM-2026-0001" in text for text in desk.texts)
    assert "Persönlich" in str(desk.cards[-1])
    assert (await kept_in(bot.settings.database_url))["cases"] == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_when_the_server_ends_every_connection_the_next_press_finds_new_ones(
    bot: Bot,  # noqa: F811
) -> None:
    await to_summary(bot.chat(FRONT_DESK))
    engine = create_engine(bot.settings.database_url)
    async with reading(engine) as connection:
        ended = (await connection.execute(END_ALL_OTHERS)).scalars().all()
    await engine.dispose()
    assert ended
    await goes_on(bot)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a writer wait for a second only; the office's is shown to wait longer below."""
    shorter = tuple(
        f"busy_timeout = {SHORT_MILLISECONDS}" if "busy" in one else one for one in database.PRAGMAS
    )
    assert shorter != database.PRAGMAS
    monkeypatch.setattr(database, "PRAGMAS", shorter)
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", SHORT_MILLISECONDS)


@pytest.mark.usefixtures("impatient")  # before the bot opens its database
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_locked_by_another_process_for_too_long_is_an_apology_and_nothing_half_done(
    bot: Bot,  # noqa: F811
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    _, button = desk.find("Erfassen")
    async with locked_elsewhere(bot.settings.database_url.removeprefix("sqlite:///")):
        assert APOLOGY in str(await desk.sends(button.verb, button.data))
    assert set((await kept_in(bot.settings.database_url)).values()) == {0}
    await goes_on(bot)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_locked_for_two_seconds_only_makes_the_answer_late(
    bot: Bot,  # noqa: F811
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    file = bot.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pressing = asyncio.create_task(desk.presses("Erfassen"))
        await asyncio.sleep(2)
        assert not pressing.done()
        other.execute("ROLLBACK")
        assert "KRM-2026-0001" in str(await pressing)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_disk_is_an_apology_and_nothing_half_done(
    bot: Bot,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    _, button = desk.find("Erfassen")
    put = SqlNoticeBoard.put

    async def put_and_fill(board: SqlNoticeBoard, notices: list[Notice]) -> None:
        await put(board, notices)
        connection: Any = board._connection  # noqa: SLF001 - what SQLite says when no page is left
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        try:
            await connection.execute(text("CREATE TABLE filler AS SELECT zeroblob(1000000) AS nothing"))
        finally:
            await connection.execute(text("PRAGMA max_page_count = 1073741823"))

    with monkeypatch.context() as full:
        full.setattr(SqlNoticeBoard, "put", put_and_fill)
        assert APOLOGY in str(await desk.sends(button.verb, button.data))
    assert set((await kept_in(bot.settings.database_url)).values()) == {0}
    await goes_on(bot)
