"""Takes the customer's details out of texts on cards that stay in a chat (privacy: names only on demand)."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from procedure.case import Customer, Reaction

SUBJECT_LENGTH: Final = 80
SHORTEST_DETAIL: Final = 2
"""Letters of a name up to which it is more likely a word of its own („an“, „zu“)."""

_NOT_OF_A_WORD: Final = re.compile(r"[\W_]+")
_BETWEEN_DETAILS: Final = re.compile(r"[\s,;()]+")


def subject_of(reaction: Reaction) -> str:
    """Shorten the summary to one line, without what identifies the customer."""
    line = without_customer(" ".join(reaction.summary.split()), reaction.customer)
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1].rstrip()}…"


def without_customer(text: str, customer: Customer) -> str:
    """Replace the customer's name, contact and number, and each word of them, by „…“.

    However the name was typed („Kundin, Karla“), in its genitive too, and the number also with spaces in it.
    """
    if not text:
        return text  # most are: nothing to look for
    text = unicodedata.normalize("NFC", text)
    for words in sorted(set(_details(customer)), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){words}s?(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


def _details(customer: Customer) -> Iterator[str]:
    """Build a pattern for each detail, and for each word of it that is long enough to mean somebody."""
    for detail in (customer.name, customer.contact, customer.number):
        composed = unicodedata.normalize("NFC", detail)
        parts = [composed.strip(), *(part.strip(".:") for part in _BETWEEN_DETAILS.split(composed))]
        if detail == customer.name:
            parts += _NOT_OF_A_WORD.split(composed)
        yield from (re.escape(part) for part in parts if len(part) > SHORTEST_DETAIL)
    signs = _NOT_OF_A_WORD.sub("", customer.number)
    if len(signs) > SHORTEST_DETAIL:
        yield r"[\s./-]?".join(re.escape(sign) for sign in signs)
