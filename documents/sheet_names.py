"""Names of sheets that Excel accepts: short, without certain signs, each once."""

import re
from collections.abc import Iterable
from typing import Final

from casework.letter_text import line

_LONGEST: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Return titles numbered from 1 on that fit; the number keeps equal ones apart."""
    return tuple(_fit(f"{place} {title}") for place, title in enumerate(titles, 1))


def _fit(title: str) -> str:
    plain = line(_FORBIDDEN.sub(" ", title))
    if len(plain) <= _LONGEST:
        return plain
    return f"{plain[: _LONGEST - 1].rstrip()}…"
