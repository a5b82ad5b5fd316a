"""An office in memory with the default readings."""

from zoneinfo import ZoneInfo

import pytest

from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import WorkingCalendar
from tests.support.builders import an_office
from tests.support.fakes import FakeUnitsOfWork


@pytest.fixture
def units() -> FakeUnitsOfWork:
    return FakeUnitsOfWork(an_office())


@pytest.fixture
def rulebook() -> Rulebook:
    switches = Switches()
    return Rulebook(
        switches=switches,
        calendar=WorkingCalendar.from_switches(switches),
        timezone=ZoneInfo("Europe/Berlin"),
    )
