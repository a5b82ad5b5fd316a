"""Work that goes on when its turn has been answered, and ends with the process."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


class Errands:
    """Keeps tasks alive while they work."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on in the background; it answers for its own failures."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Run errands until the process stops: then they are broken off, and each says so to who waits."""
        try:
            yield
        finally:
            left = tuple(self._under_way)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
