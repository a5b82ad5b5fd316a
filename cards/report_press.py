"""A pressed button of the report's chapters or measures: input, not authority, and read strictly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cards.press import UnreadablePress
from casework.report_texts import TEXT_LENGTH

OURS: Final = frozenset({"year", "chapter", "seen", "number", "measure", "page", "verb"})
"""What the buttons themselves send; no input is called like that."""
_MOST: Final = 1_000_000
_MAX_INPUTS: Final = 20
_MAX_INPUT: Final = TEXT_LENGTH + 100
"""Above what any field takes, so that a longer text is refused as too long."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CHAPTER: Final = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPress:
    """What a button says; what it does not say is empty or 0."""

    year: int
    chapter: str
    seen: int
    """The version of what the form shows; 0: there is none yet."""
    number: int
    page: int
    measure: str
    typed: Mapping[str, str]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "ReportPress":
        """Read the data of a button; UnreadablePress if they are not ours."""
        return cls(
            year=_number(data, "year"),
            chapter=_key(data, "chapter", _CHAPTER),
            seen=_number(data, "seen"),
            number=_number(data, "number"),
            page=_number(data, "page") or 1,
            measure=_key(data, "measure", _UUID),
            typed=_typed(data),
        )


def _number(data: Mapping[str, Any], key: str) -> int:
    value = data.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST:
        raise UnreadablePress
    return value


def _key(data: Mapping[str, Any], key: str, form: re.Pattern[str]) -> str:
    value = data.get(key, "")
    if value == "":
        return ""
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise UnreadablePress
    return value


def _typed(data: Mapping[str, Any]) -> Mapping[str, str]:
    inputs = [(key, value) for key, value in data.items() if key not in OURS and isinstance(value, str)]
    # Cut, not dropped: what is far too long is then refused as too long, not taken for missing.
    return {key: value[:_MAX_INPUT] for key, value in inputs[:_MAX_INPUTS]}
