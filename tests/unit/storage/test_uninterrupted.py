"""Work on the database is finished before a cancellation is felt."""

import asyncio

import pytest

from storage.connection import uninterrupted


class Work:
    """A statement that takes a while."""

    def __init__(self, error: Exception | None = None) -> None:
        self.may_end = asyncio.Event()
        self.ended = False
        self._error = error

    async def run(self) -> str:
        await self.may_end.wait()
        self.ended = True
        if self._error is not None:
            raise self._error
        return "done"


async def started(work: Work) -> asyncio.Task[str]:
    task = asyncio.create_task(uninterrupted(work.run()))
    await asyncio.sleep(0.01)
    return task


async def test_the_result_is_handed_on() -> None:
    work = Work()
    work.may_end.set()
    assert await uninterrupted(work.run()) == "done"


async def test_an_error_is_handed_on() -> None:
    work = Work(ValueError("no"))
    work.may_end.set()
    with pytest.raises(ValueError, match="no"):
        await uninterrupted(work.run())


@pytest.mark.parametrize("error", [None, ValueError("no")])
async def test_a_cancellation_even_a_repeated_one_waits_for_the_work(error: Exception | None) -> None:
    work = Work(error)
    task = await started(work)
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0.01)
        assert not task.done()
    work.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert work.ended


async def test_a_time_out_is_still_a_time_out() -> None:
    work = Work()
    asyncio.get_running_loop().call_later(0.05, work.may_end.set)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await uninterrupted(work.run())
    assert work.ended
