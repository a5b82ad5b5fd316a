"""A loopback stand-in for OneDrive: hands files out, takes them, and misbehaves as told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(kw_only=True)
class FileServer:
    """What lies there, what was put there, and how it answers."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and headers of each request."""
    uploaded: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    """Content and Content-Range by path."""
    redirect_to: str = ""
    status: int = 200
    seconds: float = 0
    chunked: bool = False
    """Without Content-Length, so that the size shows only on the way."""

    async def get(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path_qs, dict(request.headers)))
        await asyncio.sleep(self.seconds)
        if self.redirect_to and request.path != "/there":
            return web.Response(status=302, headers={"Location": self.redirect_to})
        content = self.files.get(request.path.strip("/"), b"")
        if not self.chunked:
            return web.Response(status=self.status, body=content)
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(content)
        await answer.write_eof()
        return answer

    async def put(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path_qs, dict(request.headers)))
        if self.status == 200:
            content_range = request.headers.get("Content-Range", "")
            self.uploaded[request.path.strip("/")] = (await request.read(), content_range)
        if self.redirect_to:
            return web.Response(status=307, headers={"Location": self.redirect_to})
        return web.Response(status=self.status)


@asynccontextmanager
async def file_server() -> AsyncIterator[FileServer]:
    """Run it on loopback."""
    server = FileServer()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_get("/{path:.*}", server.get)
    app.router.add_put("/{path:.*}", server.put)
    async with TestServer(app) as running:
        server.url = str(running.make_url("")).rstrip("/")
        yield server
