"""Waiting for something to become so, with an end."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp

from bot.demo.errors import DemoError
from bot.demo.processes import Child

START_SECONDS = 90.0
"""How long one program may take to be ready on a slow machine."""
POLL_SECONDS = 0.2


async def wait_until(
    is_so: Callable[[], Awaitable[bool]], child: Child, seconds: float = START_SECONDS
) -> None:
    """Wait; DemoError with the end of the log when ``child`` ends before, or when time runs out."""
    try:
        async with asyncio.timeout(seconds):
            while not await is_so():
                if not child.running:
                    raise DemoError(f"{child.name}: beendet, bevor alles bereit war.\n{child.tail()}")
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise DemoError(
            f"{child.name}: nach {seconds:.0f} Sekunden nicht bereit. Protokoll: {child.log}\n{child.tail()}"
        ) from None


async def answers(session: aiohttp.ClientSession, url: str) -> bool:
    """Tell whether a web address answers with success."""
    try:
        async with session.get(url) as answer:
            return answer.ok
    except (aiohttp.ClientError, TimeoutError):
        return False
