"""Names of files that people send: shown on cards, offered when saved, and never trusted."""

import re
import unicodedata
from typing import Final

MAX_LENGTH: Final = 120
_NAMELESS: Final = "Datei"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
"""What Windows allows in no file name."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """Make a name that shows what it is: no path, no invisible or direction-changing signs, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if sign == "\t" else sign for sign in last if not _hidden(sign))
    plain = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(". ")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    stem, ending = split_ending(plain)
    stem = stem.strip(". ") or _NAMELESS
    if not ending:
        return stem[:MAX_LENGTH].strip(". ")
    return f"{stem[: MAX_LENGTH - len(ending) - 1].strip('. ')}.{ending}"


def split_ending(name: str) -> tuple[str, str]:
    """Part „Brief.PDF“ into „Brief“ and „pdf“; a name without a point has no ending."""
    stem, point, ending = name.rpartition(".")
    return (stem, ending.strip().lower()[: MAX_LENGTH // 2]) if point else (name, "")


def _hidden(sign: str) -> bool:
    return sign != "\t" and unicodedata.category(sign)[0] == "C"
