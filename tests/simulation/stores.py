"""One store and two processes at it: in memory, or two engines on one database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import UnitsOfWork
from casework.reminding_ports import ReminderItem
from procedure.case import Case
from procedure.notice_kind import NoticeKind
from procedure.office import Office
from procedure.vocabulary import CaseId
from storage.engine import create_engine
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import cases as case_rows
from storage.tables import outbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.simulation.office import a_large_office
from tests.simulation.rules import Owed, Told
from tests.support.fakes import FakeUnitsOfWork

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sent:
    """One message that is owed to a person."""

    person: str
    at: datetime
    items: tuple[ReminderItem, ...]

    @property
    def says(self) -> tuple[Told, ...]:
        """What it is about, in the oracle's words."""
        return tuple(
            Told(Owed(item.case_id, item.kind, str(item.audience), item.due_on), item.stage or 0)
            for item in self.items
        )


class Store(Protocol):
    """What the simulation asks of a store."""

    @property
    def processes(self) -> tuple[UnitsOfWork, UnitsOfWork]:
        """The same store as two processes have it."""

    async def new_messages(self) -> list[Sent]:
        """Return the reminders owed since the last time."""

    async def cases(self) -> list[Case]:
        """Return all cases as they stand; the same object for the same version."""

    async def office(self) -> Office:
        """Return the roster as it stands."""


class MemoryStore:
    """Everything in memory; what has been sent is taken out, so that two years stay fast."""

    def __init__(self) -> None:
        self._units = FakeUnitsOfWork(a_large_office())

    @property
    def processes(self) -> tuple[UnitsOfWork, UnitsOfWork]:
        """The same memory twice."""
        return self._units, self._units

    async def new_messages(self) -> list[Sent]:
        """Return the reminders owed since the last time."""
        state = self._units.committed
        sent = [
            Sent(person, at, tuple(item for item, part_of in state.reminders if part_of == message))
            for message, person, at in state.bundles
        ]
        waiting = tuple((item, message) for item, message in state.reminders if message is None)
        self._units.committed = replace(state, reminders=waiting, bundles=(), audit=(), notices=())
        return sent

    async def cases(self) -> list[Case]:
        """Return all cases."""
        return list(self._units.committed.cases.values())

    async def office(self) -> Office:
        """Return the roster."""
        return self._units.office


@dataclass
class DatabaseStore:
    """Two engines on one database, as two processes have them."""

    engines: tuple[AsyncEngine, AsyncEngine]
    processes: tuple[UnitsOfWork, UnitsOfWork]
    _seen: set[str] = field(default_factory=set)
    _cases: dict[str, Case] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncIterator["DatabaseStore"]:
        """Open a migrated, empty database and move the invented office in."""
        engines = (create_engine(url), create_engine(url))
        keys = KeyRing.generate()
        await SqlStaff(engines[0], keys).apply_roster(Roster(a_large_office()), BEGIN)
        first, second = (SqlUnitsOfWork(engine, keys) for engine in engines)
        try:
            yield cls(engines, (first, second))
        finally:
            for engine in engines:
                await engine.dispose()

    async def new_messages(self) -> list[Sent]:
        """Return the reminders owed since the last time."""
        wanted = select(outbox.c.id, outbox.c.staff_id, outbox.c.due_at).where(
            outbox.c.kind == NoticeKind.REMINDER
        )
        async with self.engines[0].connect() as connection:
            rows = [row for row in await connection.execute(wanted) if row.id not in self._seen]
        self._seen |= {row.id for row in rows}
        async with self.processes[0](reads_only=True) as unit:
            return [
                Sent(row.staff_id, row.due_at, tuple(await unit.reminders.of_message(row.id))) for row in rows
            ]

    async def cases(self) -> list[Case]:
        """Return all cases; only those that have changed are read."""
        async with self.engines[0].connect() as connection:
            rows = list(await connection.execute(select(case_rows.c.id, case_rows.c.version)))
        async with self.processes[0](reads_only=True) as unit:
            for row in rows:
                known = self._cases.get(row.id)
                if known is None or known.version != row.version:
                    found = await unit.cases.get(CaseId(row.id))
                    assert found is not None
                    self._cases[row.id] = found
        return list(self._cases.values())

    async def office(self) -> Office:
        """Return the roster."""
        async with self.processes[0](reads_only=True) as unit:
            return await unit.staff.office()
