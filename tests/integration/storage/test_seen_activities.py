"""Teams delivers some activities more than once; one delivery at a time handles it, and none after it was."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading, writing
from storage.seen_activities import Claim, SqlSeenActivities, Standing
from storage.tables import seen_activities

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
LEASE = timedelta(seconds=6)
SOON = NOW + timedelta(seconds=5)
LATER = NOW + timedelta(seconds=6)


async def claimed(seen: SqlSeenActivities, at: datetime = NOW) -> Claim:
    """Claim the activity of most tests."""
    claim = await seen.claim("a:1", "1", at, LEASE)
    assert isinstance(claim, Claim)
    return claim


@pytest.fixture
def seen(engine: AsyncEngine) -> SqlSeenActivities:
    return SqlSeenActivities(engine)


async def test_while_a_delivery_is_handled_the_next_one_finds_it_under_way(seen: SqlSeenActivities) -> None:
    await claimed(seen)
    assert await seen.claim("a:1", "1", SOON, LEASE) is Standing.UNDER_WAY


async def test_what_is_handled_stays_handled_also_after_the_claim_would_have_ended(
    seen: SqlSeenActivities,
) -> None:
    await seen.handled(await claimed(seen))
    assert await seen.claim("a:1", "1", LATER, LEASE) is Standing.HANDLED


async def test_a_claim_that_ended_with_its_process_is_taken_up_by_the_next_delivery(
    seen: SqlSeenActivities, engine: AsyncEngine
) -> None:
    await claimed(seen)
    await claimed(SqlSeenActivities(engine), LATER)


async def test_a_claim_that_is_renewed_keeps_the_next_delivery_away(seen: SqlSeenActivities) -> None:
    await seen.renew(await claimed(seen), SOON + LEASE)
    assert await seen.claim("a:1", "1", LATER, LEASE) is Standing.UNDER_WAY


async def test_a_late_renewal_does_not_open_what_is_handled(seen: SqlSeenActivities) -> None:
    claim = await claimed(seen)
    await seen.handled(claim)
    await seen.renew(claim, SOON)
    assert not await seen.give_back(claim)
    assert await seen.claim("a:1", "1", LATER, LEASE) is Standing.HANDLED


async def test_what_is_given_back_is_the_next_deliverys_at_once(seen: SqlSeenActivities) -> None:
    assert await seen.give_back(await claimed(seen))
    await claimed(seen)


async def test_who_stood_still_too_long_can_neither_hold_nor_give_back_what_another_one_took_over(
    seen: SqlSeenActivities,
) -> None:
    slept = await claimed(seen)
    taken_over = await claimed(seen, LATER)
    await seen.renew(slept, LATER + 2 * LEASE)
    assert not await seen.give_back(slept)
    assert await seen.claim("a:1", "1", LATER, LEASE) is Standing.UNDER_WAY
    assert await seen.give_back(taken_over)


@pytest.mark.parametrize("stored", [True, False])
async def test_a_claim_is_its_owners_whether_or_not_an_interrupted_renewal_was_stored(
    seen: SqlSeenActivities, *, stored: bool
) -> None:
    claim = await claimed(seen)
    before = claim.ends
    if stored:
        await seen.renew(claim, SOON + LEASE)
    claim.ends = before | {SOON + LEASE}
    assert await seen.give_back(claim)


async def test_what_was_given_back_and_forgotten_is_nobody_elses(seen: SqlSeenActivities) -> None:
    claim = await claimed(seen)
    await seen.give_back(claim)
    assert await seen.give_back(claim)


async def test_the_same_id_in_another_conversation_is_another_activity(seen: SqlSeenActivities) -> None:
    for conversation_id, activity_id in (("a:1", "1"), ("a:2", "1"), ("a:1", "2")):
        assert isinstance(await seen.claim(conversation_id, activity_id, NOW, LEASE), Claim)


async def test_of_simultaneous_deliveries_exactly_one_is_handled(seen: SqlSeenActivities) -> None:
    answers = await asyncio.gather(*(seen.claim("a:1", "1", NOW, LEASE) for _ in range(10)))
    assert sum(isinstance(answer, Claim) for answer in answers) == 1


async def test_of_simultaneous_deliveries_exactly_one_takes_up_what_died(seen: SqlSeenActivities) -> None:
    await seen.claim("a:1", "1", NOW, LEASE)
    answers = await asyncio.gather(*(seen.claim("a:1", "1", LATER, LEASE) for _ in range(10)))
    assert sum(isinstance(answer, Claim) for answer in answers) == 1


async def test_what_a_process_of_the_release_before_has_noted_is_handled(
    seen: SqlSeenActivities, engine: AsyncEngine
) -> None:
    async with writing(engine) as connection:
        await connection.execute(
            seen_activities.insert(), {"conversation_id": "a:1", "activity_id": "1", "at": NOW}
        )
    assert await seen.claim("a:1", "1", LATER, LEASE) is Standing.HANDLED


async def test_ids_are_forgotten_after_ten_minutes(seen: SqlSeenActivities, engine: AsyncEngine) -> None:
    for activity_id, minutes in (("1", 0), ("2", 5), ("3", 11)):
        await seen.claim("a:1", activity_id, NOW + timedelta(minutes=minutes), LEASE)
    async with reading(engine) as connection:
        count = await connection.execute(select(func.count()).select_from(seen_activities))
        assert count.scalar_one() == 2
