"""Checks of single settings. Each returns the value, or raises ValueError with a German remedy."""

import re
from datetime import time

from bot.service_hosts import ServiceHosts, is_loopback
from procedure.switches import parse_extra_day

LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
"""The 16 Länder as in ISO 3166-2:DE."""

_NONE = "keine"
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLOCK_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DATABASES = ("sqlite+aiosqlite://", "postgresql+asyncpg://")


def split_list(value: object) -> object:
    """Read ``a,b``; „keine“ is the empty list, because an empty variable means the default."""
    if not isinstance(value, str):
        return value
    if value.strip().lower() == _NONE:
        return ()
    return tuple(part.strip() for part in value.split(",") if part.strip())


def cutoff(value: object) -> object:
    """Read a local time of day (A8); a bare number would otherwise be read as seconds."""
    if not isinstance(value, str):
        return value
    if value.strip().lower() == _NONE:
        return None
    found = _time_of_day(value)
    if found is None:
        raise ValueError("Bitte eine Uhrzeit wie „15:30“ oder „keine“ angeben.")
    return found


def clock_time(value: object) -> object:
    """Read a local time of day; a bare number would otherwise be read as seconds."""
    if not isinstance(value, str):
        return value
    found = _time_of_day(value)
    if found is None:
        raise ValueError("Bitte eine Uhrzeit wie „08:00“ angeben.")
    return found


def _time_of_day(text: str) -> time | None:
    match = _CLOCK_TIME.fullmatch(text.strip())
    return time(int(match[1]), int(match[2])) if match is not None else None


def days(value: tuple[str, ...]) -> tuple[str, ...]:
    """Accept days as ``procedure.switches`` reads them (A9)."""
    for day in value:
        parse_extra_day(day)
    return value


def service_hosts(value: tuple[str, ...]) -> tuple[str, ...]:
    """Accept hosts as ``ServiceHosts`` reads them."""
    ServiceHosts.parse(value)
    return value


def database(value: str) -> str:
    """Accept the two kinds of database the store is tested with."""
    # Without the driver's name it is the same database; the store knows which driver it uses.
    if not value.startswith((*_DATABASES, "sqlite://", "postgresql://")):
        raise ValueError(f"Bitte mit {' oder '.join(_DATABASES)} beginnen.")
    return value


def entra_id(value: str) -> str:
    """Accept an id as Entra writes it, or nothing."""
    if value and not _GUID.fullmatch(value.lower()):
        raise ValueError(
            "Bitte die ID aus Entra angeben, zum Beispiel „0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0“."
        )
    return value.lower()


def host(value: str) -> str:
    """Accept something one can bind to; nothing at all would mean every address of the machine."""
    if not value.strip() or "/" in value or " " in value:
        raise ValueError("Bitte eine IP-Adresse oder „localhost“ angeben.")
    return value


def endpoint(value: str) -> str:
    """Accept https; keys and tokens come from there, so only this machine may do without TLS."""
    scheme, _, rest = value.partition("://")
    authority = rest.partition("/")[0]
    if "@" in authority:
        raise ValueError("Bitte eine Adresse ohne „@“ angeben.")
    name = authority[: authority.index("]") + 1] if "]" in authority else authority.partition(":")[0]
    if not name or scheme not in {"http", "https"} or (scheme == "http" and not is_loopback(name)):
        raise ValueError("Bitte eine Adresse angeben, die mit https:// beginnt.")
    return value.rstrip("/")


def public_url(value: str) -> str:
    """Accept what ``endpoint`` accepts, or nothing; no query, because paths are appended."""
    if not value:
        return value
    if "?" in value or "#" in value:
        raise ValueError("Bitte eine Adresse ohne „?“ und „#“ angeben.")
    return endpoint(value)


def web_page(value: str) -> str:
    """Accept the address of a page that customers may open: https, and short enough for a letter."""
    scheme, _, rest = value.partition("://")
    if scheme != "https" or not rest or any(not sign.isprintable() or sign.isspace() for sign in value):
        raise ValueError("Bitte eine Adresse angeben, die mit https:// beginnt.")
    return value


def one_line(value: str) -> str:
    """Accept a line of a letter head; nothing at all would leave a hole in every letter."""
    line = " ".join(value.split())
    if not line or not line.isprintable():
        raise ValueError("Bitte einen Text in einer Zeile angeben.")
    return line


def land(value: object) -> object:
    """Accept one of the 16 Länder; „DE-BW“ and „bw“ are „BW“."""
    code = value.strip().upper().removeprefix("DE-") if isinstance(value, str) else value
    if code not in LAENDER:
        raise ValueError(f"Bitte eines der Kürzel {', '.join(LAENDER)} angeben.")
    return code
