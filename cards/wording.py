"""The German words of the cards: one for each value of the procedure, and days and times written out."""

from collections.abc import Mapping
from datetime import date, datetime

from cards.plain_text import cleaned, one_line, plain
from procedure.days_in_words import MONTHS, WEEKDAYS, day_in_words, is_day_alone
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    EscalationGround,
    HandoverAnswer,
    Lead,
    Origin,
    Parting,
    Role,
    TalkWish,
)

__all__ = [
    "ANSWERS",
    "CHANNELS",
    "GROUNDS",
    "KINDS",
    "LEADS",
    "ORIGINS",
    "PARTINGS",
    "ROLES",
    "STATES",
    "TALK_WISHES",
    "cleaned",
    "clock_time",
    "date_seen_from",
    "instant_in_sentence",
    "long_date",
    "long_instant",
    "one_line",
    "parting_in_words",
    "plain",
    "remaining",
    "short_date",
    "until",
    "weekday_date",
]

CHANNELS: Mapping[Channel, str] = {
    Channel.WRITTEN: "schriftlich",
    Channel.ELECTRONIC: "elektronisch",
    Channel.TELEPHONE: "telefonisch",
    Channel.IN_PERSON: "persönlich",
}

ORIGINS: Mapping[Origin, str] = {
    Origin.DIRECT: "direkt",
    Origin.LRA: "über das Landratsamt",
    Origin.AA: "über die Agentur für Arbeit",
    Origin.RD: "über die Regionaldirektion",
    Origin.ZENTRALE: "über die Zentrale",
    Origin.OTHER: "über eine andere Stelle",
}

KINDS: Mapping[ConcernKind, str] = {
    ConcernKind.FACHLICHE_BESCHWERDE: "Fachliche Beschwerde",
    ConcernKind.LOB: "Lob",
    ConcernKind.IDEE_ANREGUNG: "Idee oder Anregung",
    ConcernKind.PETITION: "Petition",
    ConcernKind.EINGABE: "Eingabe",
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE: "Dienstaufsichtsbeschwerde",
    ConcernKind.FACHAUFSICHTSBESCHWERDE: "Fachaufsichtsbeschwerde",
    ConcernKind.FOLGEREAKTION: "Folgereaktion",
}

STATES: Mapping[CaseState, str] = {
    CaseState.RECORDED: "Aufgenommen",
    CaseState.WITH_TEAM_LEAD: "Bei der Teamleitung",
    CaseState.IN_PROGRESS_TEAM: "In Bearbeitung",
    CaseState.IN_PROGRESS_MANAGEMENT: "Bei der Geschäftsleitung",
    CaseState.FINAL_SIGNATURE: "Zur Schlusszeichnung",
    CaseState.CLOSED: "Abgeschlossen",
    CaseState.ENDED: "Ohne Antwort beendet",
    CaseState.ANONYMISED: "Anonymisiert",
}

ROLES: Mapping[Role, str] = {
    Role.EMPLOYEE: "Beschäftigte",
    Role.FRONT_DESK: "Eingangszone",
    Role.TEAM_LEAD: "Teamleitung",
    Role.DEPUTY: "stellvertretende Teamleitung",
    Role.BGF: "Büro der Geschäftsführung",
    Role.MANAGEMENT: "Geschäftsleitung",
    Role.TRUSTED: "für vertrauliche Vorgänge benannt",
}

LEADS: Mapping[Lead, str] = {Lead.TEAM: "Teamleitung", Lead.MANAGEMENT: "Geschäftsleitung"}

PARTINGS: Mapping[Parting, str] = {
    Parting.WAITING: "wartet auf Antwort",
    Parting.APPOINTMENT: "Termin vereinbart",
    Parting.REFERRED_TO_WRITING: "auf Schriftform verwiesen",
    Parting.LEFT: "gegangen",
}


def parting_in_words(parting: Parting, channel: Channel) -> str:
    """Say how one parted: nobody leaves a telephone call."""
    on_the_phone = parting is Parting.LEFT and channel is Channel.TELEPHONE
    return "Gespräch beendet" if on_the_phone else PARTINGS[parting]


TALK_WISHES: Mapping[TalkWish, str] = {
    TalkWish.NONE: "kein Gespräch mit der Geschäftsleitung",
    TalkWish.WISH: "Gespräch mit der Geschäftsleitung",
    TalkWish.IMMEDIATE: "sofortiges Gespräch mit der Geschäftsleitung",
}

GROUNDS: Mapping[EscalationGround, str] = {
    EscalationGround.ESKALATION: "Eskalation",
    EscalationGround.BEDROHUNG: "Bedrohung",
    EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION: "schwerwiegende Gesamtsituation",
}

ANSWERS: Mapping[HandoverAnswer, str] = {
    HandoverAnswer.COME: "Ich komme",
    HandoverAnswer.APPOINTMENT: "Termin",
    HandoverAnswer.CALLBACK: "Rückruf",
    HandoverAnswer.WRITTEN: "Bitte schriftlich",
}


def long_date(day: date) -> str:
    """Write „Donnerstag, 3. Dezember 2026“."""
    return day_in_words(day)


def short_date(day: date) -> str:
    """Write „3. Dezember“, where the year is beyond doubt."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def weekday_date(day: date) -> str:
    """Write „Donnerstag, 3. Dezember“, where the year is beyond doubt."""
    return f"{WEEKDAYS[day.weekday()]}, {short_date(day)}"


def date_seen_from(day: date, today: date) -> str:
    """Write „Donnerstag, 3. Dezember“, with the year where it is not that of today."""
    return weekday_date(day) if day.year == today.year else long_date(day)


def clock_time(instant: datetime) -> str:
    """Write „9:05 Uhr“; the instant is local to the office."""
    return f"{instant.hour}:{instant.minute:02} Uhr"


def long_instant(instant: datetime) -> str:
    """Write „Donnerstag, 3. Dezember 2026, 9:05 Uhr“; the instant is local to the office.

    Only the day where nobody told a time (A35).
    """
    return long_date(instant) if is_day_alone(instant) else f"{long_date(instant)}, {clock_time(instant)}"


def instant_in_sentence(instant: datetime, known_day: date) -> str:
    """Write „um 9:05 Uhr“, with the day („am 4. Dezember um 9:05 Uhr“) when it is not the known one.

    With the year, too, where that is another one.
    """
    time = f"um {clock_time(instant)}"
    if instant.date() == known_day:
        return time
    year = "" if instant.year == known_day.year else f" {instant.year}"
    return f"am {short_date(instant)}{year} {time}"


def remaining(working_days: int) -> str:
    """Say how many working days are left; 0 is today, negative is overdue."""
    days = "1 Arbeitstag" if abs(working_days) == 1 else f"{abs(working_days)} Arbeitstage"
    if working_days == 0:
        return "heute"
    if working_days > 0:
        return f"noch {days}"
    return f"überfällig seit {'1 Arbeitstag' if working_days == -1 else f'{-working_days} Arbeitstagen'}"


def until(day: date, working_days: int) -> str:
    """Write by when something is to be done, for the middle of a sentence."""
    if working_days > 0:
        return f"bis {long_date(day)}"
    return "heute" if working_days == 0 else "bitte umgehend"
