"""Which hosts may be sent to. The service URL arrives with an activity and receives our token."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

DEFAULT_SERVICE_HOSTS = ("smba.trafficmanager.net", "*.botframework.com", "*.teams.microsoft.com")
"""Where Teams' connector lives, as Microsoft's own Agents SDK allows it."""

_HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_HIGHEST_PORT = 65535
_URL = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*/?")
"""No user data in front of an @, no query, no white space that parsers drop, and plain path segments:
the SDK would read braces as its own placeholders."""


def is_loopback(host: str) -> bool:
    """Tell whether a host name can only mean this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class ServiceHost:
    """One entry of the list: a host, ``*.domain`` for its subdomains, or ``host:port``."""

    host: str
    port: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an entry; ValueError with a German remedy otherwise."""
        host, port = _split(text.strip().lower())
        bare = host.removeprefix("*.")
        known = _HOST.fullmatch(host) is not None or is_loopback(host)
        # "*.com" or a bare "*" would allow half the world.
        too_wide = host.startswith("*") and "." not in bare
        if not known or too_wide or port == 0:
            raise ValueError(f"„{text}“ ist kein Host. Bitte „host“, „*.domain.de“ oder „host:port“ angeben.")
        return cls(host, port)

    @property
    def is_loopback(self) -> bool:
        """The entry means this machine."""
        return is_loopback(self.host)

    def allows(self, scheme: str, host: str, port: int | None) -> bool:
        """Tell whether an address is meant.

        Beyond this machine only https counts, and without a port in the entry only the usual one.
        """
        suffix = self.host[1:] if self.host.startswith("*.") else None
        if not (host.endswith(suffix) if suffix else host == self.host):
            return False
        if self.is_loopback:
            return scheme in {"http", "https"} and self.port in {None, port}
        return scheme == "https" and (port or 443) == (self.port or 443)


def _split(text: str) -> tuple[str, int | None]:
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    else:
        return text, None
    if not port:
        return host, None
    if not port.isascii() or not port.isdigit() or int(port) > _HIGHEST_PORT:
        return host, 0
    return host, int(port)


@dataclass(frozen=True, slots=True)
class ServiceHosts:
    """The allow-list."""

    entries: tuple[ServiceHost, ...]

    @classmethod
    def parse(cls, entries: tuple[str, ...]) -> Self:
        """Read the list; ValueError with a German remedy for a bad entry."""
        return cls(tuple(ServiceHost.parse(entry) for entry in entries))

    def allows(self, url: str) -> bool:
        """Tell whether a service URL may be sent to; never an error, whatever the text is."""
        if not _URL.fullmatch(url):
            return False
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            return False
        return host is not None and any(entry.allows(parts.scheme, host, port) for entry in self.entries)
