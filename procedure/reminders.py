"""When somebody is reminded of what is owed, and who learns of it (GA II, III; R15, R26, R33, A3).

A stage is a number of working days from the day by which one has to act: -2 is two working days before,
0 the day itself, 1 the first working day after it. Stages count from that day alone, which counts from
the receipt: whatever else happens to a case moves none of them. A deadline that itself moves (an interim
notice, a changed calendar) has stages of its own. Nothing falls on a free day, nor on or before the day
of receipt or the day on which the deadline came to be, when those concerned were told of it anyway.

Where another body has set the day (A21), one acts some working days ahead. The days in between are
stages too, and the day itself: the management learns of it while it can still be kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count, takewhile
from typing import Final

from procedure.case import Case
from procedure.deadlines import ACKNOWLEDGE_REMINDERS, CLOSE_REMINDERS, receipt_day
from procedure.duties import Duty, DutyKind
from procedure.representation import Audience, AudienceKind
from procedure.rulebook import Rulebook
from procedure.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The stages of one kind of duty."""

    before: tuple[int, ...] = (0,)
    """Working days before it is due, the earliest first."""
    management_from: int | None = None
    """From this stage on the management is told (R15); None: never."""
    daily: bool = False
    """Overdue, it is told anew each working day (A3)."""


REPEAT_WORKING_DAYS: Final = 5
"""Overdue for longer: told again after so many working days. The GA is silent; nothing may be forgotten."""

PASSED_AROUND_WORKING_DAYS: Final = 3
"""Registered for longer and with nobody: the management learns of it on the due day. A reading of ours."""

_MANAGEMENT_FROM: Final = 2
_UNASSIGNED: Final = Plan(management_from=1)
"""Nobody works on it: the management learns of it a day earlier."""
_OWN_OF_MANAGEMENT: Final = Plan(management_from=0)
_OFFICE_WORK: Final = Plan()
"""The BGF's own papers: no deadline of the GA hangs on them (R14, R42)."""

PLANS: Final[Mapping[DutyKind, Plan]] = {
    DutyKind.ACKNOWLEDGE: Plan(before=ACKNOWLEDGE_REMINDERS, management_from=_MANAGEMENT_FROM),
    DutyKind.ANSWER: Plan(before=CLOSE_REMINDERS, management_from=_MANAGEMENT_FROM),
    DutyKind.CONTRIBUTE: Plan(before=(1, 0), management_from=_MANAGEMENT_FROM),
    DutyKind.INFORM: Plan(management_from=_MANAGEMENT_FROM),
    DutyKind.NOTE_TALK: Plan(management_from=_MANAGEMENT_FROM),
    DutyKind.DECIDE: Plan(management_from=0, daily=True),
    DutyKind.DECIDE_TALK: Plan(management_from=0, daily=True),
    DutyKind.SIGN: _OWN_OF_MANAGEMENT,
    DutyKind.HOLD_TALK: _OWN_OF_MANAGEMENT,
    DutyKind.ASSIGN: _UNASSIGNED,
    DutyKind.TAKE_OVER: _UNASSIGNED,
    DutyKind.CONFIRM_RECEIPT: _UNASSIGNED,
    DutyKind.RECORD: _OFFICE_WORK,
    DutyKind.FILE: _OFFICE_WORK,
}

UNASSIGNED: Final = frozenset({DutyKind.ASSIGN, DutyKind.TAKE_OVER, DutyKind.CONFIRM_RECEIPT})
"""Duties that say that nobody works on a case yet; they come first of what is equally late."""

OWED_BY_SEVERAL: Final = frozenset({DutyKind.CONTRIBUTE, DutyKind.INFORM})
"""Duties that several teams may owe in one case, each its own; all others only one office owes at a time."""

_FIRST_OVERDUE: Final = (1, 2)
"""The next working day, and the one from which the management is told."""
_BGF: Final = Audience(AudienceKind.BGF)
_MANAGEMENT: Final = Audience(AudienceKind.MANAGEMENT)


def stage_on(case: Case, duty: Duty, today: date, rules: Rulebook) -> int | None:
    """Return the latest stage a duty has reached on a local day; None before the first.

    What was missed in between is in it: who was not told on the day is told once, of how it stands now.
    """
    latest = None
    for stage, _ in takewhile(lambda reached: reached[1] <= today, _stages(case, duty, rules)):
        latest = stage
    return latest


def next_reminder(case: Case, duty: Duty, after: date | None, rules: Rulebook) -> date:
    """Return the working day of a duty's first stage after a local day (None: of its very first)."""
    return next(day for _, day in _stages(case, duty, rules) if after is None or day > after)


def told(
    case: Case, duty: Duty, stage: int, today: date, rules: Rulebook, *, passed_on: bool = False
) -> tuple[Audience, ...]:
    """Name the offices a stage is told to on a local day: who owes it, the BGF (R15), maybe the management.

    The management learns of it from the stage on that ``PLANS`` sets. Where nobody works on a case, the day
    moves whenever it is passed on: registered for longer, the management learns of it on that day already.
    A case that a Teamleitung has not taken over within a working day is told to her deputy too (GA II, R11).
    ``passed_on``: the same stage was told while another office owed it (A36). BGF and management know it.
    """
    audiences = [duty.audience]
    if duty.kind is DutyKind.TAKE_OVER and duty.audience.kind is AudienceKind.TEAM_LEAD and stage > 0:
        audiences.append(Audience(AudienceKind.DEPUTY, duty.audience.ref))
    if passed_on:
        return tuple(audiences)
    audiences.append(_BGF)
    from_stage = PLANS[duty.kind].management_from
    if duty.kind in UNASSIGNED and _registered_for_long(case, today, rules):
        from_stage = 0
    if from_stage is not None and stage >= from_stage:
        audiences.append(_MANAGEMENT)
    return tuple(dict.fromkeys(audiences))


def schedule(
    kind: DutyKind, *, due_on: date, ends_on: date | None, arose_on: date, calendar: WorkingCalendar
) -> Iterator[tuple[int, date]]:
    """Yield the stages of a deadline with their working days, without end.

    ``due_on`` is the day by which one has to act, ``ends_on`` the later one on which the deadline ends
    (A10, A21); what falls on or before ``arose_on`` is left out. Whatever is never done is told again
    and again; ValueError from ``calendar`` beyond the years whose holidays are known.
    """
    plan = PLANS[kind]
    due = calendar.last_working_day_on_or_before(due_on)
    for days in plan.before:
        day = calendar.working_days_before(due, days) if days else due
        if day > arose_on:
            yield -days, day
    spare = calendar.working_days_between(due, max(due, ends_on or due))
    reached, day = 0, due
    for stage in count(1) if plan.daily else _after(spare):
        day = calendar.nth_working_day_after(day, stage - reached)
        reached = stage
        if day > arose_on:
            yield stage, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What happens when a deadline is not kept; working days."""

    until_end: tuple[date, ...]
    """Reminders after the day to act, up to the later end of the deadline (A21); mostly none."""
    overdue_from: date
    management_from: date
    """When the management is told; of the day another body has set while it can still be kept."""


def when_late(
    kind: DutyKind, *, due_on: date, ends_on: date, arose_on: date, calendar: WorkingCalendar
) -> Late:
    """Say when a deadline is overdue and who learns of it; parameters as for ``schedule``.

    ValueError for a kind of duty of which the management is never told.
    """
    from_stage = PLANS[kind].management_from
    if from_stage is None:
        raise ValueError(f"the management is not told of {kind}")
    last_day = calendar.last_working_day_on_or_before(ends_on)
    stages = partial(schedule, kind, due_on=due_on, ends_on=ends_on, arose_on=arose_on, calendar=calendar)
    until_end = takewhile(lambda reached: reached[1] <= last_day, stages())
    return Late(
        until_end=tuple(day for stage, day in until_end if stage > 0),
        overdue_from=calendar.nth_working_day_after(last_day, 1),
        management_from=next(day for stage, day in stages() if stage >= from_stage),
    )


def _after(spare: int) -> Iterator[int]:
    """Yield the stages after the day to act; ``spare`` working days later the deadline itself ends."""
    later = {spare, *(spare + stage for stage in _FIRST_OVERDUE)}
    yield from sorted({*_FIRST_OVERDUE, *later} - {0})
    yield from count(max(later) + REPEAT_WORKING_DAYS, REPEAT_WORKING_DAYS)


def _stages(case: Case, duty: Duty, rules: Rulebook) -> Iterator[tuple[int, date]]:
    return schedule(
        duty.kind,
        due_on=duty.due_on,
        ends_on=duty.ends_on,
        arose_on=_arose_on(case, duty, rules),
        calendar=rules.calendar,
    )


def _arose_on(case: Case, duty: Duty, rules: Rulebook) -> date:
    """Return the day a deadline came to be: a reminder on or before it would tell nothing new.

    The return of a case that was registered long ago is news on the same day: to the management.
    """
    received_on = receipt_day(case.reaction.received_at, rules)
    if duty.since is None or (
        duty.kind is DutyKind.ASSIGN and _registered_for_long(case, duty.due_on, rules)
    ):
        return received_on
    return max(received_on, duty.since)


def _registered_for_long(case: Case, today: date, rules: Rulebook) -> bool:
    registered_on = rules.day(case.registered_at)
    return rules.calendar.working_days_between(registered_on, today) > PASSED_AROUND_WORKING_DAYS
