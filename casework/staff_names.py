"""Finds employees' names in texts that must hold none: letters, the yearly report (privacy)."""

import re
from typing import Final

from procedure.office import Office

NO_NAMES_IN_REPORT: Final = "Bitte nennen Sie im Bericht keine Namen von Beschäftigten."


def names_staff(text: str, office: Office, *, customer: str = "") -> bool:
    """Tell whether a text names somebody of the roster, those who have left too.

    Found are full names, and surnames after „Frau“ or „Herr“. A customer of the same name is no employee.
    """
    everything = " ".join(text.split())
    for member in office.staff.values():
        name = " ".join(member.name.split())
        if not name or name.casefold() == " ".join(customer.split()).casefold():
            continue
        surname = re.escape(name.rpartition(" ")[2])
        pattern = rf"(?<!\w)(?:{re.escape(name)}|(?:Frau|Herrn?|Fr\.|Hr\.) (?:\w+ )?{surname})(?!\w)"
        if re.search(pattern, everything, re.IGNORECASE):
            return True
    return False
