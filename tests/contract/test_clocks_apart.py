"""Two machines' clocks a few seconds apart at eight: who is behind leaves the messages to who tells eight."""

from datetime import timedelta

import pytest

from casework.clocks import CLOCKS_APART
from casework.ports import UnitsOfWork
from procedure.duties import Duty
from procedure.vocabulary import CaseId
from tests.contract.reminded import ACKNOWLEDGE, ANSWER, EIGHT, an_item, bundled, keep_owing, messages
from tests.support.builders import BGF, CASE_ID, a_case

OTHER = CaseId("6f9619ff-8b86-4d01-b42d-00c04fc964fe")
TOMORROW = EIGHT + timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def half_told(units: UnitsOfWork) -> UnitsOfWork:
    """Two cases are told at eight; the machine whose clock is ahead has told one of them."""
    await keep_owing(units, a_case(), {ACKNOWLEDGE: EIGHT})
    await keep_owing(units, a_case(id=OTHER, number="KRM-2026-0002"), {ANSWER: EIGHT})
    await tell(units, CASE_ID, ACKNOWLEDGE)
    return units


async def tell(units: UnitsOfWork, case_id: CaseId, duty: Duty) -> None:
    async with units() as unit:
        await unit.reminders.put([an_item(BGF, duty, case_id=case_id)])
        assert await unit.reminders.advance(case_id, {duty: TOMORROW})
        await unit.commit()


async def test_a_clock_that_is_behind_sends_no_message_while_eight_is_being_told(
    half_told: UnitsOfWork,
) -> None:
    assert await bundled(half_told, EIGHT - CLOCKS_APART) == 0
    await tell(half_told, OTHER, ANSWER)
    assert await bundled(half_told, EIGHT - CLOCKS_APART) == 1
    assert await messages(half_told) == [(BGF, [an_item(), an_item(BGF, ANSWER, case_id=OTHER)])]


async def test_what_is_due_only_later_keeps_no_message_back(half_told: UnitsOfWork) -> None:
    assert await bundled(half_told, EIGHT - CLOCKS_APART - SECOND) == 1
