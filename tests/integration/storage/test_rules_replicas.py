"""Two processes are started with changed rules at once, each with its own connections (A9)."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.recalculate import apply_rules
from casework.remind import release_due
from procedure.duties import duties_of
from procedure.vocabulary import DecisionState
from storage.engine import create_engine, reading
from storage.keys import KeyRing
from storage.tables import applied_rules, audit_entries, cases, outbox, reminder_items
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT
from tests.unit.casework.changed_rules import MONDAY_OFF, numbered
from tests.unit.lifecycle.cases import written
from tests.unit.lifecycle.situations import day
from tests.unit.procedure.rule_changes import OLD

LETTERS = [numbered(written(decision_state=DecisionState.NOT_NEEDED), number) for number in range(30)]
NOW = REGISTERED_AT + timedelta(hours=1)


async def test_each_case_moves_once_and_each_person_is_told_once(
    office_engine: AsyncEngine, database_url: str, key_ring: KeyRing
) -> None:
    first = SqlUnitsOfWork(office_engine, key_ring)
    async with first() as unit:
        for case in LETTERS:
            await unit.cases.add(case)
            await unit.duties.replace(case.id, duties_of(case, OLD))
        await unit.commit()
    await apply_rules(first, OLD, lambda: REGISTERED_AT)
    other_engine = create_engine(database_url)
    second = SqlUnitsOfWork(other_engine, key_ring)
    left = iter(range(5))

    done = await asyncio.gather(
        apply_rules(first, MONDAY_OFF, lambda: NOW),
        apply_rules(second, MONDAY_OFF, lambda: NOW),
        apply_rules(second, MONDAY_OFF, lambda: NOW, goes_on=lambda: next(left, None) is not None),
    )
    await asyncio.gather(*(release_due(units, MONDAY_OFF, NOW) for units in (first, second)))

    await other_engine.dispose()
    assert sum(one.moved for one in done) == len(LETTERS)
    assert [one.failed for one in done] == [0, 0, 0]
    async with reading(office_engine) as connection:
        versions = await connection.execute(select(cases.c.version, cases.c.acknowledge_by).distinct())
        assert [tuple(row) for row in versions] == [(2, day(9))]
        for table, count in ((audit_entries, 30), (reminder_items, 30), (applied_rules, 1)):
            rows = await connection.execute(select(func.count()).select_from(table))
            assert rows.scalar_one() == count, table.name
        told = await connection.execute(select(outbox.c.staff_id).where(outbox.c.kind == "erinnerung"))
        assert len(told.all()) == 1
