"""Takes the names of employees out of what a person is told about herself (Art. 15 (4) DSGVO; privacy).

The counterpart of ``casework.redaction``: there the customer is hidden from a chat, here those who work
in the house are hidden from the customer. Roles stay („Teamleitung“), names go.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from procedure.case import Customer
from procedure.office import Office

Redaction: TypeAlias = Callable[[str], str]
"""Makes a free text fit for the customer."""

REDACTED: Final = "[Beschäftigte/r]"
SHORTEST_WORD: Final = 3
"""Letters from which a single word of a name means somebody; shorter ones only beside the other words."""

_NOT_OF_A_WORD: Final = re.compile(r"[\W_]+")
_TITLES: Final = {"dr", "prof", "dipl", "ing", "med"}
_PARTICLES: Final = {
    "von",
    "van",
    "vom",
    "zu",
    "zum",
    "zur",
    "der",
    "den",
    "dem",
    "de",
    "del",
    "della",
    "di",
    "da",
}
_NO_NAMES: Final = _TITLES | _PARTICLES | {"la", "le", "und", "am", "auf"}
"""Titles and particles: parts of names that are words of every text."""
_TITLE: Final = r"(?:frau|fr\.|herrn?|hr\.|koll(?:ege|egen|egin))\s+(?:(?:dr|prof)\.?\s+)*"
_SEPARATOR: Final = rf"[\s,.;_'’-]*(?:(?:{'|'.join(sorted(_PARTICLES))})\s+)*"
_GENITIVE: Final = r"(?:['’]?s|es|ens|['’])?"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_SPELLINGS: Final = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
_AGAIN: Final = re.compile(rf"{re.escape(REDACTED)}(?:\s+{re.escape(REDACTED)})+")


class StaffRedaction:
    """Replaces everybody of the roster, those who have left too, by „[Beschäftigte/r]“.

    Found are „Vorname Nachname“, „Nachname, Vorname“ and names after „Frau“ or „Herr“ however they are
    written, and each word of a name on its own where it is written as a name. A word that is part of
    the customer's own name stays where it stands alone: it is the customer's.
    """

    def __init__(self, office: Office, customers: Iterable[Customer]) -> None:
        own = [frozenset(_words(customer.name)) for customer in customers]
        own_words = frozenset(word for words in own for word in words)
        whole: set[str] = set()
        surnames: set[str] = set()
        single: set[str] = set()
        for member in office.staff.values():
            tokens = _tokens(member.name)
            words = frozenset(word for token in tokens for word in token)
            if not words or words in own:
                continue
            whole |= set(_whole_names(tokens))
            surname = tokens[-1]
            if not own_words.issuperset(surname):
                surnames.add(_joined([surname]))
            single |= {word for word in words - own_words if len(word) >= SHORTEST_WORD}
        self._whole = _one_of(whole, re.IGNORECASE)
        self._titled = _one_of(surnames, re.IGNORECASE, before=f"(?P<title>{_TITLE})")
        self._single = _one_of(map(_written_as_a_name, single))
        self._single_anyhow = _one_of(map(_spelt, single), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return a free text without the names."""
        plain = unicodedata.normalize("NFC", text)
        plain = self._whole.sub(REDACTED, plain)
        plain = self._titled.sub(lambda found: found["title"] + REDACTED, plain)
        # Where nobody wrote a capital letter, „müller“ is as much a name as „Müller“ elsewhere.
        single = self._single if any(sign.isupper() for sign in text) else self._single_anyhow
        plain = REDACTED.join(single.sub(REDACTED, part) for part in plain.split(REDACTED))
        return _AGAIN.sub(REDACTED, plain)


def _tokens(name: str) -> list[list[str]]:
    """Part a name into its blank-separated pieces, surname last, and these into words."""
    composed = unicodedata.normalize("NFC", name)
    last, comma, first = composed.partition(",")
    ordered = f"{first} {last}" if comma else composed
    pieces = (_words(piece) for piece in ordered.split())
    return [words for words in pieces if words]


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFC", name).casefold().replace("ss", "ß")
    folded = (word for word in _NOT_OF_A_WORD.split(plain) if word)
    return [word for word in folded if word not in _NO_NAMES]


def _whole_names(tokens: list[list[str]]) -> Iterator[str]:
    *given, surname = tokens
    if not given:
        return
    for order in (tokens, [surname, *given], [given[0], surname], [surname, given[0]]):
        yield _joined(order)


def _joined(tokens: list[list[str]]) -> str:
    return _SEPARATOR.join(_spelt(word) for token in tokens for word in token)


def _spelt(word: str) -> str:
    return "".join(_SPELLINGS.get(sign, re.escape(sign)) for sign in word)


def _written_as_a_name(word: str) -> str:
    """Match a word whose first letter is a capital, whatever follows: „Müller“, „MÜLLER“, not „lang“."""
    first, rest = word[0].upper(), word[1:]
    initial = {"Ä": "(?:Ä|A[eE])", "Ö": "(?:Ö|O[eE])", "Ü": "(?:Ü|U[eE])"}.get(first, re.escape(first))
    return f"{initial}(?i:{_spelt(rest)})"


def _one_of(patterns: Iterable[str], flags: int = 0, *, before: str = "") -> re.Pattern[str]:
    """Match one of the patterns as a word of its own, the longest first; without any, nothing."""
    ordered = sorted(patterns, key=lambda one: (-len(one), one)) or [r"(?!)"]
    return re.compile(f"{_BEFORE}{before}(?:{'|'.join(ordered)}){_GENITIVE}{_AFTER}", flags)
