"""A loopback stand-in for the channel's key server and for Entra's token endpoint; it can fail on demand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.support.channel import TENANT_ID, Signer


class OpenIdServer:
    """Serves OpenID metadata, keys and tokens, and counts who asked."""

    def __init__(self, *signers: Signer) -> None:
        self.signers = list(signers or (Signer(),))
        self.extra_keys: list[object] = []
        self.down = False
        self.hangs = False
        self.token_status = 200
        self.token_body: dict[str, Any] | None = None
        self.key_requests = 0
        self.token_requests = 0
        self.token_forms: list[dict[str, str]] = []
        self.base = ""

    @property
    def metadata_url(self) -> str:
        return f"{self.base}/.well-known/openidconfiguration"

    @property
    def login_endpoint(self) -> str:
        return self.base

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_post(f"/{TENANT_ID}/oauth2/v2.0/token", self._token)
        return app

    async def _metadata(self, _: web.Request) -> web.Response:
        if self.hangs:
            await asyncio.sleep(30)
        if self.down:
            return web.Response(status=503)
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.base}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        return web.json_response({"keys": [*self.extra_keys, *(signer.jwk for signer in self.signers)]})

    async def _token(self, request: web.Request) -> web.Response:
        self.token_requests += 1
        self.token_forms.append({name: str(value) for name, value in (await request.post()).items()})
        # Long enough for several turns to find the token missing at the same time.
        await asyncio.sleep(0.02)
        if self.token_status != 200:
            return web.json_response({"error": "invalid_client"}, status=self.token_status)
        good = {"token_type": "Bearer", "expires_in": 3599, "access_token": f"token-{self.token_requests}"}
        return web.json_response(good if self.token_body is None else self.token_body)


@asynccontextmanager
async def openid_server(*signers: Signer) -> AsyncIterator[OpenIdServer]:
    """Run the server on loopback."""
    server = OpenIdServer(*signers)
    async with TestServer(server.app()) as running:
        server.base = str(running.make_url("")).rstrip("/")
        yield server
