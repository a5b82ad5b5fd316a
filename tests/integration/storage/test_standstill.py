"""A process that stands still in the middle of a transaction does not keep the others waiting for long."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from storage import engine as engine_module
from storage.connection import opened
from storage.engine import BUSY_MILLISECONDS, STANDSTILL_MILLISECONDS, create_engine
from storage.exclusive import one_at_a_time
from storage.outbox import CLAIMING, SqlOutbox
from tests.support.builders import REGISTERED_AT

SHORT_MILLISECONDS = 300


def test_who_waits_for_a_lock_has_not_given_up_when_it_is_taken_from_who_stands_still() -> None:
    assert STANDSTILL_MILLISECONDS < BUSY_MILLISECONDS


async def test_the_claims_lock_of_a_replica_that_stands_still_is_free_again_and_its_work_undone(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(engine_module, "STANDSTILL_MILLISECONDS", SHORT_MILLISECONDS)
        still = create_engine(postgres_url)
    other = create_engine(postgres_url)
    try:
        async with opened(still) as connection:
            await one_at_a_time(connection, CLAIMING)
            async with asyncio.timeout(5):  # well before anybody's lock time-out
                assert await SqlOutbox(other).claim(REGISTERED_AT, 1, timedelta(1), "other") == []
            with pytest.raises(DBAPIError):
                await connection.commit()
        # The next one gets a new connection.
        assert await SqlOutbox(still).claim(REGISTERED_AT, 1, timedelta(1), "still") == []
    finally:
        await still.dispose()
        await other.dispose()
