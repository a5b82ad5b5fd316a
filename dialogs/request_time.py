"""Reads „zeit +14 Tage“: by how much to put the demo's clock forward. No office's bot knows it."""

import re
from dataclasses import dataclass

from dialogs.answers import legible
from dialogs.request_kinds import Unclear

EXAMPLES = (
    "Bitte schreiben Sie zum Beispiel „zeit +14 Tage“, „zeit +3 Arbeitstage“, „zeit +2 Stunden“ "
    "oder „zeit +3 Jahre“."
)
ONLY_FORWARD = f"Die Uhr der Demo geht nur vorwärts. {EXAMPLES}"

# A sign or a number must follow: „Zeit für ein Gespräch“ may be what a customer complains about.
_ABOUT_THE_CLOCK = re.compile(r"zeit\s*(?:(?:[+\-\u2212\u2013]|[0-9]).*)?", re.IGNORECASE)
_FORWARD = re.compile(r"zeit\s*\+?\s*(?P<count>[0-9]{1,5})\s*(?P<unit>[a-zäöü]+)\.?", re.IGNORECASE)
_BACK = re.compile(r"zeit\s*[\-\u2212\u2013].*", re.IGNORECASE)
_WEEK_DAYS = 7
_DAYS = {"tag": 1, "tage": 1, "tagen": 1, "woche": _WEEK_DAYS, "wochen": _WEEK_DAYS}
_WORKING_DAYS = frozenset({"arbeitstag", "arbeitstage", "arbeitstagen"})
_YEAR_MONTHS = 12
_MONTHS = {
    **dict.fromkeys(("monat", "monate", "monaten"), 1),
    **dict.fromkeys(("jahr", "jahre", "jahren"), _YEAR_MONTHS),
}
_HOURS = frozenset({"stunde", "stunden"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PutForward:
    """By how much the clock is to go forward; one of the four is more than 0."""

    months: int = 0
    days: int = 0
    working_days: int = 0
    hours: int = 0


def understand_time(text: str) -> PutForward | Unclear | None:
    """Read a wish about the clock; a sentence for one that cannot be read; None if it is none."""
    line = " ".join(legible(text).split()).strip(" „“\"'")
    if not _ABOUT_THE_CLOCK.fullmatch(line):
        return None
    if _BACK.fullmatch(line):
        return Unclear(sentence=ONLY_FORWARD)
    read = _FORWARD.fullmatch(line)
    wish = None if read is None else _wish(int(read["count"]), read["unit"].lower())
    return wish or Unclear(sentence=EXAMPLES)


def _wish(count: int, unit: str) -> PutForward | None:
    if not count:
        return None
    if unit in _DAYS:
        return PutForward(days=count * _DAYS[unit])
    if unit in _MONTHS:
        return PutForward(months=count * _MONTHS[unit])
    if unit in _WORKING_DAYS:
        return PutForward(working_days=count)
    return PutForward(hours=count) if unit in _HOURS else None
