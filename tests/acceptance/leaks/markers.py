"""Invented words that occur nowhere else, and the ways in which they could be written down."""

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from urllib.parse import quote

from procedure.office import Office
from procedure.vocabulary import StaffId
from tests.support.builders import an_office

CUSTOMER = "Zwiebelknöpfle"
"""Stands in every customer's name."""
CONTACT = "Wolpertingerpfad"
NUMBER = "888QZ77"
"""Stands in every customer number."""
SAID = "Jodelfröschlein"
"""Stands in every free text."""
TOLD = "Tresenkoboldgeschichte"
"""Stands in every free text of an intake: what the customer told."""
FILE = "Knurrhähnchenbrief"
"""Stands in every file's name."""
INSIDE = "Purzelgurkenwort"
"""Stands inside every letter and scan."""
STAFF = "Empfangswürzel"
"""Stands in the name of everybody who works here."""
ROOM = "Zimmerlöwe"
"""Stands in the room of everybody who works here."""

OF_CUSTOMERS = (CUSTOMER, CONTACT, NUMBER)
OF_CASES = (*OF_CUSTOMERS, SAID, TOLD, FILE, INSIDE)
EVERYTHING = (*OF_CASES, STAFF, ROOM)


def marked_office() -> Office:
    """Return the invented office with marked names and rooms."""
    office = an_office()
    staff = {
        key: replace(person, name=f"Q{key[-1]} {STAFF}{key[-1]}", room=f"{ROOM} {person.room}")
        for key, person in office.staff.items()
    }
    return replace(office, staff=staff)


def name_of(person: StaffId) -> str:
    """Return a person's marked name."""
    return marked_office().staff[person].name


@cache
def _spellings(word: str) -> frozenset[bytes]:
    """Write a word as a log, a database, a web address and a JSON text would."""
    cases = {word, word.lower(), word.upper(), word.casefold()}
    escaped = {json.dumps(spelled)[1:-1] for spelled in cases}
    python = {spelled.encode("unicode_escape").decode() for spelled in cases}
    percent = {quote(spelled) for spelled in cases} | {quote(spelled).lower() for spelled in cases}
    written = {spelled.encode() for spelled in cases | escaped | python | percent}
    wide = {spelled.encode(f"utf-16-{end}") for spelled in cases for end in ("le", "be")}
    return frozenset(written | wide | {spelled.encode("latin-1") for spelled in cases})


def found_in(content: object, words: Iterable[str] = EVERYTHING) -> list[str]:
    """Name the words that stand in what left the process, however they are written."""
    raw = content if isinstance(content, bytes) else str(content).encode(errors="surrogatepass")
    return [word for word in words if any(spelled in raw for spelled in _spellings(word))]
