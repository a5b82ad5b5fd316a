"""To whom a letter goes: the customer, a group's contact person, or who asked for it (A21, A22, A37)."""

import re

from casework.letter_text import line
from procedure.case import Case
from procedure.vocabulary import ConcernKind, DocumentKind, Origin

_BODIES = {
    Origin.LRA: "Landratsamt",
    Origin.AA: "Agentur für Arbeit",
    Origin.RD: "Regionaldirektion der Bundesagentur für Arbeit",
    Origin.ZENTRALE: "Zentrale der Bundesagentur für Arbeit",
    Origin.OTHER: "",
}
_PHONE = re.compile(r"(?:tel|telefon|mobil|handy|fax)\b.*|[+(]?[0-9][0-9 ()/.-]{5,}", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+")


def asks_for_answer(case: Case, kind: DocumentKind) -> bool:
    """Tell whether this letter goes to the body that set a date (A21), not to the customer.

    Answers and interim notices do. Without a power of attorney only for petitions and Eingaben, which
    are that body's own proceedings (A22).
    """
    reaction = case.reaction
    if kind not in {DocumentKind.ANSWER, DocumentKind.INTERIM_NOTICE}:
        return False
    if reaction.external_due_on is None or reaction.origin is Origin.DIRECT:
        return False
    own = {ConcernKind.PETITION, ConcernKind.EINGABE} & set(reaction.concerns)
    return bool(own) or reaction.third_party_authorised


def third_party(case: Case) -> str:
    """Name the third party as its address does; empty for a direct reaction."""
    reaction = case.reaction
    return line(reaction.origin_detail) or _BODIES.get(reaction.origin, "")


def copy_to(case: Case, kind: DocumentKind) -> str:
    """Name who gets a copy: the third party, only with a power of attorney (A22)."""
    allowed = case.reaction.third_party_authorised and not asks_for_answer(case, kind)
    return third_party(case) if allowed else ""


def has_address(case: Case) -> bool:
    """Tell whether the customer can be written to: by post or by e-mail, not by telephone (A15)."""
    return not case.reaction.anonymous and bool(_address_lines(case.reaction.customer.contact))


def addressee_of(case: Case, kind: DocumentKind) -> dict[str, str]:
    """Build „anschrift“ (lines) and „anrede“, which assumes no gender."""
    if asks_for_answer(case, kind):
        return {"anschrift": third_party(case), "anrede": "Guten Tag"}
    name = line(case.reaction.customer.name)
    address = [name, *_address_lines(case.reaction.customer.contact)]
    return {
        "anschrift": "\n".join(part for part in address if part),
        "anrede": f"Guten Tag {name}".strip(),
    }


def _address_lines(contact: str) -> list[str]:
    """Part street and town. A telephone number is no address; an e-mail address only if there is no other."""
    parts = [line(part) for part in re.split(r"[,;\n]", contact)]
    parts = [part for part in parts if part and not _PHONE.fullmatch(part)]
    postal = [part for part in parts if not _EMAIL.search(part)]
    if postal:
        return postal
    return [f"Per E-Mail: {part}" for part in parts]
