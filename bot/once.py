"""Handles an activity once and acknowledges it when it is handled, however often and wherever it arrives.

The first delivery claims it and keeps the claim while it works. A repetition waits for the outcome: it is
acknowledged when the first one is done, and takes the activity up when that one's process has died.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.incoming import Incoming
from storage.seen_activities import SqlSeenActivities, Standing

_log = structlog.get_logger("turn")

LEASE = timedelta(seconds=6)
"""How long the claim of a dead process keeps others away: they must still answer in Teams' 15 seconds."""
RENEW_SECONDS = 2.0
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
        elif await self._is_ours(turn):
            async with self._held(turn):
                await handler(turn)

    async def _is_ours(self, turn: Incoming) -> bool:
        """Claim a turn, waiting for whoever has; False if that delivery handled it, or still does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    match await self.seen.claim(
                        turn.conversation_id, turn.activity_id, self.clock.now(), LEASE
                    ):
                        case Standing.CLAIMED:
                            return True
                        case Standing.HANDLED:
                            return False
                    await asyncio.sleep(LOOK_SECONDS)
        return False

    @asynccontextmanager
    async def _held(self, turn: Incoming) -> AsyncIterator[None]:
        renewing = asyncio.create_task(self._renew(turn))
        try:
            yield
        except BaseException:
            await self._noted(self.seen.give_back(turn.conversation_id, turn.activity_id))
            raise
        else:
            await self._noted(self.seen.handled(turn.conversation_id, turn.activity_id))
        finally:
            renewing.cancel()

    async def _renew(self, turn: Incoming) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            until = self.clock.now() + LEASE
            await self._noted(self.seen.renew(turn.conversation_id, turn.activity_id, until))

    async def _noted(self, noting: Awaitable[None]) -> None:
        """Note where a turn stands. It was answered whatever the store says; then its claim runs out."""
        try:
            await noting
        except Exception as error:  # noqa: BLE001 - see above
            _log.error("turn_not_noted", error=type(error).__name__)
