"""How the record says that a deadline has moved: „Frist verschoben von … auf …, weil …“ (R50, A9)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from cards.wording import long_date
from procedure.duties import DutyKind
from procedure.moved_deadlines import ACT
from procedure.rule_differences import because_of_codes

EVENTS: Final = frozenset({"DeadlineMoved", "TeamDeadlineMoved"})

DEADLINES: Final[Mapping[str, str]] = {
    DutyKind.ANSWER: "Frist",
    ACT: "Letzter Tag zum Handeln",
    DutyKind.ACKNOWLEDGE: "Frist der Eingangsbestätigung",
    DutyKind.CONTRIBUTE: "Frist des Beitrags",
    DutyKind.INFORM: "Frist zum Informieren der Beschäftigten",
    DutyKind.DECIDE: "Frist der Entscheidung",
}
"""What the record names by a code."""

REASONS: Final[Mapping[str, str]] = {
    "zwischennachricht": "weil eine Zwischennachricht einen neuen Termin nennt",
    "berichtigung": "weil Angaben berichtigt wurden",
    "dublette": "weil ein früherer Eingang zählt",
    "schreiben_eingegangen": "weil ein Schreiben eingegangen ist",
}
"""Why a step has moved it; changed rules are named by their codes."""


def moved_in_words(details: Mapping[str, str]) -> str:
    """Put an entry of the record into words; what it does not hold is left out."""
    which = DEADLINES.get(details.get("which", DutyKind.ANSWER), "Frist")
    why = because_of_codes(details.get("because", "")) or REASONS.get(details.get("why", ""), "")
    try:
        old, new = (long_date(date.fromisoformat(details[name])) for name in ("old", "new"))
    except (KeyError, ValueError):
        return f"{which} verschoben"
    return f"{which} verschoben von {old} auf {new}{f', {why}' if why else ''}"
