"""Puts a file where a person has allowed it to go: into her own OneDrive, as Teams named the place."""

import asyncio
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.files.hosts import FileHosts

UPLOAD_SECONDS = 25.0
"""Settings allow 50 MB at most, which goes in one request (upload sessions take 60 MiB at once)."""


class UploadFailed(Exception):  # noqa: N818 - named for the fact
    """The place is not allowed, or did not take the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUpload:
    """Uploads files. Sends no token: the address itself is the permission, and short-lived."""

    session: aiohttp.ClientSession
    hosts: FileHosts

    def allows(self, url: str) -> bool:
        """Tell whether a file may go to an address."""
        return self.hosts.allows(url)

    async def put(self, url: str, content: bytes) -> None:
        """Upload a file in one piece; UploadFailed otherwise."""
        if not self.allows(url):
            raise UploadFailed
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}",
        }
        try:
            async with (
                asyncio.timeout(UPLOAD_SECONDS),
                # No redirects: they would carry the file to a host nobody has allowed.
                self.session.put(
                    URL(url, encoded=True), data=content, headers=headers, allow_redirects=False
                ) as answer,
            ):
                accepted = 200 <= answer.status < 300  # noqa: PLR2004 - HTTP
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            # The error's text may quote the address, which is a permission.
            raise UploadFailed from None
        if not accepted:
            raise UploadFailed
