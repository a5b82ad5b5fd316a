"""Reads days in typed requests: past ones for a search, coming ones for an absence. Never guesses.

``understand_instant`` reads what is over. A coming day is read by it as well, seen from most of a year
ahead: the same words, the same refusals. What only makes sense ahead („morgen“, „Freitag“) stands here.
"""

import re
from datetime import date, datetime, time, timedelta

from dialogs.answers import NotUnderstood, fold
from dialogs.context import Context
from dialogs.instants import LONGEST_WITHOUT_YEAR, understand_instant
from procedure.days_in_words import WEEKDAYS

AHEAD = LONGEST_WITHOUT_YEAR - timedelta(days=1)
"""How far a day named without its year may lie ahead."""

_NEAR = {"heute": 0, "morgen": 1, "ubermorgen": 2}
_WEEKDAYS = {fold(name): number for number, name in enumerate(WEEKDAYS)} | {"sonnabend": 5}
_WEEKEND = frozenset({"wochenende", "zum wochenende", "ende der woche", "ende woche"})
_DAY_ALONE = re.compile(r"(?P<day>[0-9]{1,2})\.?")
_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?![0-9])")
_DATED = re.compile(rf"(?:(?:{'|'.join(_WEEKDAYS)})[,.]? )?(?:den )?[0-9]")
_WITHOUT_LAST_DOT = re.compile(r"[0-9]{1,2}\. ?[0-9]{1,2}$")
_FRIDAY = 4


def day_behind(words: str, context: Context) -> date | NotUnderstood:
    """Read a day that is over, or today; with its year it may be as old as it likes."""
    today = _today(context)
    year = _YEAR.search(words)
    seen_from = today
    if year is not None:
        seen_from = max(date(2000, 1, 1), min(today, date(int(year["year"]), 12, 31)))
    return _read(words, seen_from, context)


def day_ahead(words: str, context: Context, *, after: date | None = None) -> date | NotUnderstood:
    """Read today or a coming day; ``after``: the day from which on the words count („vom … bis Freitag“)."""
    today = _today(context)
    start = today if after is None else after
    word = fold(words)
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
    if word in _WEEKEND:
        return start + timedelta(days=(_FRIDAY - start.weekday()) % 7)
    if word in _WEEKDAYS:
        away = (_WEEKDAYS[word] - start.weekday()) % 7
        # „Bis Freitag“, said on a Friday, may mean today or next week.
        unclear = away == 0 and after is None
        return NotUnderstood("") if unclear else start + timedelta(days=away)
    if not _DATED.match(word):
        # „Gestern“ would count from the day the words are read from.
        return NotUnderstood("")
    year = _YEAR.search(words)
    seen_from = start + AHEAD if year is None else date(int(year["year"]), 12, 31)
    day = _read(words, seen_from, context)
    return NotUnderstood("") if isinstance(day, date) and day < start else day


def day_before(words: str, last: date, context: Context) -> date | NotUnderstood:
    """Read the first day of a span that ends on ``last``; it may be over („vom 1.12.“, said on the 3rd)."""
    if _DATED.match(fold(words)):
        return _read(words, last, context)
    day = day_ahead(words, context)
    return day if isinstance(day, NotUnderstood) or day <= last else NotUnderstood("")


def counts_from_another(words: str) -> bool:
    """Tell whether a last day depends on the first one: „Freitag“, „Ende der Woche“."""
    return fold(words) in _WEEKDAYS or fold(words) in _WEEKEND


def borrowed(first: str, second: str) -> str:
    """Complete „1.“ of „vom 1. bis 5. Dezember“ by the month that stands with the second day."""
    alone = _DAY_ALONE.fullmatch(first.strip())
    month = re.fullmatch(r"[0-9]{1,2}\.? ?(?P<month>.*)", second.strip())
    if alone is None or month is None or not month["month"]:
        return first
    return f"{alone['day']}. {month['month']}"


def _read(words: str, seen_from: date, context: Context) -> date | NotUnderstood:
    now = datetime.combine(seen_from, time(12), tzinfo=context.rulebook.timezone)
    # „5.12“ could be a time of day, were not a day asked for.
    dotted = f"{words}." if _WITHOUT_LAST_DOT.search(words) else words
    told = understand_instant(dotted, now, context.rulebook.timezone)
    if isinstance(told, datetime):
        return NotUnderstood("")  # a time of day is no day
    return told


def _today(context: Context) -> date:
    return context.rulebook.day(context.now)
