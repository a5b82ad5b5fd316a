"""An office in memory with the default readings."""

import pytest

from procedure.rulebook import Rulebook
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def units(house: House) -> FakeUnitsOfWork:
    return house.units


@pytest.fixture
def rulebook() -> Rulebook:
    return RULEBOOK
