"""A loopback stand-in for Teams' connector: keeps what is sent, and misbehaves as told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One request that arrived."""

    method: str
    path: str
    body: dict[str, Any]
    authorization: str
    port: int
    """The sender's port: requests over one connection share it."""


@dataclass(frozen=True, kw_only=True)
class Misbehaviour:
    """How one request is answered instead of properly."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: object = None
    text: str | None = None
    """A body that is no JSON."""
    seconds: float = 0
    """Wait this long first."""
    reset: bool = False
    """Cut the connection."""


def refusal(status: int, code: str = "", **headers: str) -> Misbehaviour:
    """Refuse as the channel does, with its code in the body."""
    body = {"error": {"code": code, "message": "…"}} if code else None
    return Misbehaviour(
        status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body
    )


class ConnectorServer:
    """The connector's REST interface."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.plans: list[Misbehaviour] = []
        """Used up one per request; then everything is fine again."""
        self.closed_channels: dict[str, Misbehaviour] = {}
        """How posts to a channel are answered, for as long as it is in here."""
        self.delay_seconds = 0.0
        self.url = ""

    @property
    def texts(self) -> list[str]:
        return [sent.body["text"] for sent in self.sent if "text" in sent.body]

    @property
    def connections(self) -> int:
        return len({sent.port for sent in self.sent})

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v3/conversations", self._create)
        app.router.add_post("/v3/conversations/{conversation}/activities", self._take)
        app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", self._take)
        app.router.add_put("/v3/conversations/{conversation}/activities/{activity}", self._take)
        app.router.add_delete("/v3/conversations/{conversation}/activities/{activity}", self._delete)
        app.router.add_route("*", "/{elsewhere:.*}", self._unknown)
        return app

    def posts_in(self, channel_id: str) -> list[dict[str, Any]]:
        """Return the activities with which conversations were begun in a channel, refused or not."""
        return [sent.body["activity"] for sent in self.sent if _channel_of(sent.body) == channel_id]

    async def _create(self, request: web.Request) -> web.StreamResponse:
        number = await self._number(request)
        answer = await self._planned(request)
        channel_id = _channel_of(self.sent[number - 1].body)
        refused = self.closed_channels.get(channel_id)
        if refused is not None:
            return web.json_response(refused.body, status=refused.status, headers=refused.headers)
        begun = {"id": f"{channel_id};messageid=1", "activityId": "1"} if channel_id else {"id": "a:opened"}
        return answer or web.json_response(begun, status=201)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        number = await self._number(request)
        return await self._planned(request) or web.json_response({"id": f"sent-{number}"}, status=201)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        await self._number(request)
        return await self._planned(request) or web.Response()

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        await self._number(request)
        await self._planned(request)
        return web.Response(status=404)

    async def _number(self, request: web.Request) -> int:
        """Note a request; return which one it is: others may come before it is answered."""
        peer = request.transport.get_extra_info("peername") if request.transport else ("", 0)
        self.sent.append(
            Sent(
                method=request.method,
                path=request.raw_path,
                body=await request.json() if request.can_read_body else {},
                authorization=request.headers.get("Authorization", ""),
                port=peer[1],
            )
        )
        return len(self.sent)

    async def _planned(self, request: web.Request) -> web.StreamResponse | None:
        await asyncio.sleep(self.delay_seconds)
        if not self.plans:
            return None
        plan = self.plans.pop(0)
        await asyncio.sleep(plan.seconds)
        if plan.reset and request.transport is not None:
            request.transport.abort()
        if plan.text is not None:
            return web.Response(
                status=plan.status, headers=plan.headers, text=plan.text, content_type="text/html"
            )
        return web.json_response(plan.body, status=plan.status, headers=plan.headers)


def _channel_of(body: dict[str, Any]) -> str:
    """Return the channel in which a conversation is to begin; empty for any other request."""
    channel_data = body.get("channelData") or {}
    channel_id: str = (channel_data.get("channel") or {}).get("id", "") if "activity" in body else ""
    return channel_id


@asynccontextmanager
async def connector_server() -> AsyncIterator[ConnectorServer]:
    """Run the connector on loopback."""
    server = ConnectorServer()
    async with TestServer(server.app()) as running:
        server.url = str(running.make_url("")).rstrip("/")
        yield server
