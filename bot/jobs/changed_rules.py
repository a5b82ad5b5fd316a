"""Brings the cases to changed rules: at the start in the background, and again every hour (A9).

The hour is for cases that failed and for the turn of the year; settings change with a restart.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from bot.clock import Clock
from casework.ports import UnitsOfWork
from casework.recalculate import apply_rules
from procedure.rule_facts import facts_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

_log = structlog.get_logger("changed_rules")


class ChangedRules:
    """Applies this process's rules once; ``nudge`` tells whoever sends that cards have changed.

    A process that has applied its rules leaves the cases alone afterwards: while several processes are
    restarted one after the other with a new setting, the older ones do not undo what the newer ones did.
    """

    def __init__(
        self, *, units: UnitsOfWork, rulebook: Rulebook, clock: Clock, nudge: Callable[[], None]
    ) -> None:
        self._units = units
        self._rulebook = rulebook
        self._clock = clock
        self._nudge = nudge
        self._one_at_a_time = asyncio.Lock()
        self._begun = asyncio.Event()
        """What is done at the start is over."""
        self._stopping = False
        self._applied = ""
        """Fingerprint of the rules that this process has applied."""

    async def run(self) -> None:
        """Apply the rules, unless that has been done."""
        async with self._one_at_a_time:
            fingerprint = facts_of(self._rulebook, self._rulebook.day(self._clock.now())).fingerprint
            if fingerprint == self._applied:
                return
            applied = await apply_rules(
                self._units,
                self._rulebook,
                self._clock.now,
                on_failure=_failed,
                goes_on=lambda: not self._stopping,
            )
            if applied.complete:
                self._applied = fingerprint
            if applied.moved or applied.failed:
                _log.info("rules_applied", moved=applied.moved, failed=applied.failed)
            if applied.moved:
                self._nudge()

    def before(self, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Let a job wait until the start is over: nobody is told of a day that is about to move."""

        async def waiting() -> None:
            await self._begun.wait()
            await job()

        return waiting

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Begin in the background; at the end the case under way is finished, the others wait."""
        first = asyncio.create_task(self._first())
        try:
            yield
        finally:
            self._stopping = True
            await first

    async def _first(self) -> None:
        try:
            await self.run()
        except Exception as error:  # noqa: BLE001 - the assistant starts; the next hour tries again
            _log.error("rules_not_applied", error=type(error).__name__)
        finally:
            self._begun.set()


def _failed(case_id: CaseId, code: str) -> None:
    _log.error("case_not_recalculated", case_id=case_id, error=code)
