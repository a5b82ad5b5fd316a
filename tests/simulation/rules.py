"""The rules of reminding, written down a second time, slowly, to be compared with the first.

Nothing here knows the product's own stages, hours or calendar. Days are counted one by one, the
holidays are those of ``second_calendar``, the summer time is the rule of the EU.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count

from procedure.case import Case
from tests.properties.procedure.second_calendar import is_working_day_in_bw, last_sunday

OPENS, CLOSES, REMINDS_AT = time(7), time(18), time(8)

BEFORE = {"eingangsbestaetigung": (1, 0), "abschluss": (5, 2, 0), "beitrag": (1, 0)}
"""Working days before the day a thing is due; every other duty is told on the day itself only."""
EACH_DAY = {"entscheidung_gl", "gespraech_entscheiden"}
"""What the management has to decide is told anew each working day once it is overdue."""
OF_MANAGEMENT = EACH_DAY | {"gespraech_fuehren", "schlusszeichnung"}
NOBODY_AT_WORK = {"uebernehmen", "empfang_bestaetigen", "neu_zuordnen"}
OF_EACH_TEAM = {"beitrag", "beschaeftigte_informieren"}
"""Several teams may owe it at once; everything else one office owes at a time, which may change."""
OFFICE_WORK = {"erfassen", "ablage"}
"""The management is never told of it; it alone is owed after the end."""
LONG = 3
"""Registered for more working days than that, the management hears of NOBODY_AT_WORK on the day itself."""
OVER = {"abgeschlossen", "beendet_ohne_antwort"}


@dataclass(frozen=True, order=True)
class Owed:
    """One thing owed in a case, in plain words."""

    case: str
    kind: str
    office: str
    """Who owes it, for example ``teamleitung:leistung-a``."""
    due_on: date


def same_thing(one: Owed, other: Owed) -> bool:
    """Tell whether it is the same thing, whoever owes it."""
    if one.kind in OF_EACH_TEAM:
        return one == other
    return (one.case, one.kind, one.due_on) == (other.case, other.kind, other.due_on)


@dataclass(frozen=True, order=True)
class Told:
    """One thing owed at one stage: told once, ever."""

    owed: Owed
    stage: int


@cache
def is_working_day(day: date) -> bool:
    """Tell whether the office works on a day."""
    return is_working_day_in_bw(day)


@cache
def local(instant: datetime) -> datetime:
    """Return what a clock on a wall in Berlin shows: summer time between two Sundays at 01:00 UTC."""
    utc = instant.astimezone(UTC)
    begin, end = (
        datetime(utc.year, month, last_sunday(utc.year, month).day, 1, tzinfo=UTC) for month in (3, 10)
    )
    return (utc + timedelta(hours=2 if begin <= utc < end else 1)).replace(tzinfo=None)


def at_work(instant: datetime) -> bool:
    """Tell whether something may be sent."""
    wall = local(instant)
    return is_working_day(wall.date()) and OPENS <= wall.time() < CLOSES


def working_day_until(day: date) -> date:
    """Return the last working day on or before a day."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@cache
def working_days_from(day: date, number: int) -> date:
    """Go so many working days forward, or back where the number is negative."""
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_after(first: date, last: date) -> int:
    """Count the working days after one day up to another, which counts."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(1 for day in days if is_working_day(day))


def stages(case: Case, owed: Owed) -> Iterator[tuple[int, datetime]]:
    """Yield every stage of a duty with the local time from which it is told, for ever."""
    due = working_day_until(owed.due_on)
    arose = arose_on(case, owed)
    for stage in all_stages(case, owed):
        day = working_days_from(due, stage)
        if day > arose:
            yield stage, datetime.combine(day, REMINDS_AT)


def all_stages(case: Case, owed: Owed) -> Iterator[int]:
    """Yield the working days from the day to act: before it, after it, after the deadline's own end."""
    for days in BEFORE.get(owed.kind, (0,)):
        yield -days
    if owed.kind in EACH_DAY:
        yield from count(1)
    left = (
        working_days_after(working_day_until(owed.due_on), case.close_by) if owed.kind == "abschluss" else 0
    )
    yield from sorted({1, 2, left, left + 1, left + 2} - {0})
    yield from count(left + 7, 5)


def arose_on(case: Case, owed: Owed) -> date:
    """Return the day a deadline came to be; what falls on it or before is not told.

    Where a day is not named here, the thing is due on a later day than it came to be anyway.
    """
    days = [local(case.reaction.received_at).date()]
    if owed.kind == "abschluss" and case.interim_notices:
        days.append(local(case.interim_notices[-1].noted_at).date())
    if owed.kind == "beitrag":
        of_team = [c for c in case.contributions if f"teamleitung:{c.team}" == owed.office]
        days += [local(contribution.requested_at).date() for contribution in of_team]
    if owed.kind == "gespraech_fuehren" and case.talk.decided_at is not None:
        days.append(local(case.talk.decided_at).date())
    if owed.kind == "neu_zuordnen" and case.returned is not None and not is_old(case, owed.due_on):
        days.append(local(case.returned.at).date())
    return max(days)


def is_old(case: Case, day: date) -> bool:
    """Tell whether a case was registered so long before a day that the management is told at once."""
    return working_days_after(local(case.registered_at).date(), day) > LONG


def stage_at(case: Case, owed: Owed, now: datetime) -> int | None:
    """Return the latest stage that has come by an instant."""
    return _latest(case, owed, local(now))


def stage_of_the_day(case: Case, owed: Owed, now: datetime) -> int | None:
    """Return the latest stage of an instant's day: what is caught up in the morning is told as of then."""
    return _latest(case, owed, datetime.combine(local(now).date(), REMINDS_AT))


def _latest(case: Case, owed: Owed, wall: datetime) -> int | None:
    latest = None
    for stage, from_then_on in stages(case, owed):
        if from_then_on > wall:
            break
        latest = stage
    return latest


def offices_told(case: Case, told: Told, now: datetime, *, known: bool = False) -> list[str]:
    """Name the offices that hear of a stage: who owes it, her deputy, the BGF, in time the management.

    ``known``: BGF and management have heard of it when another office owed it.
    """
    kind, office, stage = told.owed.kind, told.owed.office, told.stage
    offices = [office]
    if kind == "uebernehmen" and office.startswith("teamleitung:") and stage >= 1:
        offices.append(office.replace("teamleitung:", "stv_teamleitung:"))
    if known:
        return offices
    offices.append("bgf")
    if kind in OF_MANAGEMENT:
        first = stage
    elif kind in NOBODY_AT_WORK:
        first = 0 if is_old(case, local(now).date()) else 1
    else:
        first = 2
    if kind not in OFFICE_WORK and stage >= first:
        offices.append("geschaeftsleitung")
    return offices
