"""Takes one step of the life cycle with a case, as the person who pressed saw it."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from casework.commands import TakeStep
from casework.errors import CaseNotFound, StaleCase, VersionConflict
from casework.permissions import viewpoint_of
from casework.ports import UnitOfWork, UnitsOfWork
from casework.record import record
from casework.transact import transact
from procedure.actor import Actor
from procedure.case import Case
from procedure.errors import ProcedureError
from procedure.lifecycle import decide
from procedure.steps import AskDeputy
from procedure.vocabulary import CaseId


async def take_step(units: UnitsOfWork, command: TakeStep, *, now: datetime) -> Case:
    """Apply a step once. Returns the case as it stands afterwards.

    Raises CaseNotFound (also for those who may not see it), StaleCase (the card is older than the
    case), or the rules' refusals; then nothing has changed.
    """
    return await transact(units, partial(_take_step, command, now))


async def _take_step(command: TakeStep, now: datetime, unit: UnitOfWork) -> Case:
    case = await unit.cases.get(command.case_id)
    office = await unit.staff.office()
    actor = Actor.of(command.actor, office)
    if case is None or viewpoint_of(case, actor) is None:
        raise CaseNotFound
    if await unit.commands.case_of(command.command_id) == case.id:
        return case
    if case.version != command.version:
        raise StaleCase(case)
    changed, happened = decide(case, command.step, actor, now)
    await unit.cases.save(changed)
    await record(unit, changed, happened, actor)
    await unit.commands.remember(command.command_id, case.id, now)
    return changed


async def ask_deputies(units: UnitsOfWork, *, now: datetime) -> int:
    """Ask the deputy for every customer whom nobody has answered in time; return how many.

    Each case is its own transaction. Two replicas may tick at once: the loser finds it done.
    """
    async with units() as unit:
        due = await unit.cases.due_handovers(now)
    asked = 0
    for case_id in due:
        # Answered in this very moment: nothing left to do, and the others must not wait for it.
        with suppress(ProcedureError, VersionConflict):
            asked += await transact(units, partial(_ask_deputy, case_id, now))
    return asked


async def _ask_deputy(case_id: CaseId, now: datetime, unit: UnitOfWork) -> int:
    case = await unit.cases.get(case_id)
    if case is None or case_id not in await unit.cases.due_handovers(now):
        return 0
    changed, happened = decide(case, AskDeputy(timed_out=True), Actor.system(), now)
    await unit.cases.save(changed)
    await record(unit, changed, happened, Actor.system())
    return 1
