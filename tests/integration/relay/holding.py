"""Keeps an answer of the connector back, so that something can happen while a message is on its way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.integration.relay.conftest import Post


@asynccontextmanager
async def answer_held(post: Post) -> AsyncIterator[asyncio.Event]:
    """Hold the answer to the next message; the event says that it has arrived."""
    arrived, answered = asyncio.Event(), asyncio.Event()
    take = post.connector._planned  # noqa: SLF001 - the double's only seam

    async def hold(request: web.Request) -> web.StreamResponse | None:
        post.connector._planned = take  # type: ignore[method-assign]  # noqa: SLF001 - idem
        answer = await take(request)
        arrived.set()
        await answered.wait()
        return answer

    post.connector._planned = hold  # type: ignore[method-assign]  # noqa: SLF001 - idem
    try:
        async with asyncio.timeout(20):
            yield arrived
    finally:
        answered.set()


@asynccontextmanager
async def on_its_way(post: Post) -> AsyncIterator[None]:
    """Deliver what is due; inside, the next message has arrived and is not yet answered."""
    async with answer_held(post) as arrived:
        delivering = asyncio.create_task(post.relay.deliver_due())
        await arrived.wait()
        yield
    await delivering
