"""What one message reminds a person of, as it stands when it is delivered (R15).

Between a tick and its message much may happen: what is settled, moved, over or no longer the person's
business is left out, and nothing left means no message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casework.offers import offers, settling
from casework.office_words import audience_name
from casework.permissions import viewpoint_of
from casework.ports import UnitsOfWork
from casework.present_parts import owed_by_viewer
from casework.reminding_ports import ReminderItem
from casework.views import Viewpoint
from casework.views_reminder import RemindedCase, Reminder, ReminderLine
from procedure.actor import Actor
from procedure.conflicts import conflicted
from procedure.duties import Duty, duties_of
from procedure.reasons import reasons
from procedure.reminders import OWED_BY_SEVERAL, UNASSIGNED
from procedure.representation import recipients
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.vocabulary import StaffId

MOST_CASES: Final = 10
"""Cases in one message; the others are counted, and „Meine Aufgaben“ lists them."""


async def reminder_view(
    units: UnitsOfWork, items: Sequence[ReminderItem], staff_id: StaffId, rulebook: Rulebook, now: datetime
) -> Reminder:
    """Build what a person is told of the things one message is about; without cases there is nothing to tell.

    Who has lost the office since hears nothing of its cases: the policy is ``viewpoint_of``, and whoever
    merely reported a case is reminded of nothing. Cases in which her own office owes something come
    first, then the worst; of equally late ones those nobody works on.
    """
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        of_cases = dict.fromkeys(item.case_id for item in items)
        cases = [case for case_id in of_cases if (case := await unit.cases.get(case_id)) is not None]
    today = rulebook.day(now)
    if office.member(staff_id) is None:
        return Reminder(cases=(), told_on=today)
    actor = Actor.of(staff_id, office, today)
    situations = (
        Situation(case=case, actor=actor, office=office, now=now, rules=rulebook)
        for case in cases
        if viewpoint_of(case, actor, now) not in {None, Viewpoint.REPORTER}
    )
    told = [one for at in situations if (one := _told(at, items)).lines]
    told.sort(key=_rank)
    shown, more = tuple(_case(one) for one in told[:MOST_CASES]), max(0, len(told) - MOST_CASES)
    return Reminder(cases=shown, told_on=today, more=more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is still owed of one case, the viewer's own first, then the worst."""

    at: Situation
    duties: tuple[Duty, ...]
    """Those that the lines tell of, in the same order."""
    lines: tuple[ReminderLine, ...]


def _told(at: Situation, items: Sequence[ReminderItem]) -> _Told:
    """Draw together what is kept of a case: of one duty, however often it was kept, there is one line."""
    owed = duties_of(at.case, at.rules)
    kept: dict[Duty, ReminderItem] = {}
    for item in items:
        duty = _still_owed(at, item, owed) if item.case_id == at.case.id else None
        if duty is not None and (duty not in kept or item.moved_from is not None):
            kept[duty] = item
    mine = _owed_by_viewer(at, tuple(kept))
    pairs = [(duty, _line(at, duty, item, mine=duty in mine)) for duty, item in kept.items()]
    pairs.sort(key=lambda pair: (not pair[1].mine, *_lateness(pair[1])))
    return _Told(at=at, duties=tuple(duty for duty, _ in pairs), lines=tuple(line for _, line in pairs))


def _still_owed(at: Situation, item: ReminderItem, owed: Sequence[Duty]) -> Duty | None:
    """Return the duty an item is about, if it is owed still.

    The office that owes it may have changed since (A36). Who owed it before has nothing more to do with it;
    BGF and management are told of each stage once, so it is theirs to know whoever owes it now.
    """
    same = [duty for duty in owed if (duty.kind, duty.due_on) == (item.kind, item.due_on)]
    exact = next((duty for duty in same if duty.audience == item.audience), None)
    if exact is None and same and item.kind not in OWED_BY_SEVERAL:
        return same[0] if at.actor.is_bgf or at.actor.is_management else None
    return exact


def _owed_by_viewer(at: Situation, duties: tuple[Duty, ...]) -> frozenset[Duty]:
    """Choose what is the viewer's to do: as „meine“ lists it, and where a conflict makes it hers (A26)."""
    passed_over = conflicted(at.case, at.office)
    chosen = (
        duty
        for duty in duties
        if at.actor.staff_id in recipients(duty.audience, at.office, at.today, conflicted=passed_over)
    )
    return frozenset((*owed_by_viewer(at, duties), *chosen))


def _line(at: Situation, duty: Duty, item: ReminderItem, *, mine: bool) -> ReminderLine:
    until = _until(at, duty)
    return ReminderLine(
        kind=duty.kind,
        due_on=until,
        working_days_left=at.rules.calendar.working_days_between(at.today, until),
        mine=mine,
        owed_by=audience_name(duty.audience, at.office),
        reasons=reasons(at.case, duty, at.rules),
        moved_from=item.moved_from,
        because=item.because,
    )


def _until(at: Situation, duty: Duty) -> date:
    """Return the day that counts: once it is over, that on which the deadline itself ends (A10, A21)."""
    if duty.ends_on is None or at.today <= duty.due_on:
        return duty.due_on
    return max(duty.due_on, at.rules.calendar.last_working_day_on_or_before(duty.ends_on))


def _case(told: _Told) -> RemindedCase:
    at, case = told.at, told.at.case
    viewpoint = viewpoint_of(case, at.actor, at.now) or Viewpoint.REPORTER
    own = [duty for duty, line in zip(told.duties, told.lines, strict=True) if line.mine]
    return RemindedCase(
        case_id=case.id,
        number=case.number,
        version=case.version,
        state=case.state,
        unassigned=_is_unassigned(told),
        lines=told.lines,
        settling=settling(offers(at, viewpoint, own), own),
    )


def _is_unassigned(told: _Told) -> bool:
    duties = duties_of(told.at.case, told.at.rules)
    return told.at.case.holder is None and any(duty.kind in UNASSIGNED for duty in duties)


def _rank(told: _Told) -> tuple[bool, int, bool, str]:
    """Say where a case stands: own before others' business, the worst first, then those with nobody."""
    first = told.lines[0]
    return not first.mine, first.working_days_left, not _is_unassigned(told), told.at.case.number


def _lateness(line: ReminderLine) -> tuple[int, bool]:
    return line.working_days_left, line.kind not in UNASSIGNED
