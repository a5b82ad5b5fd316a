"""The same suite for everything that implements the ports."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from casework.ports import UnitsOfWork
from storage.engine import create_engine
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import an_office
from tests.support.fakes import FakeUnitsOfWork

NOW = datetime(2026, 12, 3, 9, 14, tzinfo=UTC)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def units(request: pytest.FixtureRequest, key_ring: KeyRing) -> AsyncIterator[UnitsOfWork]:
    """Return units of work over an empty store with the invented office in it."""
    if request.param == "fake":
        yield FakeUnitsOfWork(an_office())
        return
    url = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    engine = create_engine(url)
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), NOW)
    yield SqlUnitsOfWork(engine, key_ring)
    await engine.dispose()
