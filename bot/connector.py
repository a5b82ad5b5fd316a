"""The SDK's connector client over one pooled aiohttp session.

Stock, each turn builds a client with an msrest configuration (5 ms of CPU) and sends through the
default thread pool, six threads on two cores. Here one client per service URL is kept, and its
pipeline ends in the pool. All through public seams: ConnectorFactory and ``pipeline_type``.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Protocol, Self

import aiohttp
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ConnectorFactory, MicrosoftAppCredentials
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.async_abc import AsyncClientResponse
from yarl import URL

from bot.clock import Clock
from bot.sending.in_time import assert_in_time
from bot.sending.send_failure import HOST_NOT_ALLOWED, NO_ANSWER, SendFailed, SendFailure, classify
from bot.service_hosts import ServiceHosts

USER_AGENT = "krm-bot (Microsoft-BotFramework/3.1)"
MOST_CLIENTS = 32
"""One per region and Teams cloud is usual; the service URL is input, so there is an end."""
_UNAUTHORIZED = 401


class TokenSource(Protocol):
    """Hands out the bot's token."""

    async def get(self) -> str:
        """Return the current token; empty for a bot without credentials."""

    def forget(self, token: str) -> None:
        """Drop a token the channel no longer takes."""


class NoToken:
    """A bot without credentials sends without a token (loopback only)."""

    async def get(self) -> str:
        """Return nothing."""
        return ""

    def forget(self, token: str) -> None:
        """Have nothing to drop."""


class _Answer(AsyncClientResponse):
    """A 2xx answer as msrest reads it."""

    def __init__(self, request: Any, status: int, body: bytes) -> None:  # noqa: ANN401 - msrest's ClientRequest
        super().__init__(request, None)
        self.status_code = status
        self.headers = {"content-type": "application/json"}
        self._body = body

    def body(self) -> bytes:
        return self._body


class PooledSender(AsyncHTTPSender[Any, Any]):
    """The last link of msrest's pipeline: sends over the pool. Anything but 2xx is SendFailed."""

    def __init__(self, session: aiohttp.ClientSession, tokens: TokenSource, clock: Clock) -> None:
        self._session = session
        self._tokens = tokens
        self._clock = clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        """Leave the pool open: it belongs to the application."""

    def build_context(self) -> None:
        """Need no context."""

    async def send(self, request: Request[Any], **config: Any) -> Response[Any, Any]:  # noqa: ANN401, ARG002 - msrest's signature
        """Send one request; once more with a fresh token if the channel no longer takes the old one."""
        message = request.http_request
        token = await self._tokens.get()
        status, headers, body = await self._once(message, token)
        if status == _UNAUTHORIZED:
            self._tokens.forget(token)
            token = await self._tokens.get()
            status, headers, body = await self._once(message, token)
            if status == _UNAUTHORIZED:
                self._tokens.forget(token)
        if not 200 <= status < 300:  # noqa: PLR2004 - HTTP
            raise classify(
                status, headers, body, self._clock.now(), of_activity=message.method in {"PUT", "DELETE"}
            )
        return Response(request, _Answer(message, status, _json_object(body)))

    async def _once(self, message: Any, token: str) -> tuple[int, Mapping[str, str], bytes]:  # noqa: ANN401 - msrest's ClientRequest
        headers = dict(message.headers) | {"User-Agent": USER_AGENT}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        assert_in_time()
        try:
            # No redirects: they would carry the token to a host nobody has allowed.
            async with self._session.request(
                message.method,
                # The SDK has quoted the ids; aiohttp would undo some of it.
                URL(message.url, encoded=True),
                data=message.data,
                headers=headers,
                allow_redirects=False,
            ) as answer:
                return answer.status, answer.headers, await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise SendFailed(SendFailure.RETRY, NO_ANSWER) from None


def _json_object(body: bytes) -> bytes:
    """Take an accepted message as accepted, even if the answer's body is nothing one can read."""
    try:
        return body if isinstance(json.loads(body), dict) else b"{}"
    except (ValueError, RecursionError):
        return b"{}"


class PooledConnectorFactory(ConnectorFactory):  # type: ignore[misc]  # the SDK ships no types
    """One connector client per service URL, only for allowed hosts."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        tokens: TokenSource,
        service_hosts: ServiceHosts,
        clock: Clock,
    ) -> None:
        self._service_hosts = service_hosts
        self._sender = PooledSender(session, tokens, clock)
        self._clients: OrderedDict[str, ConnectorClient] = OrderedDict()

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:  # noqa: ARG002 - SDK
        """Return the client of a service URL; SendFailed for a host that may not be sent to."""
        if not self._service_hosts.allows(service_url):
            # Stored service URLs pass here too: the list may have become shorter since.
            raise SendFailed(SendFailure.PERMANENT, HOST_NOT_ALLOWED)
        client = self._clients.get(service_url)
        if client is None:
            client = self._build(service_url)
            self._clients[service_url] = client
            if len(self._clients) > MOST_CLIENTS:
                self._clients.popitem(last=False)
        else:
            self._clients.move_to_end(service_url)
        return client

    def _build(self, service_url: str) -> ConnectorClient:
        return ConnectorClient(
            MicrosoftAppCredentials.empty(),
            base_url=service_url,
            pipeline_type=lambda _: AsyncPipeline([RawDeserializer()], self._sender),
        )
