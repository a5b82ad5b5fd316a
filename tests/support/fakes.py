"""The ports in memory. They pass the same contract suite as the store (``tests/contract``)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from casework.errors import VersionConflict
from casework.notices import Notice
from casework.ports import AuditEntry
from procedure.case import Case
from procedure.office import Office
from procedure.vocabulary import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What has been committed. Never changed in place: a unit of work replaces it whole."""

    cases: dict[CaseId, Case] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    audit: tuple[AuditEntry, ...] = ()
    notices: tuple[Notice, ...] = ()
    commands: dict[str, CaseId] = field(default_factory=dict)


class FakeUnitsOfWork:
    """Opens transactions on memory. ``office`` may be exchanged between transactions.

    As with the databases, the first write of a transaction waits until the writer before it has ended.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.committed = _State()
        self.writer = asyncio.Lock()

    @property
    def cases_by_id(self) -> dict[CaseId, Case]:
        """All committed cases."""
        return dict(self.committed.cases)

    @property
    def notices_put(self) -> list[Notice]:
        """All committed notices, in the order in which they were put."""
        return list(self.committed.notices)

    @property
    def audit_entries(self) -> list[AuditEntry]:
        """All committed audit entries, oldest first."""
        return list(self.committed.audit)

    @property
    def commands_processed(self) -> dict[str, CaseId]:
        """The committed command ids, each with the case it led to."""
        return dict(self.committed.commands)

    def __call__(self, *, reads_only: bool = False) -> "FakeUnitOfWork":  # noqa: ARG002 - readers never wait here
        """Return a new unit of work."""
        return FakeUnitOfWork(self)


class FakeUnitOfWork:
    """One transaction; it is case store, audit log, notice board, command list and roster at once."""

    def __init__(self, store: FakeUnitsOfWork) -> None:
        self._store = store
        self._pending: _State | None = None
        self._open = False
        self.cases = FakeCaseStore(self)
        self.audit = FakeAuditLog(self)
        self.notices = FakeNoticeBoard(self)
        self.commands = FakeProcessedCommands(self)
        self.staff = FakeStaffDirectory(self)

    async def __aenter__(self) -> Self:
        self._open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._end()

    async def commit(self) -> None:
        """Make everything durable at once; the unit of work has ended then."""
        if self._pending is not None:
            self._store.committed = self._pending
        self._end()

    def office(self) -> Office:
        """Return the roster as it stands."""
        self.read()
        return self._store.office

    def read(self) -> _State:
        """Return what this transaction sees: the committed state and its own writes."""
        if not self._open:
            message = "This unit of work has ended or was never entered."
            raise RuntimeError(message)
        return self._pending or self._store.committed

    async def write(self) -> _State:
        """Become the writer and return the state to build on."""
        self.read()
        if self._pending is None:
            async with asyncio.timeout(5):  # a nested writer would wait for itself for ever
                await self._store.writer.acquire()
            self._pending = self._store.committed
        return self._pending

    def replace_with(self, state: _State) -> None:
        """Keep a new pending state; only after ``write``."""
        self._pending = state

    def _end(self) -> None:
        self._open = False
        if self._pending is not None:
            self._pending = None
            self._store.writer.release()


class FakeCaseStore:
    """The cases in memory."""

    def __init__(self, unit: FakeUnitOfWork) -> None:
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

    def _keep(self, state: _State, case: Case) -> None:
        self._unit.replace_with(replace(state, cases=state.cases | {case.id: case}))


class FakeAuditLog:
    """The record in memory."""

    def __init__(self, unit: FakeUnitOfWork) -> None:
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

    def __init__(self, unit: FakeUnitOfWork) -> None:
        self._unit = unit

    async def put(self, notices: Sequence[Notice]) -> None:
        """Queue notices."""
        state = await self._unit.write()
        self._unit.replace_with(replace(state, notices=state.notices + tuple(notices)))


class FakeProcessedCommands:
    """The processed commands in memory."""

    def __init__(self, unit: FakeUnitOfWork) -> None:
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


class FakeStaffDirectory:
    """The roster in memory."""

    def __init__(self, unit: FakeUnitOfWork) -> None:
        self._unit = unit

    async def office(self) -> Office:
        """Load the roster as it stands."""
        return self._unit.office()
