"""The bot's own token for the channel: fetched from Entra without blocking, once for many turns.

The SDK builds a new MSAL application for each turn that sends, with two blocking calls to Entra each
time. What it asks for is one POST (OAuth 2.0 client credentials, RFC 6749 section 4.4).
"""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.clock import Clock
from bot.sending.send_failure import SendFailed, SendFailure

SCOPE = "https://api.botframework.com/.default"
RENEW_BEFORE = timedelta(minutes=5)
_OK = 200
_TOO_MANY = 429
_SERVER_ERROR = 500


class ConnectorToken:
    """Hands out the current token."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        login_endpoint: str,
        tenant_id: str,
        app_id: str,
        app_password: SecretStr,
        clock: Clock,
    ) -> None:
        self._session = session
        self._url = f"{login_endpoint}/{tenant_id}/oauth2/v2.0/token"
        self._app_id = app_id
        self._app_password = app_password
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = ""
        self._renew_at: datetime | None = None

    async def get(self) -> str:
        """Return a token that is good for minutes at least; SendFailed if Entra gives none."""
        if not self._is_fresh():
            async with self._lock:
                # Whoever waited for the lock finds the token the first one fetched.
                if not self._is_fresh():
                    await self._fetch()
        return self._token

    def forget(self, token: str) -> None:
        """Drop a token the channel no longer takes; a newer one stays."""
        if token == self._token:
            self._renew_at = None

    def _is_fresh(self) -> bool:
        return self._renew_at is not None and self._clock.now() < self._renew_at

    async def _fetch(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": self._app_password.get_secret_value(),
            "scope": SCOPE,
        }
        try:
            async with self._session.post(self._url, data=form, allow_redirects=False) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise SendFailed(SendFailure.RETRY, "login_no_answer") from None
        if status != _OK:
            passing = status == _TOO_MANY or status >= _SERVER_ERROR
            raise SendFailed(SendFailure.RETRY if passing else SendFailure.PERMANENT, f"login_{status}")
        token, seconds = _read(body)
        self._token = token
        # A token shorter than the margin is used for half its life instead of being fetched each time.
        lifetime = timedelta(seconds=seconds)
        self._renew_at = self._clock.now() + max(lifetime - RENEW_BEFORE, lifetime / 2)


def _read(body: bytes) -> tuple[str, int]:
    try:
        document: Any = json.loads(body)
        token, seconds = document["access_token"], int(document["expires_in"])
    except (ValueError, TypeError, KeyError):
        raise SendFailed(SendFailure.RETRY, "login_not_understood") from None
    if not isinstance(token, str) or not token or not 0 < seconds <= 7 * 24 * 3600:
        raise SendFailed(SendFailure.RETRY, "login_not_understood")
    return token, seconds
