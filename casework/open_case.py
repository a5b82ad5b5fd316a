"""Reads a case. Reading the full text is an event of its own in the record (privacy, R50)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from casework.changing import situation_of
from casework.commands import OpenCase
from casework.errors import CaseNotFound, StaleCase
from casework.linked import linked_cases
from casework.merge import possible_duplicates
from casework.permissions import REPORTER_SIGHT, may_open
from casework.ports import AuditEntry, Correction, StoredDocument, UnitOfWork, UnitsOfWork
from casework.reading import read_entry
from casework.transact import transact
from procedure.case import Case
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, CaseState, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCase:
    """A case with everything that lies with it, each oldest first."""

    case: Case
    office: Office
    documents: tuple[StoredDocument, ...]
    history: tuple[AuditEntry, ...]
    """Up to and including this reading."""
    corrections: tuple[Correction, ...]
    possible_duplicates: tuple[str, ...] = ()
    """For the BGF: numbers of cases that may be the same matter (A17)."""
    linked: tuple[Case, ...] = ()
    """The cases that this one and its record name, whoever may see them."""


async def look(
    units: UnitsOfWork, case_id: CaseId, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> tuple[Case, Office]:
    """Load a case as it stands; CaseNotFound for those who may not see it."""
    async with units(reads_only=True) as unit:
        at = await situation_of(await unit.cases.get(case_id), actor, unit, rulebook=rulebook, now=now)
    return at.case, at.office


async def open_case(
    units: UnitsOfWork, command: OpenCase, *, rulebook: Rulebook, now: datetime
) -> OpenedCase:
    """Load a case for reading its full text and write down who read it, in which office."""
    return await transact(units, partial(_open, command, rulebook, now))


async def _open(command: OpenCase, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> OpenedCase:
    case = await unit.cases.get(command.case_id)
    at = await situation_of(case, command.actor, unit, rulebook=rulebook, now=now)
    if not may_open(at.case, at.actor):
        raise CaseNotFound
    if at.case.state is CaseState.ANONYMISED:
        raise StaleCase(at.case)  # nothing to read; nobody's reading is to be written down
    documents = tuple(await unit.documents.of_case(at.case.id))
    history = tuple(await unit.audit.of_case(at.case.id))
    corrections = tuple(await unit.corrections.of_case(at.case.id))
    duplicates = await possible_duplicates(at, unit) if at.actor.is_bgf else ()
    linked = await linked_cases(at.case, unit, history=history, corrections=corrections)
    reading = read_entry(at, "FullTextOpened")
    await unit.audit.append([reading])
    return OpenedCase(
        case=at.case,
        office=at.office,
        documents=documents,
        history=(*history, reading),
        corrections=corrections,
        possible_duplicates=duplicates,
        linked=linked,
    )


async def recorded_by_command(
    units: UnitsOfWork, command_id: str, actor: StaffId, *, now: datetime
) -> Case | None:
    """Load the case that a person's own command led to, to answer its repetition.

    For as long as she sees her own report: the answer says who leads it and until when.
    """
    async with units(reads_only=True) as unit:
        case_id = await unit.commands.case_of(command_id)
        case = await unit.cases.get(case_id) if case_id is not None else None
    own = case is not None and case.registered_by == actor
    return case if own and case is not None and now - case.registered_at <= REPORTER_SIGHT else None
