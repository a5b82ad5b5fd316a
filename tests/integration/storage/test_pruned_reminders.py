"""What was told of a deadline is kept as long as it could be told again, and no longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.case import Case
from procedure.case_parts import Closing
from procedure.duties import duties_of
from procedure.vocabulary import AnswerKind, CaseState, Outcome
from storage.engine import reading
from storage.housekeeping import prune
from storage.outbox import SqlOutbox
from storage.tables import outbox as rows
from storage.tables import reminder_items, reminder_permissions, weekly_summaries
from storage.unit_of_work import SqlUnitsOfWork
from tests.contract.reminded import ACKNOWLEDGE, a_permission, an_item
from tests.integration.storage.outbox_rows import LEASE
from tests.support.builders import BGF, CASE_ID, TEAM_LEAD_A, a_case
from tests.support.house import RULEBOOK

NOW = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
LONG_AFTER = NOW + timedelta(days=91)


async def told(units: SqlUnitsOfWork) -> None:
    """Permit one stage, keep it for two people and make their messages."""
    async with units() as unit:
        await unit.duties.replace(CASE_ID, [ACKNOWLEDGE], {ACKNOWLEDGE: NOW})
        assert await unit.reminders.permit(a_permission(), NOW)
        await unit.reminders.put([an_item(BGF), an_item(TEAM_LEAD_A)])
        await unit.reminders.advance(CASE_ID, {ACKNOWLEDGE: NOW + timedelta(days=1)})
        assert await unit.reminders.bundle(NOW) == 2
        await unit.commit()


async def count(engine: AsyncEngine, table: Any) -> int:  # noqa: ANN401 - any table
    async with reading(engine) as connection:
        number: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return number


async def change(units: SqlUnitsOfWork, case: Case) -> None:
    """Store a case's next version with what is owed then."""
    async with units() as unit:
        await unit.cases.save(case)
        await unit.duties.replace(case.id, duties_of(case, RULEBOOK))
        await unit.commit()


def closed(*, filed: bool, at: datetime = NOW) -> Case:
    closing = Closing(outcome=Outcome.UNFOUNDED, answer=AnswerKind.SENT, closed_at=at, closed_by=TEAM_LEAD_A)
    return a_case(
        version=2,
        state=CaseState.CLOSED,
        handover=None,
        closing=closing,
        recorded_in_tool_at=NOW,
        filed_at=NOW if filed else None,
    )


async def test_what_a_delivered_message_was_about_goes_with_it_and_the_rest_stays(
    units: SqlUnitsOfWork, outbox: SqlOutbox, office_engine: AsyncEngine
) -> None:
    await told(units)
    first, second = await outbox.claim(NOW, 9, LEASE, "worker")
    await outbox.delivered(first, NOW)
    await outbox.dead(second, "removed", NOW)
    assert await prune(office_engine, NOW) == 0, "not before its time"
    assert await count(office_engine, reminder_items) == 2
    await prune(office_engine, LONG_AFTER)
    assert await count(office_engine, reminder_items) == 1
    async with units(reads_only=True) as unit:
        assert len(await unit.reminders.of_message(second.id)) == 1, "she may still come back"


async def test_what_waits_for_its_message_stays(units: SqlUnitsOfWork, office_engine: AsyncEngine) -> None:
    async with units() as unit:
        await unit.reminders.put([an_item(BGF)])
        await unit.commit()
    await prune(office_engine, LONG_AFTER)
    assert await count(office_engine, reminder_items) == 1


async def test_the_permissions_of_an_open_case_stay(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    await told(units)
    await prune(office_engine, LONG_AFTER)
    assert await count(office_engine, reminder_permissions) == 1
    async with units() as unit:
        assert not await unit.reminders.permit(a_permission(), LONG_AFTER)


@pytest.mark.parametrize(
    ("case", "left"),
    [
        (closed(filed=True), 0),
        (closed(filed=False), 1),
        (closed(filed=True, at=LONG_AFTER), 1),
        (replace(closed(filed=True), state=CaseState.ANONYMISED), 0),
    ],
    ids=["closed long ago", "still to be filed", "closed lately", "anonymised"],
)
async def test_the_permissions_of_a_case_are_forgotten_when_it_is_long_over_and_nothing_is_owed(
    units: SqlUnitsOfWork, office_engine: AsyncEngine, case: Case, left: int
) -> None:
    await told(units)
    await change(units, case)
    await prune(office_engine, LONG_AFTER - timedelta(days=1))
    assert await count(office_engine, reminder_permissions) == left


async def test_a_week_keeps_its_facts_when_its_message_goes(
    units: SqlUnitsOfWork, outbox: SqlOutbox, office_engine: AsyncEngine
) -> None:
    async with units() as unit:
        assert await unit.weekly.keep("2026-W50", "{}", NOW)
        await unit.commit()
    (row,) = await outbox.claim(NOW, 9, LEASE, "worker")
    await outbox.delivered(row, NOW)
    assert await prune(office_engine, LONG_AFTER) == 1
    assert (await count(office_engine, rows), await count(office_engine, weekly_summaries)) == (0, 1)
    async with units(reads_only=True) as unit:
        assert await unit.weekly.is_made("2026-W50")
