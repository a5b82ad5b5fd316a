"""Understands when something happened: „gestern“, „3. März“, „heute 14 Uhr“, „vor einer Stunde“.

The library dateparser reads the day. Alone it takes „14 Uhr“ for the 14th and „3,5“ for the 3rd of
May, so only words that mean a day get to it, and the time of day is read here.
"""

import re
import warnings
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.answers import NotUnderstood

HELP = "Bitte nennen Sie Tag und, wenn Sie mögen, Uhrzeit, zum Beispiel „heute 9 Uhr“ oder „15.03.2026“."
FUTURE = "Dieser Zeitpunkt liegt in der Zukunft. Bitte nennen Sie, wann die Reaktion eingegangen ist."
MISSING_HOUR = "Diese Uhrzeit gab es an dem Tag nicht (Zeitumstellung). Bitte nennen Sie eine andere."
TOO_OLD = "Das liegt mehr als zwei Jahre zurück. Bitte prüfen Sie das Jahr."

LONGEST_AGO = timedelta(days=731)
_NOON = time(12)
_NOW = frozenset({"jetzt", "eben", "gerade", "gerade eben", "soeben", "sofort"})
_MONTH = (
    "januar|februar|märz|maerz|april|mai|juni|juli|august|september|oktober|november|dezember"
    "|jan|feb|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez"
)
_COUNT = r"\d{1,3}|einer|einem|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
_DAY = re.compile(
    rf"heute|gestern|vorgestern|\d{{1,2}}\.\s?\d{{1,2}}\.(\s?(\d{{4}}|\d{{2}}))?|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}\.\s?({_MONTH})\.?(\s\d{{4}})?|vor\s({_COUNT})\s(tag|tagen|woche|wochen)"
)
_AGO = re.compile(rf"vor\s({_COUNT})\s(minute|minuten|stunde|stunden)")
_TIME = re.compile(
    r"[\s,]*(?:um\s|gegen\s)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:\suhr)?|\suhr(?:\s(?P<after>\d{2}))?)$"
)


def understand_instant(text: str, now: datetime, timezone: ZoneInfo) -> datetime | NotUnderstood:
    """Read when a reaction arrived, as an aware local instant that is over.

    ``now`` is aware. A day without a time means noon of that day, because only the day counts for
    deadlines (A8); today without a time means now.
    """
    words = " ".join(text.strip().casefold().rstrip(".!").removeprefix("am ").split())
    # A numeric day ends in a full stop that belongs to it.
    words = f"{words}." if re.fullmatch(r"\d{1,2}\.\s?\d{1,2}", words) else words
    local = now.astimezone(timezone)
    if words in _NOW:
        return local
    if len(words) > 40:  # noqa: PLR2004 - no date is longer
        return NotUnderstood(HELP)
    if _AGO.fullmatch(words):
        ago = _library(words, now.astimezone(timezone))
        return NotUnderstood(HELP) if ago is None else _checked(ago, local)
    found = _TIME.search(words)
    day_words = words[: found.start()].strip() if found and not _DAY.fullmatch(words) else words
    clock = _clock(found) if found and day_words != words else None
    if found and day_words != words and clock is None:
        return NotUnderstood(HELP)
    return _on_day(day_words or "heute", clock, local)


def _on_day(day_words: str, clock: time | None, local: datetime) -> datetime | NotUnderstood:
    if not _DAY.fullmatch(day_words):
        return NotUnderstood(HELP)
    day = _library(day_words.replace("maerz", "märz"), local)
    if day is None:
        return NotUnderstood(HELP)
    if clock is None and day.date() == local.date():
        return local
    return _checked(datetime.combine(day.date(), clock or _NOON, tzinfo=local.tzinfo), local)


def _checked(instant: datetime, local: datetime) -> datetime | NotUnderstood:
    # An hour that the clocks skip does not survive the way to UTC and back.
    zone = local.tzinfo
    there_and_back = datetime.fromtimestamp(instant.timestamp(), zone)
    if there_and_back.replace(tzinfo=None) != instant.replace(tzinfo=None):
        return NotUnderstood(MISSING_HOUR)
    if instant.timestamp() > local.timestamp():
        return NotUnderstood(FUTURE)
    if local - instant > LONGEST_AGO:
        return NotUnderstood(TOO_OLD)
    return instant


def _clock(found: re.Match[str]) -> time | None:
    try:
        return time(int(found["hour"]), int(found["minute"] or found["after"] or 0))
    except ValueError:
        return None


def _library(words: str, local: datetime) -> datetime | None:
    import dateparser  # slow to load, and few answers need it

    settings = {"RELATIVE_BASE": local.replace(tzinfo=None), "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    with warnings.catch_warnings():
        # It warns of its own use of the standard library, which is nothing we could mend.
        warnings.simplefilter("ignore")
        found: datetime | None = dateparser.parse(words, languages=["de"], settings=settings)
    if found is None or (words[0].isdigit() and not _same_day(words, found)):
        return None
    return found.replace(tzinfo=local.tzinfo)


def _same_day(words: str, found: datetime) -> bool:
    """Check that the day was not taken for the month: „12.13.2026“ is no date, not the 13th of December."""
    first = re.match(r"\d+", words)
    return first is not None and int(first[0]) in {found.day, found.year}
