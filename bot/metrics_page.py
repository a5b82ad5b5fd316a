"""Where the figures stand: on a port of their own that only this machine reaches.

The bot's own port faces the internet; how busy an office is, is nobody's business there.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.metrics import Metrics
from bot.web import make_runner

LOOPBACK: Final = "127.0.0.1"


class MetricsPortTaken(Exception):  # noqa: N818 - named for the fact
    """The port cannot be listened on; the message is a German sentence with the remedy."""


@asynccontextmanager
async def metrics_page(metrics: Metrics, port: int) -> AsyncIterator[None]:
    """Serve ``/metrics`` on loopback; on port 0 not at all. MetricsPortTaken where somebody else listens."""
    if not port:
        yield
        return

    async def page(_: web.Request) -> web.Response:
        body = await metrics.page()
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/metrics", page)
    runner = make_runner(app, shutdown_seconds=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, LOOPBACK, port).start()
        except OSError as error:
            raise MetricsPortTaken(
                f"Auf {LOOPBACK}:{port} kann die Überwachung nicht warten (Fehler {error.errno}). "
                "Bitte KRM_METRICS_PORT ändern."
            ) from None
        yield
    finally:
        await runner.cleanup()
