"""Instants and days as typed on the command line or in a file of cases."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from procedure.days_in_words import day_in_words
from procedure.working_days import FIRST_YEAR, LAST_YEAR


def instant_from(text: str, timezone: ZoneInfo) -> datetime:
    """Read an ISO instant; without a zone it is local time of the office.

    ValueError with a German sentence: not an instant, a local time the clocks skip, or a year
    whose holidays are not known. Of the hour that comes twice in autumn the first is meant: the
    day is the same.
    """
    try:
        typed = datetime.fromisoformat(text.strip())
    except ValueError:
        message = f"„{text}“ ist kein Zeitpunkt. Bitte so angeben: 2026-12-24T13:50."
        raise ValueError(message) from None
    _check_year(typed)
    if typed.tzinfo is not None:
        return typed
    local = typed.replace(tzinfo=timezone)
    if local.astimezone(UTC).astimezone(timezone).replace(tzinfo=None) != typed:
        raise ValueError(
            f"Die Uhrzeit {typed:%H:%M} gibt es am {day_in_words(typed)}, nicht: "
            "Dann werden die Uhren vorgestellt. Bitte prüfen Sie die Uhrzeit."
        )
    return local


def day_from(text: str) -> date:
    """Read an ISO day; ValueError with a German sentence otherwise."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"„{text}“ ist kein Tag. Bitte so angeben: 2026-12-24.") from None
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise ValueError(
            f"Für das Jahr {day.year} kenne ich nicht alle Feiertage. "
            f"Bitte prüfen Sie das Jahr: Möglich sind {FIRST_YEAR + 1} bis {LAST_YEAR - 1}."
        )
