"""Teams delivers some activities more than once; each has its effect once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading
from storage.seen_activities import SqlSeenActivities
from storage.tables import seen_activities

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def seen(engine: AsyncEngine) -> SqlSeenActivities:
    return SqlSeenActivities(engine)


async def test_the_second_delivery_is_not_the_first(seen: SqlSeenActivities) -> None:
    assert await seen.first_time("a:1", "1", NOW)
    assert not await seen.first_time("a:1", "1", NOW + timedelta(seconds=15))


async def test_the_same_id_in_another_conversation_is_another_activity(seen: SqlSeenActivities) -> None:
    assert await seen.first_time("a:1", "1", NOW)
    assert await seen.first_time("a:2", "1", NOW)
    assert await seen.first_time("a:1", "2", NOW)


async def test_a_restart_forgets_nothing(seen: SqlSeenActivities, engine: AsyncEngine) -> None:
    assert await seen.first_time("a:1", "1", NOW)
    assert not await SqlSeenActivities(engine).first_time("a:1", "1", NOW)


async def test_of_simultaneous_deliveries_exactly_one_is_the_first(seen: SqlSeenActivities) -> None:
    answers = await asyncio.gather(*(seen.first_time("a:1", "1", NOW) for _ in range(10)))
    assert sum(answers) == 1


async def test_ids_are_forgotten_after_ten_minutes(seen: SqlSeenActivities, engine: AsyncEngine) -> None:
    await seen.first_time("a:1", "1", NOW)
    await seen.first_time("a:1", "2", NOW + timedelta(minutes=5))
    await seen.first_time("a:1", "3", NOW + timedelta(minutes=11))
    async with reading(engine) as connection:
        count = await connection.execute(select(func.count()).select_from(seen_activities))
        assert count.scalar_one() == 2
