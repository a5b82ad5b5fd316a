"""An invented letter as a scan, handed out the way Teams hands out what somebody puts into a chat."""

from pathlib import Path

from aiohttp import web

from bot.demo.ports import LOOPBACK, free_port

NAME = "Scan Beschwerde.png"
PORT = 8120
_SCAN = Path(__file__).with_name("scan.png")


class Scanner:
    """Serves the scan on this machine's loopback interface alone, from the first use until it is stopped."""

    def __init__(self) -> None:
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def address(self) -> str:
        """Return where the bot can fetch the scan."""
        if self._runner is None:
            app = web.Application()
            app.router.add_get("/scan.png", _hand_out)
            self._runner = web.AppRunner(app, access_log=None)
            await self._runner.setup()
            self._port = free_port(PORT)
            await web.TCPSite(self._runner, LOOPBACK, self._port).start()
        return f"http://{LOOPBACK}:{self._port}/scan.png"

    async def stop(self) -> None:
        """Stop serving."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()


async def _hand_out(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(_SCAN)
