"""When somebody is reminded of what is owed, and who learns of it (GA II, III; R15, R26, R33, A3).

A stage is a number of working days from the day a thing is due: -2 is two working days before, 0 the
day itself, 1 the first working day on which it is overdue. Stages count from that day alone, which
counts from the receipt: whatever else happens to a case moves none of them. A deadline that itself
moves (an interim notice, a changed calendar) has stages of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count, takewhile
from typing import Final

from procedure.case import Case
from procedure.deadlines import ACKNOWLEDGE_REMINDERS, CLOSE_REMINDERS, receipt_day
from procedure.duties import Duty, DutyKind
from procedure.representation import Audience, AudienceKind
from procedure.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The stages of one kind of duty."""

    before: tuple[int, ...] = (0,)
    """Working days before it is due, the earliest first."""
    management_from: int | None = None
    """From the so-manieth overdue working day on the management is told (R15); None: never."""
    daily: bool = False
    """Overdue, it is told anew each working day (A3)."""


REPEAT_WORKING_DAYS: Final = 5
"""Overdue for longer: once a week again. The GA is silent; nothing may be forgotten."""

PASSED_AROUND_WORKING_DAYS: Final = 3
"""Registered for longer and with nobody: the management learns of it on the due day. A reading of ours."""

_MANAGEMENT_FROM: Final = 2
_UNASSIGNED: Final = Plan(management_from=1)
"""Nobody works on it: the management learns of it a day earlier."""
_OWN_OF_MANAGEMENT: Final = Plan(management_from=0)
_OFFICE_WORK: Final = Plan()

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


def told(case: Case, duty: Duty, stage: int, today: date, rules: Rulebook) -> tuple[Audience, ...]:
    """Name the offices a stage is told to on a local day: who owes it, the BGF (R15), maybe the management.

    The management learns of it from a stage on that ``PLANS`` sets. Where nobody works on a case, the day
    moves whenever it is passed on; registered for longer, the management learns of it on that day already.
    """
    from_stage = PLANS[duty.kind].management_from
    if duty.kind in UNASSIGNED and _registered_for_long(case, today, rules):
        from_stage = 0
    management = from_stage is not None and stage >= from_stage
    audiences = (duty.audience, _BGF, *((_MANAGEMENT,) if management else ()))
    return tuple(dict.fromkeys(audiences))


def _registered_for_long(case: Case, today: date, rules: Rulebook) -> bool:
    registered_on = rules.day(case.registered_at)
    return rules.calendar.working_days_between(registered_on, today) > PASSED_AROUND_WORKING_DAYS


def _stages(case: Case, duty: Duty, rules: Rulebook) -> Iterator[tuple[int, date]]:
    """Yield the stages with their days, without end: what is never done is told again and again."""
    calendar, plan = rules.calendar, PLANS[duty.kind]
    arose_on = _arose_on(case, duty, rules)
    due = calendar.last_working_day_on_or_before(duty.due_on)
    for days in plan.before:
        day = calendar.working_days_before(due, days) if days else due
        if day > arose_on:
            yield -days, day
    ends = calendar.last_working_day_on_or_before(max(duty.due_on, duty.ends_on or duty.due_on))
    overdue = count(1) if plan.daily else chain((1, 2), count(2 + REPEAT_WORKING_DAYS, REPEAT_WORKING_DAYS))
    for days in overdue:
        yield days, calendar.nth_working_day_after(ends, days)


def _arose_on(case: Case, duty: Duty, rules: Rulebook) -> date:
    """Return the day a deadline came to be: a reminder on or before it would tell nothing new."""
    received_on = receipt_day(case.reaction.received_at, rules)
    match duty.kind:
        case DutyKind.ANSWER if case.interim_notices:
            return max(received_on, case.interim_notices[-1].sent_on)
        case DutyKind.CONTRIBUTE:
            asked = [c.requested_at for c in case.contributions if c.team == duty.audience.ref]
            return max([received_on, *map(rules.day, asked)])
        case _:
            return received_on
