"""The tick: tells each stage of what is owed once, whatever restarts, replicas and double ticks happen (R15).

One transaction per case decides who is to be told of what; when nothing is due any more, one more makes
one message per person of it. A process that dies in between leaves either a case that is still due or
things that wait for their message; the next tick goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from casework.ports import UnitOfWork, UnitsOfWork
from casework.reminding_ports import Permission, ReminderItem
from casework.transact import transact
from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.duties import Duty, duties_of
from procedure.office import Office
from procedure.reminders import OWED_BY_SEVERAL, next_reminder, stage_on, told
from procedure.representation import recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, StaffId

AT_A_TIME: Final = 100
"""Due reminders read at a time."""
POSTPONED: Final = timedelta(minutes=15)
"""How long a case is left alone whose reminders failed; all others go on."""

_ONE_DAY: Final = timedelta(days=1)


class NobodyToTell(Exception):  # noqa: N818 - named for the fact
    """Für keine der Stellen ist jemand eingetragen."""


def _pass_over(_case_id: CaseId, _code: str) -> None:
    """Take no note of a failure."""


async def release_due(
    units: UnitsOfWork,
    rulebook: Rulebook,
    now: datetime,
    *,
    on_failure: Callable[[CaseId, str], None] = _pass_over,
) -> int:
    """Tell everything that is due by now; return how many messages are owed to people for it.

    Outside of working hours nothing happens: it is due at the next opening. A stage is due at the hour
    of its day at which the office is reminded (``WorkingHours.reminds_at``). After an outage each thing
    is told once, at its latest stage, from the opening on. ``on_failure`` learns a case's id and a code,
    no more.
    """
    if not rulebook.is_at_work(now):
        return 0
    tried: set[CaseId] = set()
    while due := [case_id for case_id in await _due(units, now) if case_id not in tried]:
        tried.update(due)
        for case_id in due:
            try:
                await transact(units, partial(_tell, case_id, rulebook, now))
            except Exception as error:  # noqa: BLE001 - one unreadable case must not silence the others
                on_failure(case_id, type(error).__name__)
                await transact(units, partial(_postpone, case_id, now + POSTPONED))
    return await transact(units, lambda unit: unit.reminders.bundle(now))


async def _due(units: UnitsOfWork, now: datetime) -> Sequence[CaseId]:
    async with units(reads_only=True) as unit:
        return await unit.reminders.due(now, AT_A_TIME)


async def _postpone(case_id: CaseId, until: datetime, unit: UnitOfWork) -> None:
    await unit.reminders.postpone(case_id, until)


async def _tell(case_id: CaseId, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> None:
    """Keep what people are to be told of one case; nothing if another process is at it."""
    if not await unit.reminders.claim(case_id, now):
        return
    case = await unit.cases.get(case_id)
    duties: tuple[Duty, ...] = ()
    next_at: dict[Duty, datetime] = {}
    if case is not None:
        duties = duties_of(case, rulebook)
        reached = _Reached(case, await unit.staff.office(), _last_day_reminded(rulebook, now), rulebook, now)
        for duty in duties:
            await reached.tell(duty, unit)
            next_at[duty] = rulebook.reminder_at(next_reminder(case, duty, reached.day, rulebook))
    # What the rules no longer see has no place in it, and so is never due again.
    if not await unit.reminders.advance(case_id, next_at):
        # A process with other rules wrote last what is owed; left so, the days of now would fall silent.
        await unit.duties.replace(case_id, duties, next_at)


@dataclass(frozen=True, slots=True)
class _Reached:
    """A case on the last day whose stages are due."""

    case: Case
    office: Office
    day: date
    rulebook: Rulebook
    now: datetime

    async def tell(self, duty: Duty, unit: UnitOfWork) -> None:
        """Keep what people are to be told of a duty, unless its stage was told before.

        What is caught up before today's hour is told as it stands today: at its hour, the same card
        would come again.
        """
        stage = stage_on(self.case, duty, self.day, self.rulebook)
        if stage is None or not await self._permit(duty, stage, unit):
            return
        latest = stage_on(self.case, duty, self.rulebook.day(self.now), self.rulebook)
        if latest is not None and latest != stage:
            if not await self._permit(duty, latest, unit):
                return
            stage = latest
        people = self._people(duty, stage, passed_on=await self._passed_on(duty, stage, unit))
        if not people:
            raise NobodyToTell
        await unit.reminders.put(
            [
                ReminderItem(
                    staff_id=person,
                    case_id=self.case.id,
                    kind=duty.kind,
                    audience=duty.audience,
                    due_on=duty.due_on,
                    stage=stage,
                )
                for person in people
            ]
        )

    async def _permit(self, duty: Duty, stage: int, unit: UnitOfWork) -> bool:
        return await unit.reminders.permit(self._permission(duty, stage), self.now)

    async def _passed_on(self, duty: Duty, stage: int, unit: UnitOfWork) -> bool:
        """Tell whether BGF and management know this stage already: only who owes it has changed (A36)."""
        if duty.kind in OWED_BY_SEVERAL:
            return False
        return await unit.reminders.passed_on(self._permission(duty, stage))

    def _permission(self, duty: Duty, stage: int) -> Permission:
        return Permission(
            case_id=self.case.id, kind=duty.kind, audience=duty.audience, stage=stage, due_on=duty.due_on
        )

    def _people(self, duty: Duty, stage: int, *, passed_on: bool) -> tuple[StaffId, ...]:
        """Name who stands for the offices that are told, each once; nobody the case is kept from (A26)."""
        passed_over, today = conflicted(self.case, self.office), self.rulebook.day(self.now)
        chosen = [
            person
            for audience in told(self.case, duty, stage, today, self.rulebook, passed_on=passed_on)
            for person in recipients(audience, self.office, today, conflicted=passed_over)
        ]
        return tuple(dict.fromkeys(chosen))


def _last_day_reminded(rulebook: Rulebook, now: datetime) -> date:
    """Return the last day whose hour of reminding is over: before it, today's stages are not due yet."""
    today = rulebook.day(now)
    return today if rulebook.reminder_at(today) <= now else today - _ONE_DAY
