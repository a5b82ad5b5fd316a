"""A second implementation of the rules of time, written apart from the first to be compared with it."""

from datetime import UTC, date, datetime, timedelta


def easter_sunday(year: int) -> date:
    """Return Easter by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holidays_in_bw(year: int) -> set[date]:
    """Return the twelve public holidays of Baden-Württemberg; 2017 with its Reformationstag is left out."""
    fixed = {(1, 1), (1, 6), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)}
    # Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam.
    moving = {-2, 1, 39, 50, 60}
    easter = easter_sunday(year)
    return {date(year, month, day) for month, day in fixed} | {easter + timedelta(days=n) for n in moving}


def is_working_day_in_bw(day: date) -> bool:
    """Tell whether an office in Baden-Württemberg works that closes on 24 and 31 December."""
    closed = (day.month, day.day) in {(12, 24), (12, 31)}
    return day.isoweekday() <= 5 and not closed and day not in holidays_in_bw(day.year)


def last_sunday(year: int, month: int) -> date:
    """Return the Sunday on which the clocks change."""
    end = date(year, month, 31)
    return end - timedelta(days=end.isoweekday() % 7)


def day_in_berlin(instant: datetime) -> date:
    """Return the local day by the rule of the EU: summer time between the changes at 01:00 UTC."""
    utc = instant.astimezone(UTC)
    begin, end = (
        datetime.combine(last_sunday(utc.year, month), datetime.min.time(), UTC) + timedelta(hours=1)
        for month in (3, 10)
    )
    return (utc + timedelta(hours=2 if begin <= utc < end else 1)).date()
