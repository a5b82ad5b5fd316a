"""The ticking: a clock that was put forward is caught up at once, and no job runs twice at a time."""

import asyncio

from bot.jobs.schedule import Schedule

HOURLY = 3600


async def test_every_job_is_done_once_and_waited_for_in_their_order() -> None:
    done: list[str] = []

    async def job(name: str) -> None:
        await asyncio.sleep(0.01)
        done.append(name)

    schedule = Schedule({name: (HOURLY, lambda name=name: job(name)) for name in ("first", "second")})

    await schedule.tick_all()

    assert done == ["first", "second"]


async def test_a_job_that_fails_keeps_none_of_the_others_back() -> None:
    done: list[str] = []

    async def fails() -> None:
        raise RuntimeError

    async def works() -> None:
        done.append("works")

    await Schedule({"fails": (HOURLY, fails), "works": (HOURLY, works)}).tick_all()

    assert done == ["works"]


async def test_the_same_job_never_runs_twice_at_once() -> None:
    running = most = 0

    async def job() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1

    schedule = Schedule({"job": (HOURLY, job)})

    await asyncio.gather(*(schedule.tick_all() for _ in range(3)))

    assert most == 1
