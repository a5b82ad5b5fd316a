"""The public keys with which Teams' channel signs its tokens: fetched without blocking, kept in an outage."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NoReturn

import aiohttp
import jwt
import structlog

from bot.clock import Clock
from bot.configuration.checks import endpoint

_log = structlog.get_logger("signing_keys")

FRESH_FOR = timedelta(hours=20)
"""After this the keys are fetched anew behind the requests, ahead of the 24 hours they may be kept for.
The old ones keep working meanwhile, and in an outage until it ends."""
LOOK_EVERY = timedelta(minutes=15)
"""How often their age is looked at where nobody writes: a withdrawn key must not outlast a quiet weekend."""
UNKNOWN_KEY_PAUSE = timedelta(minutes=1)
"""An unknown key id asks the channel at most this often: anybody can invent one."""
EMPTY_PAUSE = timedelta(seconds=5)
"""The same while no key is known at all."""
FETCH_SECONDS = 10.0
_MAX_ANSWER_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key and the channels it may sign for."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """Finds keys by their id."""

    def __init__(self, session: aiohttp.ClientSession, metadata_url: str, clock: Clock) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = MappingProxyType({})
        self._fetched_at: datetime | None = None
        self._asked_at: datetime | None = None
        self._lock = asyncio.Lock()
        self._refreshing: asyncio.Task[None] | None = None

    @property
    def are_known(self) -> bool:
        """There is at least one key to check with."""
        return bool(self._keys)

    async def preload(self) -> bool:
        """Fetch the keys before the first request; False in an outage, which is no reason not to start."""
        await self._reload(wanted=None)
        return self.are_known

    async def find(self, key_id: str) -> SigningKey | None:
        """Return a key; asks the channel for an unknown one, so that a change of keys is noticed at once."""
        if key_id not in self._keys:
            await self._reload(wanted=key_id)
        elif self._are_stale:
            self._refresh_behind()
        return self._keys.get(key_id)

    async def keep_fresh(self, every: timedelta = LOOK_EVERY) -> NoReturn:
        """Fetch the keys ahead of their end for as long as this runs, whether or not anybody writes."""
        while True:
            await asyncio.sleep(every.total_seconds())
            if self._are_stale:
                await self._reload(wanted=None)

    async def close(self) -> None:
        """Stop a fetch that is still under way."""
        if self._refreshing is not None:
            self._refreshing.cancel()
            await asyncio.gather(self._refreshing, return_exceptions=True)

    @property
    def _are_stale(self) -> bool:
        return self._fetched_at is not None and self._clock.now() - self._fetched_at > FRESH_FOR

    def _refresh_behind(self) -> None:
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.create_task(self._reload(wanted=None))

    async def _reload(self, wanted: str | None) -> None:
        async with self._lock:
            # Whoever waited for the lock may find that the work is done.
            if wanted is not None and wanted in self._keys:
                return
            now = self._clock.now()
            pause = UNKNOWN_KEY_PAUSE if self._keys else EMPTY_PAUSE
            if self._asked_at is not None and now - self._asked_at < pause:
                return
            self._asked_at = now
            try:
                keys = await self._fetch()
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                _log.warning("signing_keys_unavailable", error=type(error).__name__, known=len(self._keys))
                return
            # Replaced, not merged: a key the channel withdrew must not be accepted any longer.
            self._keys = MappingProxyType(keys)
            self._fetched_at = now

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._get(self._metadata_url)
        address = metadata.get("jwks_uri")
        if not isinstance(address, str):
            raise ValueError("no jwks_uri")  # noqa: TRY004 - data, not a programming error
        document = await self._get(endpoint(address))
        entries = document.get("keys")
        keys = dict(filter(None, map(_read_key, entries if isinstance(entries, list) else [])))
        if not keys:
            raise ValueError("no usable key")
        return keys

    async def _get(self, url: str) -> dict[str, Any]:
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
        async with self._session.get(url, timeout=timeout, allow_redirects=False) as answer:
            if answer.status != 200:  # noqa: PLR2004 - HTTP
                raise ValueError(f"status {answer.status}")
            body = bytearray()
            async for chunk in answer.content.iter_any():
                body += chunk
                if len(body) > _MAX_ANSWER_BYTES:
                    raise ValueError("answer too long")
        document = json.loads(body)
        if not isinstance(document, dict):
            raise ValueError("not an object")  # noqa: TRY004 - data, not a programming error
        return document


def _read_key(entry: object) -> tuple[str, SigningKey] | None:
    """Read one RSA key; others (and broken ones) are left out instead of spoiling the rest."""
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig":
        return None
    key_id = entry.get("kid")
    if not isinstance(key_id, str) or not key_id:
        return None
    try:
        key = jwt.PyJWK(entry, algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    endorsements = entry.get("endorsements")
    channels = endorsements if isinstance(endorsements, list) else []
    return key_id, SigningKey(key, frozenset(c for c in channels if isinstance(c, str)))
