"""A tick reads only what is due, through indexes; ``tests/bench/ticks.py`` measures it with many cases."""

from sqlalchemy import text

from tests.bench.ticks import filled

ENOUGH_FOR_AN_INDEX = 3000
"""Open cases; of few, PostgreSQL would rather read all than look them up."""


async def test_a_tick_reads_no_growing_table_from_end_to_end(database_url: str) -> None:
    async with filled(database_url, ENOUGH_FOR_AN_INDEX, due=3) as files:
        assert await files.scans() == []


async def test_without_its_index_it_would(database_url: str) -> None:
    async with filled(database_url, ENOUGH_FOR_AN_INDEX, due=3) as files:
        async with files.engine.begin() as connection:
            await connection.execute(text("DROP INDEX ix_duties_remind_at"))
        assert any("duties" in scan for scan in await files.scans())
