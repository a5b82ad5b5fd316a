"""Acknowledged means handled: a repetition waits for the outcome, and takes up what nobody finished."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import FixedClock
from bot.incoming import Incoming, Kind
from bot.once import LEASE, RENEW_SECONDS, Once
from casework.clocks import CLOCKS_APART
from procedure.vocabulary import StaffId
from storage.seen_activities import Claim, SqlSeenActivities
from tests.support.builders import FRONT_DESK, REGISTERED_AT

NO_REPLIES: Any = None
TYPED = Incoming(
    kind=Kind.MESSAGE,
    activity_id="1",
    staff_id=StaffId(FRONT_DESK),
    tenant_id="t",
    conversation_id="a:1",
    conversation_type="personal",
    service_url="https://example.invalid",
    channel_id="msteams",
    user_id="29:1",
    bot_id="28:1",
    locale="de-DE",
    text="neu",
    replies=NO_REPLIES,
)


class Handler:
    """Counts what it handles, and waits until it may finish."""

    def __init__(self) -> None:
        self.begun, self.done = 0, 0
        self.may_finish = asyncio.Event()

    async def __call__(self, _: Incoming) -> None:
        self.begun += 1
        await self.may_finish.wait()
        self.done += 1


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(REGISTERED_AT)


@pytest.fixture
def replicas(engine: AsyncEngine, clock: FixedClock) -> tuple[Once, Once]:
    first = Once(seen=SqlSeenActivities(engine), clock=clock)
    return first, Once(seen=SqlSeenActivities(engine), clock=clock)


async def test_a_repetition_on_another_replica_is_acknowledged_when_the_first_is_done(
    replicas: tuple[Once, Once],
) -> None:
    handler = Handler()
    first = asyncio.create_task(replicas[0].handle(TYPED, handler))
    while not handler.begun:  # noqa: ASYNC110 - a transaction comes before
        await asyncio.sleep(0.01)
    second = asyncio.create_task(replicas[1].handle(TYPED, handler))
    await asyncio.sleep(0.5)
    assert not second.done()
    handler.may_finish.set()
    await asyncio.gather(first, second)
    assert (handler.begun, handler.done) == (1, 1)


async def test_a_repetition_takes_up_what_died_with_its_process(
    replicas: tuple[Once, Once], clock: FixedClock, engine: AsyncEngine
) -> None:
    await SqlSeenActivities(engine).claim("a:1", "1", clock.now(), LEASE)  # and its process is no more
    handler = Handler()
    handler.may_finish.set()
    repetition = asyncio.create_task(replicas[1].handle(TYPED, handler))
    await asyncio.sleep(0.3)
    assert not repetition.done()
    clock.advance(LEASE)
    await repetition
    assert handler.done == 1


async def test_a_turn_that_takes_longer_than_a_claim_keeps_it(
    replicas: tuple[Once, Once], clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.once.RENEW_SECONDS", 0.02)
    handler = Handler()
    first = asyncio.create_task(replicas[0].handle(TYPED, handler))
    second = asyncio.create_task(replicas[1].handle(TYPED, handler))
    for _ in range(3):
        await asyncio.sleep(0.3)
        clock.advance(LEASE - timedelta(seconds=1))
    await asyncio.sleep(0.3)
    handler.may_finish.set()
    await asyncio.gather(first, second)
    assert handler.begun == 1


async def test_what_could_not_be_handled_is_the_repetitions(replicas: tuple[Once, Once]) -> None:
    async def fail(_: Incoming) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await replicas[0].handle(TYPED, fail)
    handler = Handler()
    handler.may_finish.set()
    await replicas[1].handle(TYPED, handler)
    await replicas[0].handle(TYPED, handler)
    assert handler.done == 1


class SlowToGiveBack(SqlSeenActivities):
    """Waits for the database, once it is clear what to give back; meanwhile a renewal may come."""

    async def give_back(self, claim: Claim) -> bool:
        as_it_was = replace(claim)
        await asyncio.sleep(0.2)
        return await super().give_back(as_it_was)


async def test_what_is_given_back_slowly_is_not_taken_for_another_ones(
    engine: AsyncEngine, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.once.RENEW_SECONDS", 0.05)
    monkeypatch.setattr("bot.once.PATIENCE_SECONDS", 0.3)

    async def fail(_: Incoming) -> None:
        clock.advance(timedelta(seconds=1))
        raise LookupError

    with pytest.raises(LookupError):
        await Once(seen=SlowToGiveBack(engine), clock=clock).handle(TYPED, fail)


class FailsOnWaking(Handler):
    """Fails when it wakes up; handles what comes afterwards."""

    async def __call__(self, turn: Incoming) -> None:
        await super().__call__(turn)
        if self.done == 1:
            raise LookupError


async def test_who_stood_still_and_fails_on_waking_says_nothing_of_what_another_one_handled(
    replicas: tuple[Once, Once], clock: FixedClock
) -> None:
    sleeper, other = FailsOnWaking(), Handler()
    other.may_finish.set()
    sleeping = asyncio.create_task(replicas[0].handle(TYPED, sleeper))
    while not sleeper.begun:  # noqa: ASYNC110 - a transaction comes before
        await asyncio.sleep(0.01)
    clock.advance(LEASE)
    await replicas[1].handle(TYPED, other)
    sleeper.may_finish.set()
    await sleeping  # raises nothing: nobody is told of a failure
    assert (sleeper.begun, other.done) == (1, 1)


async def test_who_stood_still_and_fails_on_waking_waits_for_the_one_who_took_it_over(
    replicas: tuple[Once, Once], clock: FixedClock
) -> None:
    sleeper, other = FailsOnWaking(), Handler()
    sleeping = asyncio.create_task(replicas[0].handle(TYPED, sleeper))
    while not sleeper.begun:  # noqa: ASYNC110 - a transaction comes before
        await asyncio.sleep(0.01)
    clock.advance(LEASE)
    under_way = asyncio.create_task(replicas[1].handle(TYPED, other))
    while not other.begun:  # noqa: ASYNC110 - idem
        await asyncio.sleep(0.01)
    sleeper.may_finish.set()
    await asyncio.sleep(0.3)
    assert not sleeping.done()
    under_way.cancel()  # its process is ended: nobody has handled it
    await sleeping
    assert (sleeper.begun, sleeper.done, other.done) == (2, 2, 0)


async def test_a_repetition_that_nobody_waits_for_any_more_handles_nothing(
    replicas: tuple[Once, Once], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.once.PATIENCE_SECONDS", 0.3)
    handler = Handler()
    first = asyncio.create_task(replicas[0].handle(TYPED, handler))
    await asyncio.sleep(0.2)
    await replicas[1].handle(TYPED, handler)
    assert (handler.begun, handler.done) == (1, 0)
    handler.may_finish.set()
    await first


def test_a_claim_that_is_renewed_runs_on_a_machine_whose_clock_is_ahead_too() -> None:
    assert LEASE - timedelta(seconds=RENEW_SECONDS) > CLOCKS_APART


async def test_an_activity_without_an_id_is_handled_each_time(replicas: tuple[Once, Once]) -> None:
    handler = Handler()
    handler.may_finish.set()
    for _ in range(2):
        await replicas[0].handle(replace(TYPED, kind=Kind.INSTALLED, activity_id=""), handler)
    assert handler.done == 2
