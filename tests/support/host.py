"""The real host on loopback with a recording assistant behind it."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock, FixedClock
from bot.configuration.settings import Settings
from bot.host import Host, open_host
from bot.incoming import Incoming
from bot.web import build_web_app, make_runner
from tests.support.channel import APP_ID, TENANT_ID, Signer
from tests.support.connector_server import ConnectorServer, connector_server
from tests.support.openid_server import OpenIdServer, openid_server


class RecordingAssistant:
    """Keeps every turn; replies, answers or fails as told."""

    def __init__(self) -> None:
        self.turns: list[Incoming] = []
        self.reply: str | None = None
        self.answer: dict[str, Any] = {
            "statusCode": 200,
            "type": "application/vnd.microsoft.activity.message",
        }
        self.error: Exception | None = None
        self.installed: list[Incoming] = []
        self.removed: list[Incoming] = []
        self.others: list[Incoming] = []

    async def on_message(self, turn: Incoming) -> None:
        self.turns.append(turn)
        if self.error is not None:
            raise self.error
        if self.reply is not None:
            await turn.replies.send_text(self.reply)

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        self.turns.append(turn)
        if self.error is not None:
            raise self.error
        return self.answer

    async def on_installed(self, turn: Incoming) -> None:
        self.installed.append(turn)

    async def on_removed(self, turn: Incoming) -> None:
        self.removed.append(turn)

    async def on_other(self, turn: Incoming) -> None:
        self.others.append(turn)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a request got."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.text)


@dataclass(kw_only=True)
class RunningBot:
    """The host, who talks to it, and whom it talks to."""

    url: str
    session: aiohttp.ClientSession
    host: Host
    assistant: RecordingAssistant
    connector: ConnectorServer
    openid: OpenIdServer
    clock: FixedClock
    signer: Signer
    ready: list[bool] = field(default_factory=lambda: [True])

    @property
    def service_url(self) -> str:
        return self.connector.url

    async def post(
        self,
        activity: object,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """Send an activity as the channel would; ``token=""`` sends none, ``raw`` replaces the body."""
        signed = self.signer.token(self.service_url) if token is None else token
        all_headers = {"Content-Type": "application/json"} | (headers or {})
        if signed:
            all_headers.setdefault("Authorization", f"Bearer {signed}")
        body = json.dumps(activity).encode() if raw is None else raw
        return await self.request("POST", "/api/messages", data=body, headers=all_headers)

    async def request(self, method: str, path: str, **options: Any) -> Answer:  # noqa: ANN401 - aiohttp's options
        """Send any request."""
        async with self.session.request(method, self.url + path, **options) as answer:
            return Answer(status=answer.status, headers=answer.headers, text=await answer.text())


def host_settings(connector: ConnectorServer, openid: OpenIdServer, **changes: object) -> Settings:
    """Return settings that point at the stand-ins; nothing of the machine's own settings counts."""
    values: dict[str, Any] = {
        "app_id": APP_ID,
        "app_password": "ein-geheimnis",
        "tenant_id": TENANT_ID,
        "openid_metadata_url": openid.metadata_url,
        "login_endpoint": openid.login_endpoint,
        "allowed_service_hosts": (connector.url.removeprefix("http://"),),
    }
    return Settings(_env_file=None, **(values | changes))


@asynccontextmanager
async def _serving(app: web.Application) -> AsyncIterator[str]:
    runner = make_runner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def running_bot(
    *signers: Signer, clock: Clock | None = None, **changes: object
) -> AsyncIterator[RunningBot]:
    """Run the host with a connector and a key server of its own; ``changes`` replace settings."""
    fixed = clock if isinstance(clock, FixedClock) else FixedClock(datetime(2026, 12, 3, 10, 15, tzinfo=UTC))
    all_signers = signers or (Signer(),)
    async with openid_server(*all_signers) as openid, connector_server() as connector:
        settings = host_settings(connector, openid, **changes)
        assistant = RecordingAssistant()
        ready = [True]

        async def readiness() -> bool:
            return ready[0] and host.is_ready

        async with open_host(settings, fixed) as host, aiohttp.ClientSession() as session:
            app = build_web_app(handler=assistant, adapter=host.adapter, readiness=readiness)
            async with _serving(app) as url:
                yield RunningBot(
                    url=url,
                    session=session,
                    host=host,
                    assistant=assistant,
                    connector=connector,
                    openid=openid,
                    clock=fixed,
                    signer=all_signers[0],
                    ready=ready,
                )
