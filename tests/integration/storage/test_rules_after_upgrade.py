"""Upgraded from a release without reminders, every open case gets them, and none of its dates moves (A9)."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.recalculate import Applied, apply_rules
from casework.remind import release_due
from procedure.case_parts import Acknowledgement
from procedure.duties import duties_of
from procedure.vocabulary import AcknowledgementState, Channel
from storage.applied_rules import SqlAppliedRules
from storage.engine import create_engine, reading, writing
from storage.keys import KeyRing
from storage.schema import upgrade
from storage.tables import duties, outbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.test_migrating_data import put, write_a_case, write_the_office
from tests.support.builders import BGF, CASE_ID, REGISTERED_AT, a_case, a_reaction
from tests.support.house import RULEBOOK
from tests.unit.procedure.rule_changes import office

LAST_WITHOUT = "0008"
DUE_DAY = REGISTERED_AT + timedelta(days=5)
"""Tuesday, 8 December 2026: the acknowledgement is due."""
WRITTEN = a_case(
    reaction=a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
    acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN),
    recorded_in_tool_at=REGISTERED_AT,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    with request.getfixturevalue("postgres_template").lent("template1") as url:
        yield url


@pytest.fixture(params=["0003", LAST_WITHOUT])
async def upgraded(
    request: pytest.FixtureRequest, empty_url: str, key_ring: KeyRing
) -> AsyncIterator[AsyncEngine]:
    """Write a case into the database of an older release, with what that kept as owed; upgrade it."""
    engine = create_engine(empty_url)
    await upgrade(engine, "0003")
    async with writing(engine) as connection:
        await write_the_office(connection, key_ring)
        await write_a_case(connection, key_ring)
    await upgrade(engine, request.param)
    if request.param == LAST_WITHOUT:
        async with writing(engine) as connection:
            await put(
                connection,
                duties,
                *(
                    {
                        "case_id": CASE_ID,
                        "position": position,
                        "kind": duty.kind,
                        "audience": str(duty.audience),
                        "due_on": duty.due_on,
                    }
                    for position, duty in enumerate(duties_of(a_case(), RULEBOOK))
                ),
            )
    await upgrade(engine)
    yield engine
    await engine.dispose()


async def test_the_first_start_gives_every_duty_its_reminder_and_moves_nothing(
    upgraded: AsyncEngine, key_ring: KeyRing
) -> None:
    units = SqlUnitsOfWork(upgraded, key_ring)
    async with units(reads_only=True) as unit:
        before = await unit.cases.get(CASE_ID)
        assert before is not None
        assert await unit.reminders.due(REGISTERED_AT + timedelta(days=900), 10) == []

    assert await apply_rules(units, RULEBOOK, lambda: REGISTERED_AT) == Applied(complete=True)

    async with units(reads_only=True) as unit:
        assert await unit.cases.get(CASE_ID) == before
        assert [entry.event for entry in await unit.audit.of_case(CASE_ID)] == ["Registered"]
    async with reading(upgraded) as connection:
        rows = (await connection.execute(select(duties).order_by(duties.c.position))).mappings().all()
    assert [(row["kind"], row["due_on"]) for row in rows] == [
        (duty.kind, duty.due_on) for duty in duties_of(before, RULEBOOK)
    ]
    assert all(row["remind_at"] is not None for row in rows)


async def test_afterwards_the_tick_reminds_and_a_second_start_reminds_of_nothing_again(
    upgraded: AsyncEngine, key_ring: KeyRing
) -> None:
    units = SqlUnitsOfWork(upgraded, key_ring)
    await apply_rules(units, RULEBOOK, lambda: REGISTERED_AT)

    assert await release_due(units, RULEBOOK, DUE_DAY) > 0
    async with writing(upgraded) as connection:
        await connection.execute(update(duties).values(remind_at=None))
        await connection.execute(text("DELETE FROM applied_rules"))
    await apply_rules(units, RULEBOOK, lambda: DUE_DAY)
    assert await release_due(units, RULEBOOK, DUE_DAY) == 0


async def test_a_moved_deadline_and_what_is_due_go_out_in_one_message(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    """The acknowledgement moves from Tuesday to Wednesday; on that day the BGF gets one message."""
    units = SqlUnitsOfWork(office_engine, key_ring)
    async with units() as unit:
        await unit.cases.add(WRITTEN)
        await unit.duties.replace(WRITTEN.id, duties_of(WRITTEN, RULEBOOK))
        await unit.commit()
    await apply_rules(units, RULEBOOK, lambda: REGISTERED_AT)
    with_day_off = office("2026-12-07")
    wednesday = DUE_DAY + timedelta(days=1)

    assert (await apply_rules(units, with_day_off, lambda: wednesday)).moved == 1
    await release_due(units, with_day_off, wednesday)

    async with reading(office_engine) as connection:
        chosen = select(outbox.c.id).where(outbox.c.staff_id == BGF, outbox.c.kind == "erinnerung")
        (message,) = (await connection.execute(chosen)).scalars().all()
    async with units(reads_only=True) as unit:
        items = await unit.reminders.of_message(message)
    assert [
        (item.stage, item.moved_from is not None) for item in items if item.kind == "eingangsbestaetigung"
    ] == [
        (None, True),
        (0, False),
    ]


async def test_the_cases_to_bring_are_found_through_keys_alone(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, values: tuple[object, ...], *_: object
    ) -> None:
        asked.append((statement, values))

    async with reading(engine) as connection:
        event.listen(engine.sync_engine, "before_cursor_execute", note)
        await SqlAppliedRules(connection).cases(CASE_ID, 100)
        event.remove(engine.sync_engine, "before_cursor_execute", note)
        ((statement, values),) = asked
        plan = await connection.run_sync(
            lambda sync: sync.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
        )
    await engine.dispose()
    assert len([row for row in plan if row.detail.startswith("SEARCH")]) == 2, plan
    assert not [row.detail for row in plan if row.detail in {"SCAN duties", "SCAN cases"}]
