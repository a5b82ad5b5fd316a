"""The weekly summary: what is open, due and overdue, and how the last week compares (R51; GA II, R15).

It is made once for each ISO week, on its first working day; a week without a working day has none. A
start that was missed is caught up later in the same week, within working hours. Any number of replicas
may try: one row per week.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from casework.errors import UnknownPerson
from casework.permissions import Scope, scope_of, scope_of_assistant
from casework.ports import UnitsOfWork
from casework.views_weekly import DueThisWeek, WeekCount, WeeklyView
from casework.weekly_facts import to_facts
from casework.weekly_ports import DueDuty, WeekAsked
from procedure.actor import Actor
from procedure.duties import DutyKind
from procedure.errors import NotPermitted
from procedure.office import Office
from procedure.representation import AudienceKind
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId, TeamId

DAYS: Final = 7
"""How many days the list covers, the day of the summary included (R51)."""
WEEKS: Final = 8
"""How many whole weeks are shown; the last two are compared."""
LISTED: Final = 10
"""How many duties are named; the others are counted."""
NOT_IN_THE_CHANNEL: Final = frozenset(
    {DutyKind.NOTE_TALK, DutyKind.DECIDE_TALK, DutyKind.HOLD_TALK, DutyKind.INFORM}
)
"""Their names would hint at a threat (a talk with the management, R38) or at employees (privacy)."""

_ONE_WEEK = timedelta(days=7)
_NOT_YOURS = "Die Wochenübersicht sehen nur das BGF und die Geschäftsleitung."


async def overview(
    units: UnitsOfWork, rulebook: Rulebook, now: datetime, *, show_team: bool = False
) -> WeeklyView:
    """Return the summary as everybody in the channel may read it.

    Counted is every case but the confidential ones (A34), which appear in no list and no number.
    ``open`` are cases that are not over; ``overdue`` such cases with a duty whose deadline has ended;
    ``acknowledgements_due`` those due within the seven days or overdue (R22); ``due`` the duties of
    open cases within the seven days that are not overdue. What hints at a threat or at employees
    (``NOT_IN_THE_CHANNEL``) is neither named nor counted as due or overdue. ``weeks`` counts all that
    was recorded and all that ended, for whatever reason, in the office's local days. ``show_team``
    names the team that owes a duty.
    """
    scope = replace(scope_of_assistant(now), confidential=False)
    kinds = frozenset(DutyKind) - NOT_IN_THE_CHANNEL
    return await _overview(units, scope, kinds, rulebook, now, show_team=show_team)


async def overview_for(units: UnitsOfWork, actor: StaffId, rulebook: Rulebook, now: datetime) -> WeeklyView:
    """Return the summary for somebody of the BGF or the management: of all that she may see herself.

    Cases about her are not in it (A26), confidential ones only for trusted people (A34). NotPermitted
    for everybody else, UnknownPerson for whoever is not in the roster.
    """
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
    if office.member(actor) is None:
        raise UnknownPerson
    person = Actor.of(actor, office, rulebook.day(now))
    if not (person.is_bgf or person.is_management):
        raise NotPermitted(_NOT_YOURS)
    return await _overview(units, scope_of(person, now), frozenset(DutyKind), rulebook, now, show_team=True)


async def make_summary(
    units: UnitsOfWork, rulebook: Rulebook, now: datetime, *, show_team: bool = False
) -> bool:
    """Keep this week's summary and owe it to the channel, if it is due and not made; True if it was now."""
    if not is_due(rulebook, now):
        return False
    week = week_of(rulebook.day(now))
    async with units(reads_only=True) as unit:
        if await unit.weekly.is_made(week):
            return False
    view = await overview(units, rulebook, now, show_team=show_team)
    async with units() as unit:
        made = await unit.weekly.keep(week, to_facts(view), now)
        await unit.commit()
    return made


def is_due(rulebook: Rulebook, now: datetime) -> bool:
    """Tell whether this week's summary may go out: the office works, and its hour has come."""
    if not rulebook.is_at_work(now):
        return False
    monday = _monday(rulebook.day(now))
    first = rulebook.calendar.first_working_day_on_or_after(monday)
    # The office works today, so the first working day lies in this week.
    return now >= rulebook.reminder_at(first)


def week_of(day: date) -> str:
    """Name the ISO week of a local day: „2026-W50“."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


async def _overview(
    units: UnitsOfWork,
    scope: Scope,
    kinds: frozenset[DutyKind],
    rulebook: Rulebook,
    now: datetime,
    *,
    show_team: bool,
) -> WeeklyView:
    today = rulebook.day(now)
    mondays = [_monday(today) - _ONE_WEEK * back for back in range(WEEKS, -1, -1)]
    asked = WeekAsked(
        scope=scope,
        kinds=kinds,
        from_on=today,
        until_on=today + timedelta(days=DAYS - 1),
        listed=LISTED,
        bounds=tuple(_midnight(monday, rulebook) for monday in mondays),
    )
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        numbers = await unit.weekly.count(asked)
    year, week, _ = today.isocalendar()
    return WeeklyView(
        year=year,
        week=week,
        from_on=asked.from_on,
        until_on=asked.until_on,
        open=numbers.open,
        overdue=numbers.overdue,
        acknowledgements_due=numbers.acknowledgements_due,
        due=tuple(_line(duty, office, show_team=show_team) for duty in numbers.due),
        due_more=numbers.due_total - len(numbers.due),
        weeks=tuple(
            WeekCount(week=monday.isocalendar().week, new=new, closed=closed)
            for monday, new, closed in zip(mondays[:-1], numbers.new, numbers.closed, strict=True)
        ),
    )


def _line(duty: DueDuty, office: Office, *, show_team: bool) -> DueThisWeek:
    of_team = duty.audience.kind in {AudienceKind.TEAM_LEAD, AudienceKind.DEPUTY}
    team_name = office.team_name(TeamId(duty.audience.ref)) if show_team and of_team else ""
    return DueThisWeek(number=duty.number, kind=duty.kind, due_on=duty.due_on, team_name=team_name)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date, rulebook: Rulebook) -> datetime:
    """Return the instant at which a day begins in the office; a week may have an hour more or less."""
    return datetime.combine(day, time.min, rulebook.timezone).astimezone(UTC)
