"""The tick: at the start and then on, one job never beside itself; a failure is a code in the log."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import FixedClock
from bot.jobs.deadline_watch import DeadlineWatch
from bot.jobs.schedule import Schedule
from procedure.case import Case
from procedure.vocabulary import CaseId
from tests.support.fake_stores import FakeCaseStore
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, berlin

SECRET = "Karla Kundin"


@pytest.fixture
async def house() -> House:
    house = House()
    await house.has(a_letter_of_complaint())
    return house


async def nudges(house: House, clock: FixedClock) -> int:
    """Let the watch look once; count how often it nudged."""
    nudged: list[None] = []
    watch = DeadlineWatch(units=house.units, rulebook=house.rulebook, clock=clock)
    await watch.look_after(lambda: nudged.append(None))
    return len(nudged)


async def test_whoever_sends_is_nudged_only_when_there_is_something_to_send(house: House) -> None:
    clock = FixedClock(berlin(12, 7, 7, 59))
    assert await nudges(house, clock) == 0
    clock.advance(timedelta(minutes=1))
    assert await nudges(house, clock) == 1
    assert await nudges(house, clock) == 0


async def test_a_case_that_cannot_be_read_is_logged_by_its_id_and_a_code(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable(_store: FakeCaseStore, _case_id: CaseId) -> Case:
        raise ValueError(SECRET)

    monkeypatch.setattr(FakeCaseStore, "get", unreadable)
    with capture_logs() as lines:
        assert await nudges(house, FixedClock(berlin(12, 7))) == 0
    assert [(line["event"], line["case_id"], line["error"]) for line in lines] == [
        ("case_not_told", a_letter_of_complaint().id, "ValueError")
    ]
    assert SECRET not in str(lines)


def ticks(job: Callable[[], Awaitable[None]]) -> Schedule:
    return Schedule({"now": (3600, job), "later": (3600, job)}, at_once=("now",))


async def test_a_job_that_is_to_run_at_once_runs_at_the_start_and_the_others_do_not() -> None:
    ran: list[None] = []

    async def job() -> None:
        ran.append(None)

    schedule = ticks(job)
    schedule.start()
    await schedule.stop()
    assert len(ran) == 1


async def test_stopping_waits_for_the_job_that_runs_at_the_start() -> None:
    ended: list[None] = []

    async def job() -> None:
        await asyncio.sleep(0.05)
        ended.append(None)

    schedule = ticks(job)
    schedule.start()
    await asyncio.sleep(0)
    await schedule.stop()
    assert len(ended) == 1


async def test_a_job_that_fails_at_the_start_leaves_a_code_and_the_next_tick_tries_again() -> None:
    ran: list[None] = []

    async def job() -> None:
        ran.append(None)
        raise ValueError(SECRET)

    schedule = ticks(job)
    with capture_logs() as lines:
        schedule.start()
        await asyncio.sleep(0.01)
        await schedule.tick_all()
        await schedule.stop()
    assert len(ran) == 3
    assert {(line["event"], line["error"]) for line in lines} == {("tick_failed", "ValueError")}
    assert SECRET not in str(lines)
