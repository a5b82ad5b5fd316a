"""Takes one step of the life cycle with a case, as the person who pressed saw it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from casework.commands import TakeStep
from casework.errors import CaseNotFound, StaleCase
from casework.permissions import viewpoint_of
from casework.ports import UnitOfWork, UnitsOfWork
from casework.record import record
from casework.transact import transact
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import decide, permitted
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.steps import AskDeputy
from procedure.vocabulary import CaseId


async def take_step(
    units: UnitsOfWork, command: TakeStep, *, rulebook: Rulebook, now: datetime
) -> tuple[Case, Office]:
    """Apply a step once. Returns the case as it stands afterwards, and the roster it was judged by.

    Raises CaseNotFound (also for those who may not see it), StaleCase (the card is older than the
    case), or the rules' refusals; then nothing has changed.
    """
    return await transact(units, partial(_take_step, command, rulebook, now))


async def _take_step(
    command: TakeStep, rulebook: Rulebook, now: datetime, unit: UnitOfWork
) -> tuple[Case, Office]:
    case = await unit.cases.get(command.case_id)
    office = await unit.staff.office()
    actor = Actor.of(command.actor, office, rulebook.day(now))
    if case is None or viewpoint_of(case, actor, now) is None:
        raise CaseNotFound
    if await unit.commands.case_of(command.command_id) == case.id:
        return case, office
    if case.version != command.version:
        raise StaleCase(case)
    at = Situation(case=case, actor=actor, office=office, now=now, rules=rulebook)
    changed, happened = decide(at, command.step)
    await unit.cases.save(changed)
    await record(unit, changed, happened, actor)
    await unit.commands.remember(command.command_id, case.id, now)
    return changed, office


async def due_handovers(units: UnitsOfWork, *, now: datetime) -> Sequence[CaseId]:
    """Name the cases whose waiting customer nobody has answered in time."""
    async with units(reads_only=True) as unit:
        return await unit.cases.due_handovers(now)


async def ask_deputy(units: UnitsOfWork, case_id: CaseId, *, rulebook: Rulebook, now: datetime) -> bool:
    """Ask the deputy for a customer whom nobody has answered in time; False if that is settled already.

    Two replicas may tick at once: the loser finds it done.
    """
    return await transact(units, partial(_ask_deputy, case_id, rulebook, now))


async def ask_deputy_at_once(
    units: UnitsOfWork, case_id: CaseId, *, rulebook: Rulebook, now: datetime
) -> bool:
    """Ask the deputy because whoever was asked first cannot be reached; False where nobody waits any more."""
    return await transact(units, partial(_ask_at_once, case_id, rulebook, now))


async def _ask_at_once(case_id: CaseId, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> bool:
    case = await unit.cases.get(case_id)
    if case is None:
        return False
    at = Situation(case=case, actor=Actor.system(), office=await unit.staff.office(), now=now, rules=rulebook)
    if not permitted(at, AskDeputy):
        return False
    await _ask(at, unit)
    return True


async def _ask_deputy(case_id: CaseId, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> bool:
    case = await unit.cases.get(case_id)
    if case is None or case_id not in await unit.cases.due_handovers(now):
        return False
    office = await unit.staff.office()
    await _ask(Situation(case=case, actor=Actor.system(), office=office, now=now, rules=rulebook), unit)
    return True


async def _ask(at: Situation, unit: UnitOfWork) -> None:
    changed, happened = decide(at, AskDeputy(timed_out=True))
    await unit.cases.save(changed)
    await record(unit, changed, happened, Actor.system())
