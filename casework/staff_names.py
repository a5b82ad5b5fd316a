"""Finds employees' names in texts that must hold none: letters, the yearly report (privacy)."""

import re
from typing import Final
from unicodedata import normalize

from procedure.office import Office

NO_NAMES_IN_REPORT: Final = "Bitte nennen Sie im Bericht keine Namen von Beschäftigten."

_ADDRESSED: Final = r"(?:(?:Frau|Herrn?) |(?:Fr|Hr)\. ?)(?:\w{1,5}\. ?)*(?:[\w-]+ )?"
"""„Frau“, „Herrn Dr. med.“, „Fr. Erika“: a surname follows."""
_GENITIVE: Final = r"(?:e?s|['’])?"


def names_staff(text: str, office: Office, *, customer: str = "") -> bool:
    """Tell whether a text names somebody of the roster, those who have left too.

    Found are full names, and surnames after „Frau“ or „Herr“, with a title and in the genitive too.
    A customer of the same name is no employee.
    """
    everything = _one_line(text)
    for member in office.staff.values():
        name = _one_line(member.name)
        if not name or name.casefold() == _one_line(customer).casefold():
            continue
        surname = re.escape(name.rpartition(" ")[2])
        pattern = rf"(?<!\w)(?:{re.escape(name)}|{_ADDRESSED}{surname}){_GENITIVE}(?!\w)"
        if re.search(pattern, everything, re.IGNORECASE):
            return True
    return False


def _one_line(words: str) -> str:
    # Some keyboards send an umlaut as two characters.
    return " ".join(normalize("NFC", words).split())
