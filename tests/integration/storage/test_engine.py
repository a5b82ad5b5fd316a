"""How the databases are opened: safe against power cuts, without dead ends."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import connection
from storage.column_types import UtcInstant
from storage.database_clock import database_now
from storage.engine import create_engine, reading, writing
from storage.errors import DatabaseUnavailable
from storage.keys import KeyRing
from storage.readiness import assert_ready
from storage.tables import case_numbers

BERLIN_SUMMER = timezone(timedelta(hours=2))


@pytest.fixture
async def sqlite_engine(sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(sqlite_url)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://krm:geheim@127.0.0.1:1/krm",
        "sqlite:///{folder}",
        "sqlite:///{folder}/no-database/krm",
        "sqlite:///{folder}/no-database",
    ],
)
async def test_an_unusable_database_is_named_without_its_password(url: str, tmp_path: Path) -> None:
    (tmp_path / "no-database").write_text("This is a letter, and it is long enough for a header. " * 20)

    async def use() -> None:
        engine = create_engine(url.format(folder=tmp_path))
        try:
            await assert_ready(engine, KeyRing.generate())
        finally:
            await engine.dispose()

    with pytest.raises(DatabaseUnavailable, match="Bitte KRM_DATABASE_URL prüfen") as caught:
        await use()
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("secure_delete", 1),
    ],
)
async def test_sqlite_is_set_up_on_every_connection(
    sqlite_engine: AsyncEngine, pragma: str, value: object
) -> None:
    async with reading(sqlite_engine) as one, reading(sqlite_engine) as other:
        for connection in (one, other):
            assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one() == value


async def test_the_folder_of_a_new_database_is_private(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'var' / 'krm.sqlite3'}")
    await engine.dispose()
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


async def count_up(engine: AsyncEngine) -> None:
    """Read, think, then write what was read plus one."""
    async with writing(engine) as connection:
        last = (await connection.execute(select(case_numbers.c.last).with_for_update())).scalar_one()
        await asyncio.sleep(0)
        await connection.execute(case_numbers.update().values(last=last + 1))


async def test_read_then_write_in_many_transactions_at_once_loses_nothing(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await connection.execute(case_numbers.insert().values(year=2026, last=1))
    await asyncio.gather(*(count_up(engine) for _ in range(30)))
    async with reading(engine) as connection:
        assert (await connection.execute(select(case_numbers.c.last))).scalar_one() == 31


async def test_a_reader_does_not_wait_for_a_writer(engine: AsyncEngine) -> None:
    async with writing(engine) as writer, asyncio.timeout(5):
        await writer.execute(case_numbers.insert().values(year=2026, last=1))
        async with reading(engine) as reader:
            assert (await reader.execute(select(case_numbers))).all() == []


async def test_writers_of_the_embedded_database_come_in_the_order_in_which_they_asked(
    sqlite_engine: AsyncEngine,
) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with writing(sqlite_engine):
            order.append(number)
            await asyncio.sleep(0.001)

    await asyncio.gather(*(write(number) for number in range(20)))
    assert order == list(range(20))


async def test_a_writer_that_never_ends_is_not_waited_for_for_ever(
    sqlite_engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WRITER_SECONDS", 0.05)
    async with writing(sqlite_engine):
        with pytest.raises(SQLAlchemyError, match="writing for too long"):
            async with writing(sqlite_engine):
                pass
    async with writing(sqlite_engine):
        pass


async def test_what_is_written_in_a_reading_transaction_is_gone(engine: AsyncEngine) -> None:
    async with reading(engine) as connection:
        await connection.execute(case_numbers.insert().values(year=2026, last=1))
    async with reading(engine) as connection:
        assert (await connection.execute(select(case_numbers))).all() == []


async def test_instants_sort_and_compare_as_instants(engine: AsyncEngine) -> None:
    metadata = MetaData()
    moments = Table("moments", metadata, Column("at", UtcInstant))
    utc = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    berlin = datetime(2026, 7, 1, 11, 59, 59, 999_999, tzinfo=BERLIN_SUMMER)  # one microsecond before
    async with writing(engine) as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(moments.insert(), [{"at": utc}, {"at": berlin}, {"at": None}])
        ordered = select(moments.c.at).where(moments.c.at.is_not(None)).order_by(moments.c.at)
        assert (await connection.execute(ordered)).scalars().all() == [berlin, utc]
        before = select(moments.c.at).where(moments.c.at < utc)
        assert (await connection.execute(before)).scalars().all() == [berlin]


async def test_the_database_tells_the_time_in_utc(engine: AsyncEngine) -> None:
    async with reading(engine) as connection:
        told: datetime = (await connection.execute(select(database_now()))).scalar_one()
    assert told.tzinfo is UTC
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=1)
