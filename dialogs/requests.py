"""Understands what people ask for in words: a case, a list, a search, an absence, help.

Every core task can be typed, because whoever hears a card may not be able to press it. What is asked
for but incomplete is answered by one sentence with an example; what is no request at all is None, so
that an intake or the help can have it.
"""

import re

from casework.requests import Deadlines, MyTasks, OpenCases, SearchCases, ShowCase
from dialogs.answers import fold, legible
from dialogs.context import Context
from dialogs.request_absence import understand_absence
from dialogs.request_kinds import (
    Away,
    Back,
    ExportYear,
    Help,
    MeasuresYear,
    ReportYear,
    Request,
    StatisticsYear,
    Unclear,
    Week,
)
from dialogs.request_report import understand_report
from dialogs.request_search import understand_search

__all__ = [
    "Away",
    "Back",
    "Deadlines",
    "ExportYear",
    "Help",
    "MeasuresYear",
    "MyTasks",
    "OpenCases",
    "ReportYear",
    "Request",
    "SearchCases",
    "ShowCase",
    "StatisticsYear",
    "Unclear",
    "Week",
    "beside_a_draft",
    "number_in",
    "understand_request",
]

WHOLE_NUMBER = "Bitte nennen Sie die ganze Nummer, zum Beispiel „status KRM-2026-0042“."

_LONGEST = 400
"""Characters: what is longer is a story."""

_MINE = frozenset(
    {"meine", "meine aufgaben", "aufgaben", "meine vorgange", "meine falle", "zeige meine aufgaben"}
    | {"was habe ich zu tun", "was ist zu tun", "zeige meine"}
)
_OPEN = frozenset(
    {"offen", "offene", "offene vorgange", "alle offenen", "alle offenen vorgange", "offene falle"}
    | {"zeige offene vorgange", "was ist offen", "zeige offene"}
)
_DEADLINES = frozenset(
    {"fristen", "frist", "meine fristen", "alle fristen", "zeige fristen", "termine und fristen"}
    | {"was ist fallig", "fallig", "uberfallig"}
)
_WEEK = frozenset(
    {"wochenubersicht", "krm-wochenubersicht", "woche", "ubersicht", "zeige wochenubersicht"}
    | {"zeige die wochenubersicht", "bitte wochenubersicht"}
)
_HELP = frozenset({"hilfe", "help", "bitte hilfe", "?", "was kannst du", "was konnen sie"})

_NUMBER = r"krm[\s.\-–/_]*(?P<year>20[0-9]{2})[\s.\-–/_]+(?P<count>[0-9]{1,6})"
_NUMBER_RUN_TOGETHER = r"krm[\s.\-–/_]*(?P<year>20[0-9]{2})(?P<count>[0-9]{4})"
_BARE_NUMBER = r"(?P<year>20[0-9]{2})[\s\-–/]+(?P<count>[0-9]{1,6})"
_ASKING = (
    r"(?:(?:bitte|zeige?|stand|status|vorgang|öffne|oeffne|wie steht es um|was ist mit)\s+)+"
    r"(?:(?:zu|von|für|vorgang|mir|den|der)\s+)*"
)
_ALONE = tuple(re.compile(number, re.IGNORECASE) for number in (_NUMBER, _NUMBER_RUN_TOGETHER))
_ASKED = tuple(
    re.compile(rf"{_ASKING}{number}", re.IGNORECASE)
    for number in (_NUMBER, _NUMBER_RUN_TOGETHER, _BARE_NUMBER)
)
_INSIDE = tuple(
    re.compile(rf"(?<!\w){number}(?!\w)", re.IGNORECASE) for number in (_NUMBER, _NUMBER_RUN_TOGETHER)
)
_INCOMPLETE = re.compile(r"(?:status|stand)(?:\s+(?:krm[\s\-]*)?[0-9\s\-]*)?|krm[0-9\s\-]*", re.IGNORECASE)
_SEARCH = re.compile(r"(?:bitte\s+)?(?:suche|suchen|such|finde|finden)\b[\s:]*(?P<rest>.*)", re.IGNORECASE)


def understand_request(text: str, context: Context) -> Request | None:  # noqa: PLR0911 - one per kind of request
    """Read what a message asks for; None if it asks for nothing we know."""
    if len(text) > _LONGEST:
        return None
    line = " ".join(legible(text).split())
    word = fold(line) or line
    if word in _MINE:
        return MyTasks()
    if word in _OPEN:
        return OpenCases()
    if word in _DEADLINES:
        return Deadlines()
    if word in _WEEK:
        return Week()
    if word in _HELP:
        return Help()
    case = _case(_unquoted(line))
    if case is not None:
        return case
    search = _SEARCH.fullmatch(line)
    if search is not None:
        return _search(search["rest"], line, context)
    return understand_report(line, context) or understand_absence(line, context)


def beside_a_draft(text: str, context: Context) -> Request | None:
    """Read what is answered although an intake is under way: exact commands; else the words belong to it.

    A number is one only where nothing but it was typed. „Maßnahmen“ is what customers take part in.
    """
    request = understand_request(text, context)
    match request:
        case MyTasks() | OpenCases() | Deadlines() | Week():
            return request
        case StatisticsYear() | ReportYear() | ExportYear():
            return request
        case ShowCase():
            line = _unquoted(" ".join(legible(text).split()))
            return request if any(shape.fullmatch(line) for shape in _ALONE) else None
        case _:
            return None


def number_in(text: str) -> str:
    """Find the case number that a message mentions („… gehört zu krm 2026 42“); empty for none or several."""
    line = " ".join(legible(text[:_LONGEST]).split())
    numbers = {
        f"KRM-{found['year']}-{int(found['count']):04d}"
        for shape in _INSIDE
        for found in shape.finditer(line)
        if int(found["count"])
    }
    return numbers.pop() if len(numbers) == 1 else ""


def _case(line: str) -> ShowCase | Unclear | None:
    for shape in (*_ALONE, *_ASKED):
        found = shape.fullmatch(line)
        if found is not None and int(found["count"]):
            return ShowCase(number=f"KRM-{found['year']}-{int(found['count']):04d}")
    return Unclear(sentence=WHOLE_NUMBER) if _INCOMPLETE.fullmatch(line) else None


def _search(rest: str, line: str, context: Context) -> Request:
    case = _case(_unquoted(rest))
    return case if isinstance(case, ShowCase) else understand_search(rest, line, context)


def _unquoted(line: str) -> str:
    return line.strip(" .,!?„“\"'")
