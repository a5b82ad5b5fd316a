"""Puts the host together from the settings: session, keys, tokens, adapter, messenger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bot.adapter import HostAdapter
from bot.authentication import Authenticator, ChannelAuthenticator, UnauthenticatedLoopback
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.connector import NoToken, PooledConnectorFactory, TokenSource
from bot.connector_token import ConnectorToken
from bot.http_session import open_session
from bot.rate_limit import RateLimit
from bot.sending.messenger import Messenger
from bot.signing_keys import SigningKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What the bot needs to hear and to speak."""

    adapter: HostAdapter
    messenger: Messenger
    session: aiohttp.ClientSession
    """The pool of connections."""
    keys: SigningKeys | None
    """None for a bot without credentials: there is nothing to check."""

    @property
    def is_ready(self) -> bool:
        """Tokens can be checked."""
        return self.keys is None or self.keys.are_known


@asynccontextmanager
async def open_host(settings: Settings, clock: Clock) -> AsyncIterator[Host]:
    """Build the host inside the running event loop; everything is closed at the end.

    The channel's keys are fetched at once. If that fails, the bot starts all the same, answers 503
    and fetches them with the first request.
    """
    async with open_session() as session:
        keys = SigningKeys(session, settings.openid_metadata_url, clock) if settings.has_credentials else None
        tokens: TokenSource = NoToken()
        authenticator: Authenticator = UnauthenticatedLoopback(
            service_hosts=settings.service_hosts, tenant_id=settings.tenant_id
        )
        if keys is not None:
            await keys.preload()
            tokens = ConnectorToken(
                session,
                login_endpoint=settings.login_endpoint,
                tenant_id=settings.tenant_id,
                app_id=settings.app_id,
                app_password=settings.app_password,
                clock=clock,
            )
            authenticator = ChannelAuthenticator(
                app_id=settings.app_id,
                tenant_id=settings.tenant_id,
                service_hosts=settings.service_hosts,
                keys=keys,
            )
        connectors = PooledConnectorFactory(
            session=session, tokens=tokens, service_hosts=settings.service_hosts, clock=clock
        )
        adapter = HostAdapter(
            app_id=settings.app_id,
            authenticator=authenticator,
            connectors=connectors,
            rate_limit=RateLimit(settings.turns_per_minute),
        )
        fresh = asyncio.create_task(keys.keep_fresh()) if keys is not None else None
        try:
            yield Host(adapter=adapter, messenger=Messenger(connectors), session=session, keys=keys)
        finally:
            if fresh is not None:
                fresh.cancel()
                await asyncio.gather(fresh, return_exceptions=True)
            if keys is not None:
                await keys.close()
