"""What monitoring is told: numbers alone, right on both databases, and read through indexes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.remind import POSTPONED
from casework.reminding_ports import ReminderItem
from procedure.duties import DutyKind, duties_of
from procedure.representation import Audience, AudienceKind
from storage.errors import DatabaseUnavailable
from storage.figures import read_figures
from storage.outbox import SqlOutbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.outbox_rows import NOW, a_notice, claim_one, put
from tests.support.builders import CASE_ID, DEPUTY_A, TEAM_A, a_case
from tests.support.house import RULEBOOK

TODAY = date(2026, 12, 3)


async def test_an_empty_store_owes_nothing_and_names_every_kind_of_duty(engine: AsyncEngine) -> None:
    figures = await read_figures(engine, NOW, RULEBOOK)

    assert (figures.outbox_open, figures.outbox_due, figures.dead_letters) == (0, 0, 0)
    assert (figures.oldest_open_at, figures.oldest_due_at) == (None, None)
    assert figures.duties_due == dict.fromkeys(DutyKind, 0)
    assert (figures.reminders_due, figures.reminders_failing, figures.reminders_waiting) == (0, 0, 0)


async def test_open_and_due_messages_and_the_oldest_are_counted(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    early, tomorrow = NOW - timedelta(minutes=7), NOW + timedelta(days=1)
    await put(units, a_notice(due_at=early), a_notice(due_at=tomorrow))

    figures = await read_figures(office_engine, NOW, RULEBOOK)

    assert (figures.outbox_open, figures.outbox_due) == (2, 1)
    assert figures.oldest_due_at == early
    written = figures.oldest_open_at
    assert written is not None
    assert written.tzinfo is not None
    assert abs(written - datetime.now(UTC)) < timedelta(minutes=5)  # the database's own clock


async def test_what_was_given_up_is_no_longer_open_but_dead(
    units: SqlUnitsOfWork, outbox: SqlOutbox, office_engine: AsyncEngine
) -> None:
    await put(units, a_notice())
    await outbox.dead(await claim_one(outbox), "nobody", NOW)

    figures = await read_figures(office_engine, NOW, RULEBOOK)

    assert (figures.outbox_open, figures.dead_letters) == (0, 1)


async def test_duties_count_from_the_day_they_are_due(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    owed = duties_of(a_case(), RULEBOOK)
    async with units() as unit:
        await unit.duties.replace(CASE_ID, owed, dict.fromkeys(owed, NOW))
        await unit.commit()
    first = min(duty.due_on for duty in owed)

    before = await read_figures(office_engine, RULEBOOK.reminder_at(first - timedelta(days=1)), RULEBOOK)
    on_the_day = await read_figures(office_engine, RULEBOOK.reminder_at(first), RULEBOOK)

    assert sum(before.duties_due.values()) == 0
    assert sum(on_the_day.duties_due.values()) == sum(duty.due_on == first for duty in owed)
    assert on_the_day.reminders_due == len(owed)
    assert (await read_figures(office_engine, NOW - timedelta(seconds=1), RULEBOOK)).reminders_due == 0


async def test_cases_whose_reminders_were_put_off_count_until_they_are_told(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    owed, eight = duties_of(a_case(), RULEBOOK), RULEBOOK.reminder_at(TODAY)
    async with units() as unit:
        await unit.duties.replace(CASE_ID, owed, dict.fromkeys(owed, eight))
        await unit.commit()
    assert len(owed) > 1
    assert (await read_figures(office_engine, eight, RULEBOOK)).reminders_failing == 0, "due, not put off"
    async with units() as unit:
        await unit.reminders.postpone(CASE_ID, eight + POSTPONED)
        await unit.commit()
    for later in (timedelta(), POSTPONED, timedelta(days=3)):
        assert (await read_figures(office_engine, eight + later, RULEBOOK)).reminders_failing == 1, later
    async with units() as unit:
        await unit.reminders.advance(CASE_ID, dict.fromkeys(owed, RULEBOOK.reminder_at(date(2026, 12, 4))))
        await unit.commit()
    assert (await read_figures(office_engine, eight + POSTPONED, RULEBOOK)).reminders_failing == 0


async def test_kept_reminders_wait_until_they_are_bundled(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    item = ReminderItem(
        staff_id=DEPUTY_A,
        case_id=CASE_ID,
        kind=next(iter(DutyKind)),
        audience=Audience(AudienceKind.DEPUTY, TEAM_A),
        due_on=TODAY,
        stage=1,
    )
    async with units() as unit:
        await unit.reminders.put([item, replace(item, due_on=TODAY + timedelta(days=1))])
        await unit.commit()
    assert (await read_figures(office_engine, NOW, RULEBOOK)).reminders_waiting == 2

    async with units() as unit:
        await unit.reminders.bundle(NOW)
        await unit.commit()
    assert (await read_figures(office_engine, NOW, RULEBOOK)).reminders_waiting == 0


async def test_every_question_is_answered_from_an_index(engine: AsyncEngine) -> None:
    assert await scans(engine) == []


async def test_without_its_index_the_dead_letters_would_be_searched_for(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("DROP INDEX ix_outbox_dead"))

    assert await scans(engine)


async def test_a_database_that_cannot_be_asked_is_named_as_such(engine: AsyncEngine) -> None:
    def gone(*_: object) -> None:
        raise OSError("disk")

    event.listen(engine.sync_engine, "begin", gone)

    with pytest.raises(DatabaseUnavailable):
        await read_figures(engine, NOW, RULEBOOK)


async def scans(engine: AsyncEngine) -> list[str]:
    """Name the tables that would be read from end to end, however large they are."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await read_figures(engine, NOW, RULEBOOK)
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    assert len(seen) == 6
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            asked = [await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {s}", p) for s, p in seen]
            lines = [row.detail for plan in asked for row in plan]
            return [line for line in lines if line.startswith("SCAN") and "USING" not in line]
        await connection.exec_driver_sql("SET enable_seqscan = off")  # only if there is no other way
        asked = [await connection.exec_driver_sql(f"EXPLAIN {s}", p) for s, p in seen]
        return [row[0] for plan in asked for row in plan if "Seq Scan" in row[0]]
