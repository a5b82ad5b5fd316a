"""Each reminder of a year's report is sent once: every store sees to it (R47)."""

import asyncio

from casework.measures_due import remind_of_measures
from casework.ports import UnitsOfWork
from tests.contract.test_reports import MEASURE, NOW, write
from tests.support.builders import REGISTERED_AT
from tests.support.house import RULEBOOK


async def test_a_reminder_is_marked_once(units: UnitsOfWork) -> None:
    async def mark(year: int, days: int) -> bool:
        async with units() as unit:
            marked = await unit.report_reminders.mark(year, days, NOW)
            await unit.commit()
        return marked

    assert sorted(await asyncio.gather(*(mark(2026, 28) for _ in range(3)))) == [False, False, True]
    assert await mark(2026, 14)
    assert await mark(2027, 28)


async def test_what_is_undone_is_not_marked(units: UnitsOfWork) -> None:
    async with units() as unit:
        assert await unit.report_reminders.mark(2026, 28, NOW)
    async with units() as unit:
        assert await unit.report_reminders.mark(2026, 28, NOW)


async def test_the_message_is_owed_with_the_mark(units: UnitsOfWork) -> None:
    """A kind that the outbox did not know would be refused here."""
    await write(units, MEASURE)
    at = REGISTERED_AT.replace(year=2027, month=3, day=1)

    assert await remind_of_measures(units, RULEBOOK, at)
    assert not await remind_of_measures(units, RULEBOOK, at)
    async with units(reads_only=True) as unit:
        (marked,) = await unit.reports.measures(2026)
    assert (marked.reminded_on, marked.row_version) == (at.date(), 1)
