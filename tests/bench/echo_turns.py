"""CPU per echo turn: our host against the SDK's stock adapter, measured in one run.

    python -m tests.bench.echo_turns [--turns 300]

The hosts run in this process, one after the other; the channel (it sends the turns, takes the replies,
serves keys and tokens) runs in a second one, so that only the hosts' CPU is counted. Ours checks a real
signed token on each turn and sends with a token of its own; stock runs without credentials, which is
its cheapest way. Ends with status 1 if ours needs more than a quarter of stock's CPU.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from bot.clock import SystemClock
from bot.configuration.settings import Settings
from bot.host import open_host
from bot.incoming import Incoming
from bot.web import build_web_app, make_runner
from tests.support.channel import APP_ID, TENANT_ID, Signer, message
from tests.support.connector_server import connector_server
from tests.support.openid_server import openid_server

ALLOWED_RATIO = 0.25
WARM_UP_TURNS = 20


class EchoAssistant:
    """Says back what it heard."""

    async def on_message(self, turn: Incoming) -> None:
        await turn.replies.send_text(f"Echo: {turn.text}")

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        return {"name": turn.name}

    async def on_installed(self, turn: Incoming) -> None:
        """Say nothing."""

    async def on_removed(self, turn: Incoming) -> None:
        """Say nothing."""

    async def on_other(self, turn: Incoming) -> None:
        """Say nothing."""


class EchoBot(ActivityHandler):  # type: ignore[misc]  # the SDK ships no types
    """The same for the stock adapter."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


class StockConfiguration:
    """The stock adapter without credentials."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"


def stock_app() -> web.Application:
    """Build the host that the SDK's samples build."""
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(StockConfiguration())), EchoBot()

    async def messages(request: web.Request) -> web.Response:
        answer: web.Response = await adapter.process(request, bot)
        return answer

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


@asynccontextmanager
async def our_app(channel: "Channel") -> AsyncIterator[web.Application]:
    """Build our host with credentials."""
    settings = Settings(
        _env_file=None,
        app_id=APP_ID,
        turns_per_minute=100_000,  # one person takes them all
        app_password="ein-geheimnis",
        tenant_id=TENANT_ID,
        openid_metadata_url=channel.metadata_url,
        login_endpoint=channel.login_endpoint,
        allowed_service_hosts=("127.0.0.1",),
    )

    async def ready() -> bool:
        return True

    async with open_host(settings, SystemClock()) as host:
        yield build_web_app(handler=EchoAssistant(), adapter=host.adapter, readiness=ready)


class Channel:
    """The second process, driven over its standard input and output."""

    def __init__(self, process: asyncio.subprocess.Process, addresses: dict[str, str]) -> None:
        self._process = process
        self.metadata_url = addresses["metadata_url"]
        self.login_endpoint = addresses["login_endpoint"]

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator["Channel"]:
        """Start it, and end it whatever happens."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bench.echo_turns",
            "--channel",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        try:
            yield cls(process, await _line(process))
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def send_turns(self, url: str, turns: int) -> None:
        """Have it send turns one after the other."""
        if self._process.stdin is None:
            raise RuntimeError("no standard input")
        self._process.stdin.write(json.dumps({"url": url, "turns": turns}).encode() + b"\n")
        result = await _line(self._process)
        if result != {"replies": turns}:
            raise RuntimeError(f"{turns} turns, but {result}")


async def _line(process: asyncio.subprocess.Process) -> dict[str, Any]:
    if process.stdout is None:
        raise RuntimeError("no standard output")
    async with asyncio.timeout(300):
        line: dict[str, Any] = json.loads(await process.stdout.readline())
    return line


async def be_the_channel() -> None:
    """Send the turns that the other process asks for."""
    signer = Signer()
    loop = asyncio.get_running_loop()
    async with (
        openid_server(signer) as openid,
        connector_server() as connector,
        aiohttp.ClientSession() as session,
    ):
        print(
            json.dumps({"metadata_url": openid.metadata_url, "login_endpoint": openid.login_endpoint}),
            flush=True,
        )
        headers = {"Authorization": f"Bearer {signer.token(connector.url)}"}
        while order := await loop.run_in_executor(None, sys.stdin.readline):
            connector.sent.clear()
            wanted = json.loads(order)
            # The stock adapter without credentials is thrown off by a token; it gets none.
            own = headers if wanted["url"].endswith("#signed") else {}
            for number in range(wanted["turns"]):
                activity = message(connector.url, text=f"Satz {number}")
                async with session.post(wanted["url"], json=activity, headers=own) as answer:
                    answer.raise_for_status()
            print(json.dumps({"replies": len(connector.texts)}), flush=True)


async def measure(
    app: web.Application, send: Callable[[str, int], Awaitable[None]], mark: str, turns: int
) -> float:
    """Return the CPU milliseconds of this process per turn."""
    runner = make_runner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages{mark}"
        await send(url, WARM_UP_TURNS)
        before = time.process_time()
        await send(url, turns)
        return (time.process_time() - before) * 1000 / turns
    finally:
        await runner.cleanup()


async def compare(turns: int) -> int:
    """Measure both hosts, print the result, and return the exit status."""
    async with Channel.started() as channel:
        stock = await measure(stock_app(), channel.send_turns, "", turns)
        async with our_app(channel) as app:
            ours = await measure(app, channel.send_turns, "#signed", turns)
    ratio = ours / stock
    print(f"stock adapter, no credentials: {stock:6.2f} ms CPU per echo turn ({turns} turns)")
    print(f"our host, signed tokens:       {ours:6.2f} ms CPU per echo turn ({turns} turns)")
    print(f"ratio: {ratio:.2f} (allowed: {ALLOWED_RATIO:.2f})")
    return 0 if ratio <= ALLOWED_RATIO else 1


def main() -> int:
    """Run one side of the comparison."""
    parser = argparse.ArgumentParser(description="CPU per echo turn: our host against the stock adapter")
    parser.add_argument("--turns", type=int, default=300)
    parser.add_argument("--channel", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.channel:
        asyncio.run(be_the_channel())
        return 0
    return asyncio.run(compare(arguments.turns))


if __name__ == "__main__":
    raise SystemExit(main())
