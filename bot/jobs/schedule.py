"""The tick. It decides nothing: what is due is read from the database, so any replica may tick."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

_log = structlog.get_logger("schedule")

Job = Callable[[], Awaitable[None]]


class Schedule:
    """Runs each job every so many seconds, never the same one twice at once."""

    def __init__(self, jobs: Mapping[str, tuple[int, Job]], *, at_once: Collection[str] = ()) -> None:
        """Name the jobs; those in ``at_once`` run at the start as well: much may have become due."""
        self._jobs = {name: (job, asyncio.Lock()) for name, (_, job) in jobs.items()}
        self._at_once = at_once
        self._running: set[asyncio.Task[None]] = set()
        # A missed tick is simply the next one.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1}
        )
        for name, (seconds, _) in jobs.items():
            self._scheduler.add_job(self._tick, "interval", seconds=seconds, args=(name,))

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()
        for name in self._at_once:
            self._begin(name)

    async def stop(self) -> None:
        """End ticking; a job under way is finished, because it may be in a transaction."""
        self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._running)

    async def tick_all(self) -> None:
        """Run every job once and wait for it: somebody has put the clock forward."""
        for name in self._jobs:
            await self._tick(name)

    async def _tick(self, name: str) -> None:
        # APScheduler cancels what is running when it shuts down; the job itself is not to notice.
        await asyncio.shield(self._begin(name))

    def _begin(self, name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(self._guarded(name))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _guarded(self, name: str) -> None:
        job, one_at_a_time = self._jobs[name]
        async with one_at_a_time:
            try:
                await job()
            except Exception as error:  # noqa: BLE001 - the tick's boundary: the next tick tries again
                _log.error("tick_failed", job=name, error=type(error).__name__)
