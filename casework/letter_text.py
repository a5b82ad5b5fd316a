"""What people typed, made fit for a letter: no signs that no one sees, no names of employees."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from casework.letter_ports import LetterFailed
from casework.staff_names import names_staff
from procedure.office import Office

_JOINERS: Final = "\u200c\u200d"
"""Format characters that some scripts need to be written correctly; all others only hide something."""


def line(value: str) -> str:
    """Make one line: no line breaks, no invisible or direction-changing characters."""
    return " ".join(_visible(value.replace("\n", " ")).split())


def text(value: str) -> str:
    """Make paragraphs: line breaks stay, runs of spaces and of empty lines shrink."""
    lines = [
        " ".join(_visible(part).split()) for part in re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", value)
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _visible(value: str) -> str:
    """Drop control, format, surrogate and unassigned characters; a tab becomes a space."""
    kept = (
        sign for sign in value.replace("\t", " ") if sign in _JOINERS or unicodedata.category(sign)[0] != "C"
    )
    return "".join(kept)


def refuse_names(details: Mapping[str, str], office: Office, *, customer: str) -> None:
    """Raise LetterFailed if a text for the customer names somebody who works here (privacy)."""
    if names_staff(" ".join(details.values()), office, customer=customer):
        raise LetterFailed("Bitte nennen Sie im Schreiben keine Namen von Beschäftigten.")
