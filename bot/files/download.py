"""Fetches a file that somebody sent to the assistant: allowed hosts, limited size, limited time."""

import asyncio
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.files.hosts import FileHosts
from documents.refusal import FileRefused

DOWNLOAD_SECONDS = 12.0
"""Teams gives a turn 10 to 15 seconds; a file of the largest size takes one or two."""
MOST_REDIRECTS = 3
_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


UNREACHABLE = "Ich konnte die Datei nicht abholen, bitte senden Sie sie noch einmal."
FOREIGN = "Diese Datei liegt nicht in Ihrem OneDrive, bitte hängen Sie sie mit der Büroklammer an."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDownload:
    """Fetches files. Sends no token: the address itself is the permission, and short-lived."""

    session: aiohttp.ClientSession
    hosts: FileHosts
    max_mb: int

    async def fetch(self, url: str) -> bytes:
        """Return the bytes; FileRefused with a German sentence."""
        try:
            async with asyncio.timeout(DOWNLOAD_SECONDS):
                return await self._follow(url)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            # The error's text may quote the address, which is a permission.
            raise FileRefused(UNREACHABLE) from None

    async def _follow(self, url: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            if not self.hosts.allows(url):
                raise FileRefused(FOREIGN)
            # Redirects are followed by hand, because each one may lead to another host.
            address = URL(url, encoded=True)
            async with self.session.get(address, allow_redirects=False) as answer:
                if answer.status in _REDIRECTS:
                    url = str(address.join(URL(answer.headers.get("Location", ""), encoded=True)))
                    continue
                answer.raise_for_status()
                return await self._read(answer)
        raise FileRefused(UNREACHABLE)

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        limit = self.max_mb * 1024 * 1024
        if (answer.content_length or 0) > limit:
            raise self._too_large()
        content = bytearray()
        async for chunk in answer.content.iter_chunked(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise self._too_large()
        return bytes(content)

    def _too_large(self) -> FileRefused:
        return FileRefused(
            f"Die Datei ist zu groß, bitte senden Sie eine mit höchstens {self.max_mb} Megabyte."
        )
