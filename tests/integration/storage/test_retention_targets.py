"""A duplicate goes with what it was merged into, also when that is held at the same instant (A17).

On PostgreSQL, where two write at once; SQLite's writers come one after the other.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.anonymise import AnonymisedBecause, anonymise
from casework.merged_into import what_keeps_for_good
from casework.person_erase import erase_case
from casework.retention_run import retention_run
from procedure.case import Case
from procedure.case_parts import Ending, Hold
from procedure.vocabulary import CaseState, EndReason, HoldGround
from storage.engine import create_engine, reading
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.contract.keeping import load
from tests.support.builders import BGF, REGISTERED_AT, an_office
from tests.support.expired import NIGHT, OVER, an_entry, expired, expired_id, keep_with_all
from tests.support.house import RULEBOOK

DUPLICATE, BETWEEN, TARGET = 1, 2, 3
"""In the order in which a run takes them."""
HELD = (Hold(ground=HoldGround.LAWSUIT, placed_at=NIGHT),)
WAITING = text(
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
)
ANOTHER_MOMENT = 20
"""Seconds after which a test gives up."""

Removing = Callable[[SqlUnitsOfWork], Awaitable[object]]


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """Race on PostgreSQL alone."""
    return postgres_url


@pytest.fixture
async def units(engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    """Keep a duplicate, what it was merged into, and what that was merged into, which is still young."""
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), REGISTERED_AT)
    units = SqlUnitsOfWork(engine, key_ring)
    young = expired(TARGET)
    assert young.closing is not None
    late = replace(young.closing, closed_at=NIGHT - timedelta(days=30))
    young = replace(young, closing=late)
    await keep_with_all(units, merged(DUPLICATE, BETWEEN), merged(BETWEEN, TARGET), young)
    return units


@pytest.fixture
async def replica(engine: AsyncEngine, key_ring: KeyRing) -> AsyncIterator[SqlUnitsOfWork]:
    """Open the same database a second time, as another process would."""
    other = create_engine(engine.url.render_as_string(hide_password=False))
    yield SqlUnitsOfWork(other, key_ring)
    await other.dispose()


def merged(number: int, target: int) -> Case:
    ending = Ending(reason=EndReason.MERGED, ended_at=OVER, ended_by=BGF, target=f"KRM-2026-{target:04d}")
    return expired(number, state=CaseState.ENDED, closing=None, ending=ending)


async def by_the_clock(units: SqlUnitsOfWork) -> object:
    return await retention_run(units, RULEBOOK, NIGHT)


async def on_request(units: SqlUnitsOfWork) -> object:
    return await erase_case(units, expired_id(DUPLICATE), rulebook=RULEBOOK, now=NIGHT)


async def hold(unit: SqlUnitOfWork, number: int) -> None:
    """Place a hold as a press does, without committing."""
    case = await unit.cases.get(expired_id(number))
    assert case is not None
    await unit.cases.save(replace(case, version=case.version + 1, holds=HELD))
    await unit.audit.append([an_entry(case, "HoldPlaced")])


async def somebody_waits(engine: AsyncEngine, task: "asyncio.Task[object]") -> bool:
    """Return once a transaction waits for another (True), or the task has ended without waiting."""
    async with asyncio.timeout(ANOTHER_MOMENT):
        while not task.done():
            async with reading(engine) as connection:
                if (await connection.execute(WAITING)).scalar_one():
                    return True
            await asyncio.sleep(0.01)
    return False


@asynccontextmanager
async def going_on(work: Awaitable[object]) -> "AsyncIterator[asyncio.Task[object]]":
    """Let work go on beside; it is over at the end."""
    task: asyncio.Task[object] = asyncio.ensure_future(work)  # type: ignore[arg-type] # a coroutine
    try:
        yield task
    finally:
        async with asyncio.timeout(ANOTHER_MOMENT):
            await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("remove", [by_the_clock, on_request])
@pytest.mark.parametrize("held", [BETWEEN, TARGET])
async def test_a_hold_that_is_just_being_placed_on_the_target_keeps_the_duplicate(
    engine: AsyncEngine, units: SqlUnitsOfWork, replica: SqlUnitsOfWork, remove: Removing, held: int
) -> None:
    async with replica() as press:
        await hold(press, held)
        async with going_on(remove(units)) as removing:
            waited = await somebody_waits(engine, removing)
            await press.commit()
    assert waited
    removing.result()
    duplicate = await load(units, expired_id(DUPLICATE))
    assert duplicate is not None
    assert duplicate.state is CaseState.ENDED


async def test_a_hold_on_the_target_waits_until_the_duplicate_is_gone(
    engine: AsyncEngine, units: SqlUnitsOfWork, replica: SqlUnitsOfWork
) -> None:
    async def press() -> None:
        async with replica() as unit:
            await hold(unit, TARGET)
            await unit.commit()

    async with units() as unit:
        duplicate = await unit.cases.get(expired_id(DUPLICATE))
        assert duplicate is not None
        await what_keeps_for_good(duplicate, unit)
        async with going_on(press()) as pressing:
            assert await somebody_waits(engine, pressing)
            await anonymise(unit, duplicate, now=NIGHT, why=AnonymisedBecause.TIME)
            await unit.commit()
    pressing.result()
    gone, target = await load(units, expired_id(DUPLICATE)), await load(units, expired_id(TARGET))
    assert gone is not None
    assert target is not None
    assert (gone.state, target.holds) == (CaseState.ANONYMISED, HELD)


async def test_who_reads_the_target_meanwhile_waits_for_nobody(
    engine: AsyncEngine, units: SqlUnitsOfWork, replica: SqlUnitsOfWork
) -> None:
    async def read() -> None:
        async with replica() as unit:
            target = await unit.cases.get(expired_id(TARGET))
            assert target is not None
            await unit.audit.append([an_entry(target, "FullTextOpened")])
            await unit.commit()

    async with units() as unit:
        duplicate = await unit.cases.get(expired_id(DUPLICATE))
        assert duplicate is not None
        await what_keeps_for_good(duplicate, unit)
        async with going_on(read()) as reader:
            assert not await somebody_waits(engine, reader)
    reader.result()


async def test_two_runs_at_once_over_one_chain_of_duplicates_do_no_harm(
    units: SqlUnitsOfWork, replica: SqlUnitsOfWork
) -> None:
    both = await asyncio.gather(
        retention_run(units, RULEBOOK, NIGHT), retention_run(replica, RULEBOOK, NIGHT)
    )
    assert [run.failed for run in both] == [0, 0]
    await retention_run(units, RULEBOOK, NIGHT)  # what was skipped
    found = [await load(units, expired_id(number)) for number in (DUPLICATE, BETWEEN, TARGET)]
    assert [case.state for case in found if case is not None] == [
        CaseState.ANONYMISED,
        CaseState.ANONYMISED,
        CaseState.CLOSED,
    ]
