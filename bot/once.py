"""Handles an activity once and acknowledges it when it is handled, however often and wherever it arrives.

The first delivery claims it and keeps the claim while it works. A repetition waits for the outcome: it is
acknowledged when the first one is done, and takes the activity up when that one's process has died. One that
only stood still may wake up and fail; what another one has taken over is no business of its any more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.incoming import Incoming
from storage.seen_activities import Claim, SqlSeenActivities, Standing

T = TypeVar("T")

_log = structlog.get_logger("turn")

LEASE = timedelta(seconds=6)
"""How long the claim of a dead process keeps others away: they must still answer in Teams' 15 seconds.

On a machine whose clock is ahead by ``CLOCKS_APART``, a renewed one still runs.
"""
RENEW_SECONDS = 1.0
LOOK_SECONDS = 0.2
PATIENCE_SECONDS = 15.0
"""How long a repetition waits; then nobody listens to its answer any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """Lets one delivery of an activity be handled at a time, and none after it was."""

    seen: SqlSeenActivities
    clock: Clock

    async def handle(self, turn: Incoming, handler: Callable[[Incoming], Awaitable[None]]) -> None:
        """Handle a turn, or wait until another delivery has. What ``handler`` raises gives it back."""
        if not turn.activity_id:
            await handler(turn)
            return
        while (claim := await self._claimed(turn)) is not None:
            if await self._is_over(claim, handler(turn)):
                return

    async def _claimed(self, turn: Incoming) -> Claim | None:
        """Claim a turn, waiting for whoever has; None if that delivery handled it, or still does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    found = await self.seen.claim(
                        turn.conversation_id, turn.activity_id, self.clock.now(), LEASE
                    )
                    if isinstance(found, Claim):
                        return found
                    if found is Standing.HANDLED:
                        return None
                    await asyncio.sleep(LOOK_SECONDS)
        return None

    async def _is_over(self, claim: Claim, handling: Awaitable[None]) -> bool:
        """Handle a claimed turn; False if it failed when another delivery had taken it over."""
        renewing = asyncio.create_task(self._renew(claim))
        try:
            await handling
        except BaseException as error:
            # First: a renewal between the two would look like another delivery's claim.
            renewing.cancel()
            is_ours = await self._noted(self.seen.give_back(claim)) is not False
            if is_ours or not isinstance(error, Exception):
                raise
            # That one answers; a word about this failure, perhaps minutes late, would only confuse.
            _log.warning("turn_taken_over", error=type(error).__name__)
            return False
        else:
            await self._noted(self.seen.handled(claim))
            return True
        finally:
            renewing.cancel()

    async def _renew(self, claim: Claim) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            await self._noted(self.seen.renew(claim, self.clock.now() + LEASE))

    async def _noted(self, noting: Awaitable[T]) -> T | None:
        """Note where a turn stands. It was answered whatever the store says; then its claim runs out."""
        try:
            return await noting
        except Exception as error:  # noqa: BLE001 - see above
            _log.error("turn_not_noted", error=type(error).__name__)
            return None
