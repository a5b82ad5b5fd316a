"""A database with the invented office in it, on both kinds."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.keys import KeyRing
from storage.outbox import SqlOutbox
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import a_case, an_office

NOW = datetime(2026, 12, 3, 9, 14, tzinfo=UTC)


@pytest.fixture
async def office_engine(engine: AsyncEngine, key_ring: KeyRing) -> AsyncEngine:
    """Return a database that knows the invented office."""
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), NOW)
    return engine


@pytest.fixture
def outbox(office_engine: AsyncEngine) -> SqlOutbox:
    """Return the outbox of that database."""
    return SqlOutbox(office_engine)


@pytest.fixture
async def units(office_engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    """Return units of work over a database that knows the invented office and ``a_case()``."""
    units = SqlUnitsOfWork(office_engine, key_ring)
    async with units() as unit:
        await unit.cases.add(a_case())
        await unit.commit()
    return units
