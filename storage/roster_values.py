"""Reading single values of a roster file; what is wrong is collected, not raised."""

import re
from datetime import date, datetime
from typing import Any

from procedure.vocabulary import StaffId
from storage.roster_source import Entry, Problem

OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ValueReader:
    """Collects problems, so that one import shows everything there is to correct."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, entry: Entry, key: str, message: str) -> None:
        """Note a problem at a value."""
        self.problems.append(Problem(entry.line_of(key), message))

    def refuse_unknown_keys(self, entry: Entry, allowed: tuple[str, ...]) -> None:
        """Refuse what would silently have no effect."""
        for key in entry.values:
            if key not in allowed:
                self.add(entry, key, f"Die Angabe „{key}“ gibt es hier nicht. Möglich: {', '.join(allowed)}.")

    def text(self, entry: Entry, key: str, longest: int, *, required: bool = True) -> str | None:
        """Read a text; blanks are tidied."""
        value = entry.values.get(key, "")
        if not isinstance(value, str):
            self.add(
                entry, key, f'„{key}“ muss ein Text sein. Bitte in Anführungszeichen setzen: {key} = "…".'
            )
            return None
        text = " ".join(value.split())
        if required and not text:
            self.add(entry, key, f'Die Angabe „{key}“ fehlt. Bitte {key} = "…" ergänzen.')
            return None
        if len(text) > longest:
            self.add(entry, key, f"„{key}“ ist zu lang. Bitte auf {longest} Zeichen kürzen.")
            return None
        return text

    def items(self, entry: Entry, key: str) -> list[Any]:
        """Read a list; a missing one is empty."""
        value = entry.values.get(key, [])
        if isinstance(value, list):
            return value
        self.add(entry, key, f'„{key}“ muss eine Liste sein. Bitte eckige Klammern setzen: {key} = ["…"].')
        return []

    def object_id(self, entry: Entry, key: str, value: object) -> StaffId | None:
        """Read an Entra object id, in small letters as Teams sends it."""
        if value is None or value == "":
            self.add(entry, key, f'Die Angabe „{key}“ fehlt. Bitte {key} = "Objekt-ID aus Entra" ergänzen.')
            return None
        text = str(value).strip().lower()
        if OBJECT_ID.fullmatch(text) is None:
            # What stands there may be a name, and is not repeated.
            message = (
                f"Bei „{key}“ steht etwas anderes als eine Objekt-ID. "
                "Bitte die Objekt-ID aus Entra eintragen, "
                "sie sieht so aus: 00000000-0000-4000-8000-000000000001."
            )
            self.add(entry, key, message)
            return None
        return StaffId(text)

    def day(self, entry: Entry, key: str) -> date | None:
        """Read a local day."""
        value = entry.values.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        message = f"„{key}“ muss ein Tag sein. Bitte ohne Anführungszeichen schreiben: {key} = 2026-12-03."
        self.add(entry, key, message)
        return None
