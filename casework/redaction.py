"""Takes the customer's details out of texts on cards that stay in a chat (privacy: names only on demand)."""

import re
from typing import Final

from procedure.case import Customer, Reaction

SUBJECT_LENGTH: Final = 80
SHORTEST_DETAIL: Final = 2
"""Letters of a name up to which it is more likely a word of its own („an“, „zu“)."""


def subject_of(reaction: Reaction) -> str:
    """Shorten the summary to one line, without what identifies the customer."""
    line = without_customer(" ".join(reaction.summary.split()), reaction.customer)
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1].rstrip()}…"


def without_customer(text: str, customer: Customer) -> str:
    """Replace the customer's name, contact and number, and each word of them, by „…“."""
    details = (customer.name, customer.contact, customer.number)
    parts = {part for detail in details for part in (detail, *detail.split()) if len(part) > SHORTEST_DETAIL}
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text
