"""Cases, record, notices, commands, duties, links and corrections in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from casework.errors import VersionConflict
from casework.notices import Notice
from casework.ports import NEVER, AuditEntry, Correction
from procedure.case import Case
from procedure.duties import Duty
from procedure.vocabulary import CaseId
from tests.support.fake_state import State, Transaction


def same_number(number: str) -> str:
    """Bring a customer number to the form in which two of them are compared."""
    return "".join(number.split()).upper()


class FakeCaseStore:
    """The cases in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def allocate_number(self, year: int) -> str:
        """Return the year's next number."""
        state = await self._unit.write()
        number = state.numbers.get(year, 0) + 1
        self._unit.replace_with(replace(state, numbers=state.numbers | {year: number}))
        return f"KRM-{year}-{number:04d}"

    async def add(self, case: Case) -> None:
        """Keep a new case."""
        state = await self._unit.write()
        taken = {kept.number for kept in state.cases.values()}
        if case.id in state.cases or case.number in taken:
            raise VersionConflict
        self._keep(state, case)

    async def get(self, case_id: CaseId) -> Case | None:
        """Load a case."""
        return self._unit.read().cases.get(case_id)

    async def find_by_number(self, number: str) -> Case | None:
        """Load a case by its number."""
        return next((case for case in self._unit.read().cases.values() if case.number == number), None)

    async def save(self, case: Case) -> None:
        """Keep the next version of a case."""
        state = await self._unit.write()
        kept = state.cases.get(case.id)
        if kept is None or kept.version != case.version - 1:
            raise VersionConflict
        self._keep(state, case)

    async def of_customer(self, number: str) -> Sequence[CaseId]:
        """Name the cases of a customer number, oldest first."""
        wanted = same_number(number)
        found = [
            (case.registered_at, case.id)
            for case in self._unit.read().cases.values()
            if wanted and same_number(case.reaction.customer.number) == wanted
        ]
        return [case_id for _, case_id in sorted(found)]

    async def due_handovers(self, now: datetime) -> Sequence[CaseId]:
        """Name the cases whose waiting customer is to be passed on to the deputy, longest waiting first."""
        due = [
            (case.handover.due_at, case.id)
            for case in self._unit.read().cases.values()
            if case.handover is not None
            and case.handover.is_open
            and case.handover.deputy_asked_at is None
            and case.handover.due_at <= now
        ]
        return [case_id for _, case_id in sorted(due)]

    def _keep(self, state: State, case: Case) -> None:
        self._unit.replace_with(replace(state, cases=state.cases | {case.id: case}))


class FakeAuditLog:
    """The record in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Add entries."""
        state = await self._unit.write()
        copies = tuple(replace(entry, details=dict(entry.details)) for entry in entries)
        self._unit.replace_with(replace(state, audit=state.audit + copies))

    async def of_case(self, case_id: CaseId) -> Sequence[AuditEntry]:
        """Return a case's entries, oldest first."""
        return [entry for entry in self._unit.read().audit if entry.case_id == case_id]


class FakeNoticeBoard:
    """The outbox in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def put(self, notices: Sequence[Notice]) -> None:
        """Queue notices."""
        state = await self._unit.write()
        self._unit.replace_with(replace(state, notices=state.notices + tuple(notices)))


class FakeProcessedCommands:
    """The processed commands in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def case_of(self, command_id: str) -> CaseId | None:
        """Return the case a command led to."""
        return self._unit.read().commands.get(command_id)

    async def remember(self, command_id: str, case_id: CaseId, at: datetime) -> None:
        """Note that a command has had its effect."""
        state = await self._unit.write()
        if at.tzinfo is None:
            message = "Ein Zeitpunkt braucht eine Zeitzone."
            raise ValueError(message)
        if command_id in state.commands:
            raise VersionConflict
        self._unit.replace_with(replace(state, commands=state.commands | {command_id: case_id}))


class FakeDutyBoard:
    """What is owed, in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def replace(
        self, case_id: CaseId, duties: Sequence[Duty], remind_at: Mapping[Duty, datetime] = NEVER
    ) -> None:
        """Keep these as all that is owed about a case, and when each is to be told next."""
        state = await self._unit.write()
        told = {(case_id, duty): at for duty, at in remind_at.items() if duty in duties}
        others = {key: at for key, at in state.remind_at.items() if key[0] != case_id}
        state = replace(state, remind_at=others | told)
        self._unit.replace_with(replace(state, duties=state.duties | {case_id: tuple(duties)}))


class FakeUsedLinks:
    """Links that work once, in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def use(self, link_id: str, expires_at: datetime) -> bool:  # noqa: ARG002 - nothing is forgotten here
        """Note that a link is used up; False if it was before."""
        state = await self._unit.write()
        self._unit.replace_with(replace(state, links=state.links | {link_id}))
        return link_id not in state.links

    async def is_used(self, link_id: str) -> bool:
        """Tell whether a link is used up."""
        return link_id in self._unit.read().links


class FakeCorrections:
    """The history of what was typed, in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def append(self, corrections: Sequence[Correction]) -> None:
        """Add corrections."""
        state = await self._unit.write()
        self._unit.replace_with(replace(state, corrections=state.corrections + tuple(corrections)))

    async def of_case(self, case_id: CaseId) -> Sequence[Correction]:
        """Return a case's corrections, oldest first."""
        return [c for c in self._unit.read().corrections if c.case_id == case_id]
