"""Which hosts a file may come from or go to. The address arrives with an activity: input, never trust."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.service_hosts import is_loopback

TEAMS_FILE_DOMAINS = ("sharepoint.com", "svc.ms")
"""Where Teams keeps the files of personal chats: OneDrive and its download service."""

_PRINTABLE = re.compile(r"[\x21-\x5b\x5d-\x7e]+")
"""No white space and no backslash: parsers disagree about both."""
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
"""Of a host: letters, digits and hyphens. „[::1%25.sharepoint.com]“ ends like one and is this machine."""
_MAX_LENGTH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHosts:
    """The allow-list. Files of this machine only for a bot without credentials, as the Playground sends."""

    loopback: bool = False

    def allows(self, url: str) -> bool:
        """Tell whether a file may be fetched from or sent to an address; never an error."""
        if len(url) > _MAX_LENGTH or not _PRINTABLE.fullmatch(url):
            return False
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if "@" in parts.netloc:
            return False
        if self.loopback and is_loopback(host):
            return parts.scheme in {"http", "https"}
        in_domain = _NAME.fullmatch(host) is not None and any(
            host.endswith(f".{domain}") for domain in TEAMS_FILE_DOMAINS
        )
        return parts.scheme == "https" and in_domain and port in {None, 443}
