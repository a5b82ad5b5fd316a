"""After a day whoever reported a case is told that it is not lost, and nobody else is, on every store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

import pytest

from casework.errors import CaseNotFound, SightOver
from casework.ports import UnitsOfWork
from procedure.case import Case
from procedure.vocabulary import CaseId, CaseState, StaffId
from tests.support.builders import EMPLOYEE, FRONT_DESK, TEAM_B, TEAM_LEAD_A, a_case, a_reaction
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

LATER = timedelta(hours=24, seconds=1)
SENTENCE = (
    "Von Ihnen erfasste Vorgänge sehen Sie 24 Stunden lang. KRM-2026-0042 ist erfasst und wird bearbeitet. "
    "Fragen dazu beantwortet das BGF."
)
NOBODY_KNOWS = "Diesen Vorgang gibt es nicht, oder er liegt nicht in Ihrer Zuständigkeit."


@pytest.fixture
def house(units: UnitsOfWork) -> House:
    return House(units=cast("FakeUnitsOfWork", units), ids=(str(uuid4()) for _ in iter(int, 1)))


def of_team_b(**overrides: Any) -> Case:  # noqa: ANN401 - any field of a case
    return a_case(
        id=CaseId(str(uuid4())), number="KRM-2026-0042", reaction=a_reaction(teams=(TEAM_B,)), **overrides
    )


def confidential() -> Case:
    case = of_team_b()
    return replace(case, reaction=replace(case.reaction, confidential=True))


async def answers(house: House, case: Case, who: StaffId, number: str) -> set[tuple[type, str]]:
    """Return what typing the number and pressing a button of the case are answered with."""
    refused = set()
    for asking in (house.number(number, who), house.look(case, who)):
        with pytest.raises(CaseNotFound) as error:
            await asking
        refused.add((error.type, str(error.value)))
    return refused


async def test_whoever_reported_a_case_hears_after_a_day_that_it_is_not_lost(house: House) -> None:
    case = of_team_b()
    await house.has(case)
    house.now = case.registered_at + timedelta(hours=24)
    assert (await house.number(case.number, FRONT_DESK)).number == case.number
    house.now = case.registered_at + LATER
    assert await answers(house, case, FRONT_DESK, " krm-2026-0042 ") == {(SightOver, SENTENCE)}
    waiting = await house.receive(FRONT_DESK)
    with pytest.raises(SightOver):
        await house.put(waiting, case.number, FRONT_DESK)


async def test_nobody_else_can_tell_a_case_by_it_from_a_number_that_was_never_given(house: House) -> None:
    case, unknown = of_team_b(), of_team_b()
    await house.has(case)
    house.now = case.registered_at + LATER
    for who in (EMPLOYEE, TEAM_LEAD_A, StaffId("00000000-0000-4000-8000-00000000ffff"), StaffId("")):
        assert await answers(house, case, who, case.number) == {(CaseNotFound, NOBODY_KNOWS)}
    for who in (FRONT_DESK, EMPLOYEE):
        assert await answers(house, unknown, who, "KRM-2026-0043") == {(CaseNotFound, NOBODY_KNOWS)}


KEPT: dict[str, Callable[[], Case]] = {
    "confidential": confidential,
    "about her": lambda: of_team_b(excluded=(FRONT_DESK,)),
    "anonymised": lambda: of_team_b(state=CaseState.ANONYMISED),
}


@pytest.mark.parametrize("kept", KEPT)
async def test_what_is_kept_from_her_stays_so(house: House, kept: str) -> None:
    case = KEPT[kept]()
    await house.has(case)
    house.now = case.registered_at + LATER
    assert await answers(house, case, FRONT_DESK, case.number) == {(CaseNotFound, NOBODY_KNOWS)}
