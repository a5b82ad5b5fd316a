"""Understands when something happened: „gestern“, „3. März“, „heute 14 Uhr“, „vor einer Stunde“.

The library dateparser knows the German words. Alone it takes „14 Uhr“ for the 14th and „3,5“ for the
3rd of May, so only words that mean a day get to it. Days in figures and times of day are read here.
"""

import re
import unicodedata
import warnings
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.clocks import CLOCKS_APART
from dialogs.answers import NotUnderstood
from procedure.days_in_words import WEEKDAYS

HELP = (
    "Bitte nennen Sie den Tag und, wenn Sie mögen, die Uhrzeit, zum Beispiel „heute 9 Uhr“ oder „15.03.2026“."
)
FUTURE = "Dieser Zeitpunkt liegt in der Zukunft. Bitte prüfen Sie Tag und Uhrzeit."
TOO_OLD = "Das liegt mehr als zwei Jahre zurück. Bitte prüfen Sie das Jahr."
NEEDS_YEAR = "Bitte nennen Sie das Jahr dazu, zum Beispiel „15.03.2026“."
MISSING_HOUR = "Diese Uhrzeit gab es an dem Tag nicht (Zeitumstellung). Bitte nennen Sie eine andere."
TWICE = "Diese Uhrzeit gab es an dem Tag zweimal (Zeitumstellung). Bitte nennen Sie nur den Tag."
WRONG_WEEKDAY = "Wochentag und Datum passen nicht zusammen. Bitte prüfen Sie den Tag."

LONGEST_AGO = timedelta(days=731)
LONGEST_WITHOUT_YEAR = timedelta(days=330)
"""A day of the coming weeks, typed without a year, is a slip rather than last year's."""
LONGEST_TEXT = 60
_LONGEST_KEPT = LONGEST_AGO + timedelta(days=2)
"""An answer may have been given the day before."""

_NOON = time(12)
_NOW = frozenset({"jetzt", "eben", "gerade", "gerade eben", "soeben", "eben gerade"})
_COUNT = r"[0-9]{1,3}|eine[mr]|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
_PARTS_OF_AN_HOUR = {"halben stunde": 30, "viertelstunde": 15, "dreiviertelstunde": 45}
_MONTHS = (
    "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    "|jan|feb|mär|mrz|apr|jun|jul|aug|sept|sep|okt|nov|dez"
)

_PART_OF_AN_HOUR = re.compile(rf"vor einer ({'|'.join(_PARTS_OF_AN_HOUR)})")
_AGO = re.compile(rf"vor ({_COUNT}) (minuten?|stunden?)")
_DAYS_AGO = re.compile(rf"vor ({_COUNT}) (tag|tagen|woche|wochen)")
_NEAR = re.compile(
    r"(heute(?= früh| morgen|$)|gestern|vorgestern)( früh| morgen| vormittag| mittag| nachmittag| abend)?"
)
_IN_FIGURES = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})(\. ?(?P<year>[0-9]{4}|[0-9]{2})?)?")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_NAMED = re.compile(rf"(?P<day>[0-9]{{1,2}})\.? ?(?P<name>{_MONTHS})\.?( (?P<year>[0-9]{{4}}|[0-9]{{2}}))?")
_COULD_BE_A_TIME = re.compile(r"([01]?[0-9]|2[0-3])\.[0-5][0-9]")
_WEEKDAY = re.compile(rf"(?P<name>{'|'.join(WEEKDAYS).casefold()})[,.]? (?P<rest>.+)")
_TIME = re.compile(
    r"(?:^|[ ,]+)(?P<about>um |gegen )?(?P<hour>[0-9]{1,2})(?:(?P<mark>[:.])(?P<minute>[0-9]{2}))?"
    r"(?P<clock> uhr(?: (?P<after>[0-9]{2}))?)?$"
)


def understand_instant(  # noqa: PLR0911 - one return for each way to be wrong
    text: str, now: datetime, timezone: ZoneInfo
) -> date | datetime | NotUnderstood:
    """Read when something was: a local day, or an aware instant if a time of day is told too.

    ``now`` is aware; what comes after it is refused.
    """
    if len(text) > LONGEST_TEXT:
        return NotUnderstood(HELP)
    words = _words_of(text)
    local = now.astimezone(timezone)
    if words in _NOW:
        return local
    minutes = _PART_OF_AN_HOUR.fullmatch(words)
    words = f"vor {_PARTS_OF_AN_HOUR[minutes[1]]} minuten" if minutes else words
    if _AGO.fullmatch(words):
        # Reckoned in UTC: an hour ago is sixty minutes ago, also when the clocks have changed.
        then = _library(words, now.astimezone(UTC))
        return NotUnderstood(HELP) if then is None else then.replace(tzinfo=UTC).astimezone(timezone)
    day_words, clock = _parted(words)
    if clock is None and day_words != words:
        return NotUnderstood(HELP)
    day = _day(day_words, local.date(), alone=clock is None)
    if isinstance(day, NotUnderstood):
        return day
    if local.date() - day > LONGEST_AGO:
        return NotUnderstood(TOO_OLD)
    if clock is None:
        return day if day <= local.date() else NotUnderstood(FUTURE)
    return _at(day, clock, local)


def canonical(told: date | datetime) -> str:
    """Write what was understood as an answer: an ISO day, or an ISO instant to the minute."""
    return told.isoformat(timespec="minutes") if isinstance(told, datetime) else told.isoformat()


def is_canonical(answer: str, now: datetime) -> bool:
    """Tell whether an answer is one of ``canonical``, over (on some clock), and not too long ago."""
    try:
        told = datetime.fromisoformat(answer)
    except ValueError:
        return False
    if told.tzinfo is not None:
        return now - _LONGEST_KEPT <= told <= now + CLOCKS_APART
    today = now.date()  # of UTC: the office may be a day ahead
    is_near = today - _LONGEST_KEPT <= told.date() <= today + timedelta(days=1)
    return is_near and is_day(answer)


def instant_of(answer: str, timezone: ZoneInfo) -> datetime:
    """Return the aware instant of an answer of ``canonical``.

    A day without a time is kept as its first moment, as ``is_day_alone`` reads it: only the day matters
    for deadlines (A8), and no time is shown that nobody told.
    """
    if is_day(answer):
        return datetime.combine(date.fromisoformat(answer), time.min, tzinfo=timezone)
    return datetime.fromisoformat(answer)


def not_ahead(told: datetime, now: datetime) -> datetime:
    """Return an instant that another machine's clock called over as one that is over on this one's."""
    return now if now < told <= now + CLOCKS_APART else told


def is_day(answer: str) -> bool:
    """Tell whether an answer of ``canonical`` is a day without a time."""
    return _ISO.fullmatch(answer) is not None


def shown(answer: str, timezone: ZoneInfo) -> str:
    """Write an answer of ``canonical`` as a person would type it."""
    if is_day(answer):
        return f"{date.fromisoformat(answer):%d.%m.%Y}"
    return f"{datetime.fromisoformat(answer).astimezone(timezone):%d.%m.%Y %H:%M}"


def _words_of(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).casefold().replace("maerz", "märz")
    return " ".join(composed.split()).rstrip("!? ").removeprefix("am ")


def _parted(words: str) -> tuple[str, time | None]:
    """Part the time of day from the day; the words come back shorter if there is one, even a wrong one."""
    found = _TIME.search(words)
    if found is None or not (found["clock"] or found["about"] or found["mark"] == ":"):
        return words, None
    if found["minute"] and found["after"]:
        return "", None
    try:
        clock = time(int(found["hour"]), int(found["minute"] or found["after"] or 0))
    except ValueError:
        return "", None
    return words[: found.start()] or "heute", clock


def _day(words: str, today: date, *, alone: bool) -> date | NotUnderstood:
    weekday = _WEEKDAY.fullmatch(words)
    day = _bare_day(weekday["rest"] if weekday else words, today, alone=alone)
    if weekday and isinstance(day, date) and WEEKDAYS[day.weekday()].casefold() != weekday["name"]:
        return NotUnderstood(WRONG_WEEKDAY)
    return day


def _bare_day(words: str, today: date, *, alone: bool) -> date | NotUnderstood:
    if alone and _COULD_BE_A_TIME.fullmatch(words):
        return NotUnderstood(HELP)
    near = _NEAR.fullmatch(words)
    if near or _DAYS_AGO.fullmatch(words):
        found = _library(near[1] if near else words, datetime.combine(today, _NOON))
        return NotUnderstood(HELP) if found is None else found.date()
    for shape in (_IN_FIGURES, _ISO, _NAMED):
        parts = shape.fullmatch(words)
        if parts is not None:
            return _dated(parts, today)
    return NotUnderstood(HELP)


def _dated(parts: re.Match[str], today: date) -> date | NotUnderstood:
    if parts["year"]:
        year = int(parts["year"])
        return _date(parts, year + 2000 if len(parts["year"]) == 2 else year) or NotUnderstood(HELP)  # noqa: PLR2004
    years = (_date(parts, year) for year in (today.year, today.year - 1))
    over = [day for day in years if day is not None and day <= today]
    if over:
        return over[0] if today - over[0] < LONGEST_WITHOUT_YEAR else NotUnderstood(NEEDS_YEAR)
    return NotUnderstood(HELP)


def _date(parts: re.Match[str], year: int) -> date | None:
    day = int(parts["day"])
    name = parts.groupdict().get("name")
    if name is None:
        try:
            return date(year, int(parts["month"]), day)
        except ValueError:
            return None
    found = _library(f"{day}. {name} {year:04}", datetime(year or 1, 1, 1))  # noqa: DTZ001 - its words are local
    # It must not have taken the day for something else.
    return found.date() if found is not None and (found.day, found.year) == (day, year) else None


def _at(day: date, clock: time, local: datetime) -> datetime | NotUnderstood:
    """Find the one instant of a local day and time that is over."""
    both = {
        instant.astimezone(UTC): instant
        for fold in (1, 0)  # the same instant, but for the one hour
        if _exists(instant := datetime.combine(day, clock.replace(fold=fold), tzinfo=local.tzinfo))
    }
    if not both:
        return NotUnderstood(MISSING_HOUR)
    over = [instant for utc, instant in both.items() if utc <= local.astimezone(UTC)]
    if not over:
        return NotUnderstood(FUTURE)
    return over[0] if len(over) == 1 else NotUnderstood(TWICE)


def _exists(instant: datetime) -> bool:
    # An hour that the clocks skip does not survive the way to UTC and back.
    and_back = instant.astimezone(UTC).astimezone(instant.tzinfo)
    return and_back.replace(tzinfo=None) == instant.replace(tzinfo=None)


def _library(words: str, base: datetime) -> datetime | None:
    import dateparser  # slow to load, and few answers need it

    settings = {"RELATIVE_BASE": base.replace(tzinfo=None), "DATE_ORDER": "DMY", "STRICT_PARSING": True}
    with warnings.catch_warnings():
        # It warns of its own use of the standard library, which is nothing we could mend.
        warnings.simplefilter("ignore")
        found: datetime | None = dateparser.parse(words, languages=["de"], settings=settings)
    return found
