"""Reads a case. Reading the full text is an event of its own in the record (privacy, R50)."""

from datetime import datetime
from functools import partial

from casework.commands import OpenCase
from casework.errors import CaseNotFound
from casework.permissions import may_open, viewpoint_of
from casework.ports import AuditEntry, UnitOfWork, UnitsOfWork
from casework.transact import transact
from procedure.actor import Actor
from procedure.case import Case
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.standing import office_of
from procedure.vocabulary import CaseId, Role, StaffId


async def look(
    units: UnitsOfWork, case_id: CaseId, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> tuple[Case, Office]:
    """Load a case as it stands; CaseNotFound for those who may not see it."""
    async with units(reads_only=True) as unit:
        case = await unit.cases.get(case_id)
        office = await unit.staff.office()
    if case is None or viewpoint_of(case, Actor.of(actor, office, rulebook.day(now)), now) is None:
        raise CaseNotFound
    return case, office


async def open_case(
    units: UnitsOfWork, command: OpenCase, *, rulebook: Rulebook, now: datetime
) -> tuple[Case, Office]:
    """Load a case for reading its full text and write down who read it, in which office."""
    return await transact(units, partial(_open, command, rulebook, now))


async def _open(
    command: OpenCase, rulebook: Rulebook, now: datetime, unit: UnitOfWork
) -> tuple[Case, Office]:
    case = await unit.cases.get(command.case_id)
    office = await unit.staff.office()
    actor = Actor.of(command.actor, office, rulebook.day(now))
    if case is None or not may_open(case, actor):
        raise CaseNotFound
    role = office_of(case, actor)
    await unit.audit.append(
        [
            AuditEntry(
                case_id=case.id,
                at=now,
                actor=command.actor,
                role=role,
                on_behalf=role is Role.DEPUTY,
                event="FullTextOpened",
                details={},
            )
        ]
    )
    return case, office


async def recorded_by_command(units: UnitsOfWork, command_id: str, actor: StaffId) -> Case | None:
    """Load the case that a person's own command led to, to answer its repetition."""
    async with units(reads_only=True) as unit:
        case_id = await unit.commands.case_of(command_id)
        case = await unit.cases.get(case_id) if case_id is not None else None
    return case if case is not None and case.registered_by == actor else None
