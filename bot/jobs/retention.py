"""Anonymises what need not be kept any longer, once a night, while nobody is at work (privacy)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime

import structlog

from bot.clock import Clock
from casework.ports import UnitsOfWork
from casework.retention_run import RetentionRun, retention_preview, retention_run
from procedure.retention import Obstacle
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

_log = structlog.get_logger("retention")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """What the nights would have done that the demo's clock has passed."""

    anonymised: int = 0
    kept: tuple[tuple[Obstacle, ...], ...] = ()
    """For each case that stays although its time is over: why."""


class RetentionNights:
    """Runs outside of working hours, once on each local day; every replica may.

    Who comes second finds nothing to do. A run that the opening of the office or the end of the process
    breaks off is gone on with on the next day. ``afterwards`` sees to it that nothing removed lingers in
    the database's files; ``nudge`` tells whoever sends that cards have changed.
    """

    def __init__(
        self,
        *,
        units: UnitsOfWork,
        rulebook: Rulebook,
        clock: Clock,
        afterwards: Callable[[], Awaitable[bool]],
        nudge: Callable[[], None],
    ) -> None:
        self._units = units
        self._rulebook = rulebook
        self._clock = clock
        self._afterwards = afterwards
        self._nudge = nudge
        self._stopping = False
        self._ran_on: date | None = None

    async def run(self) -> None:
        """Anonymise what may be, unless somebody is at work or it was done today."""
        now = self._clock.now()
        day = self._rulebook.day(now)
        if self._rulebook.is_at_work(now) or self._ran_on == day:
            return
        await self._anonymise(now, self._is_quiet_hour)

    async def make_up(self) -> MadeUp:
        """Do what a night would have done that the demo's clock has passed; return what came of it.

        Whoever put the clock forward waits for it, so nobody else's work is in the way.
        """
        now = self._clock.now()
        done = await self._anonymise(now, lambda: not self._stopping)
        if not done.kept:
            return MadeUp(anonymised=done.anonymised)
        left = await retention_preview(self._units, self._rulebook, self._rulebook.day(now))
        kept = tuple(each.obstacles for each in left if each.obstacles)
        return MadeUp(anonymised=done.anonymised, kept=kept)

    async def _anonymise(self, now: datetime, goes_on: Callable[[], bool]) -> RetentionRun:
        done = await retention_run(self._units, self._rulebook, now, on_failure=_failed, goes_on=goes_on)
        self._ran_on = self._rulebook.day(now)
        if done.anonymised or done.swept:
            self._nudge()
            emptied = await self._afterwards()
            _log.info("retention_run", **asdict(done), log_emptied=emptied)
        elif not done.is_quiet:
            _log.info("retention_run", **asdict(done))
        return done

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """At the end the case under way is finished, the others wait."""
        try:
            yield
        finally:
            self._stopping = True

    def _is_quiet_hour(self) -> bool:
        return not self._stopping and not self._rulebook.is_at_work(self._clock.now())


def _failed(case_id: CaseId, code: str) -> None:
    _log.error("case_not_anonymised", case_id=case_id, error=code)
