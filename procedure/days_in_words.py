"""Days as people read them: „Donnerstag, 3. Dezember 2026“. Own tables, because locales are the machine's."""

from datetime import date, datetime, time

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def day_in_words(day: date) -> str:
    """Write a day out with its weekday, month and year."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def is_day_alone(local: datetime) -> bool:
    """Tell whether a local instant stands for a day of which nobody told the time (A35).

    Such a day is kept as its first moment; a time that nobody told is shown nowhere.
    """
    return local.time() == time.min
