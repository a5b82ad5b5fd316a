"""The tick. It decides nothing: what is due is read from the database, so any replica may tick."""

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

_log = structlog.get_logger("schedule")

HANDOVER_SECONDS = 5
"""How often waiting customers are looked after: the setting counts minutes."""
TIDY_SECONDS = 600
"""How often expired drafts are deleted (24 h) and old activity ids forgotten."""

Job = Callable[[], Awaitable[None]]


def build_schedule(*, look_after_waiting: Job, tidy: Job) -> AsyncIOScheduler:
    """Return a scheduler that is not running yet. A missed tick is simply the next one."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    scheduler.add_job(
        _guarded("look_after_waiting", look_after_waiting), "interval", seconds=HANDOVER_SECONDS
    )
    scheduler.add_job(_guarded("tidy", tidy), "interval", seconds=TIDY_SECONDS)
    return scheduler


def _guarded(name: str, job: Job) -> Job:
    async def tick() -> None:
        try:
            await job()
        except Exception as error:  # noqa: BLE001 - the tick's boundary: the next tick tries again
            _log.error("tick_failed", job=name, error=type(error).__name__)

    return tick
