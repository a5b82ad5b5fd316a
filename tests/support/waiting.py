"""Waits for what another task or process will do, bounded in time."""

import asyncio
from collections.abc import Callable


async def until(happened: Callable[[], bool], *, seconds: float) -> None:
    """Return as soon as something has happened; TimeoutError after ``seconds``."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - it happens elsewhere, there is no event to wait for
            await asyncio.sleep(0.01)
