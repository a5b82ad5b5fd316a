"""Reads „statistik“, „bericht 2026“, „maßnahmen“, „export 2026“: a year's numbers, report, cases (GA VIII).

Whether somebody may have them, and whether there is anything for the year, is asked where they are made.
"""

import re
from collections.abc import Callable

from dialogs.answers import fold
from dialogs.context import Context
from dialogs.request_kinds import AboutAYear, ExportYear, MeasuresYear, ReportYear, StatisticsYear, Unclear

_Asked = Callable[[int], AboutAYear]

WHICH_YEAR = "Für welches Jahr? Bitte schreiben Sie zum Beispiel „{command} {year}“."
FOUR_DIGITS = "Bitte schreiben Sie das Jahr mit vier Ziffern, zum Beispiel „{command} {year}“."
NOT_YET = "Das Jahr {asked} hat noch nicht begonnen, bitte schreiben Sie zum Beispiel „{command} {year}“."

_COMMAND = re.compile(
    r"(?:bitte |zeige? |mache? |erstelle? )*(?:die |den |das |einen |mir )*"
    r"(?P<word>(?:jahres)?statistik|(?:jahres)?bericht|massnahmen|export|exportiere)"
    r"(?: (?:fur|von|vom|aus|uber|das|des|dem|jahr|jahres|jahre)\b)*(?: (?P<year>\S+(?: jahr(?:es)?)?))?"
)
_RUNNING = frozenset({"statistik", "maßnahmen"})
_ALMOST = re.compile(r"[\d.,:/–-]+")
_FOUR = re.compile(r"[12][0-9]{3}")
_THIS = frozenset({"dieses", "dieses jahr", "dieses jahres", "laufende jahr", "laufendes jahr", "heute"})
_LAST = frozenset({"letztes", "letztes jahr", "letzten jahres", "letzte jahr", "vorjahr", "vorjahres"})


def understand_report(text: str, context: Context) -> AboutAYear | Unclear | None:
    """Read a wish about a year; a sentence for one that cannot be read; None if it is none.

    „statistik“ and „maßnahmen“ alone are about the running year; the others want a year.
    """
    found = _COMMAND.fullmatch(fold(text))
    if found is None:
        return None
    command, asked = _meant(found["word"])
    today = context.rulebook.day(context.now).year
    words = found["year"]
    if words is None:
        if command in _RUNNING:
            return asked(today)
        return Unclear(sentence=WHICH_YEAR.format(command=command, year=today))
    year = _year(words, today)
    if year is None:
        # „Bericht fehlt“ is what a customer says; „bericht 26“ is a request.
        wrong = FOUR_DIGITS.format(command=command, year=today)
        return Unclear(sentence=wrong) if _ALMOST.fullmatch(words) else None
    if year > today:
        return Unclear(sentence=NOT_YET.format(asked=year, command=command, year=today))
    return asked(year)


def _meant(word: str) -> tuple[str, _Asked]:
    if word.endswith("statistik"):
        return "statistik", lambda year: StatisticsYear(year=year)
    if word.endswith("bericht"):
        return "bericht", lambda year: ReportYear(year=year)
    if word == "massnahmen":
        return "maßnahmen", lambda year: MeasuresYear(year=year)
    return "export", lambda year: ExportYear(year=year)


def _year(words: str, today: int) -> int | None:
    if words in _THIS:
        return today
    if words in _LAST:
        return today - 1
    return int(words) if _FOUR.fullmatch(words) else None
