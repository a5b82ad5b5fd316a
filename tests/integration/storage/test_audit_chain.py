"""The record stays whole whatever is written, undone and written at once, and wherever it began (R50)."""

import asyncio
import time
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.audit_check import BreakKind
from storage.audit_seal import seal
from storage.engine import writing
from storage.errors import AuditStartLost
from storage.key_rotation import rotate
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import (
    BACK_TO_BEFORE,
    add,
    an_entry,
    checked,
    register,
    tamper,
    write_by_chance,
    written,
)
from tests.support.builders import REGISTERED_AT, an_office


@pytest.fixture
async def older(office_engine: AsyncEngine, key_ring: KeyRing) -> AsyncEngine:
    """Return a record that was written before there were chains."""
    await written(SqlUnitsOfWork(office_engine, key_ring))
    await tamper(office_engine, BACK_TO_BEFORE)
    return office_engine


async def test_whatever_is_written_and_undone_the_record_stays_whole(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    seed = time.time_ns()
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    units = SqlUnitsOfWork(office_engine, key_ring)
    await write_by_chance(units, Random(seed), 60)  # noqa: S311 - nothing secret
    verified = await checked(office_engine, key_ring)
    assert verified.broken is None
    assert verified.cases > 0
    assert verified.entries > verified.cases


async def test_a_record_in_which_nothing_stands_is_whole(engine: AsyncEngine, key_ring: KeyRing) -> None:
    first = (await checked(engine, key_ring)).broken
    assert first is not None
    assert first.kind is BreakKind.NOT_SEALED
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), REGISTERED_AT)
    assert (await checked(engine, key_ring)).broken is None


async def test_many_at_once_and_a_check_at_the_same_time(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    """Two processes, three cases, everybody at once: nobody fails, and no check complains falsely."""
    replicas = [SqlUnitsOfWork(office_engine, key_ring) for _ in range(2)]
    for number in (1, 2, 3):
        await register(replicas[0], number)
    over = asyncio.Event()

    async def check() -> int:
        checks = 0
        while not over.is_set():
            assert (await checked(office_engine, key_ring, 1)).broken is None
            checks += 1
        return checks

    checking = asyncio.create_task(check())
    writers = [add(replicas[n % 2], n % 3 + 1, an_entry(n % 3 + 1, f"E{n}")) for n in range(60)]
    newcomers = [register(replicas[n % 2], n) for n in range(4, 12)]
    await asyncio.gather(*writers, *newcomers)
    over.set()
    assert await checking > 0
    verified = await checked(office_engine, key_ring)
    assert (verified.broken, verified.cases) == (None, 11)
    assert verified.entries >= 60 + 11


async def test_presses_on_different_cases_do_not_wait_for_one_another(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    if office_engine.dialect.name == "sqlite":
        return  # SQLite has one writer
    units = SqlUnitsOfWork(office_engine, key_ring)
    await register(units, 1)
    await register(units, 2)
    async with units() as first, asyncio.timeout(5):
        await first.audit.append([an_entry(1)])
        await add(units, 2)
        await first.commit()
    assert (await checked(office_engine, key_ring)).broken is None


async def test_an_older_record_is_sealed_once_and_everything_later_is_linked(
    older: AsyncEngine, key_ring: KeyRing
) -> None:
    units = SqlUnitsOfWork(older, key_ring)
    await add(units, 1)  # before the sealing, work goes on
    broken = (await checked(older, key_ring)).broken
    assert broken is not None
    assert (broken.kind, broken.record) == (BreakKind.NOT_SEALED, "")
    fresh = await asyncio.gather(*(seal(older, key_ring, REGISTERED_AT) for _ in range(3)))
    assert sorted(fresh) == [False, False, True]
    assert (await checked(older, key_ring)).broken is None
    await add(units, 1)
    await register(units, 4)
    await register(units, 5, 2027)
    verified = await checked(older, key_ring)
    assert (verified.broken, verified.cases) == (None, 5)


async def test_a_press_that_began_before_the_sealing_is_part_of_it(
    older: AsyncEngine, key_ring: KeyRing
) -> None:
    units = SqlUnitsOfWork(older, key_ring)
    async with units() as unit:
        await unit.audit.append([an_entry(1)])
        sealing = asyncio.create_task(seal(older, key_ring, REGISTERED_AT))
        await asyncio.sleep(0.2)
        await unit.commit()
    assert await sealing
    assert (await checked(older, key_ring)).broken is None


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE audit_entries SET event = 'Other' WHERE {third}", BreakKind.CHANGED),
        ("DELETE FROM audit_entries WHERE {third}", BreakKind.MISSING),
    ],
)
async def test_entries_from_before_the_sealing_are_guarded_too(
    older: AsyncEngine, key_ring: KeyRing, change: str, kind: BreakKind
) -> None:
    await seal(older, key_ring, REGISTERED_AT)
    await add(SqlUnitsOfWork(older, key_ring), 2)
    third = "id = (SELECT min(id) FROM audit_entries WHERE event = 'B' AND case_id LIKE '00000002%')"
    await tamper(older, [change.format(third=third)])
    broken = (await checked(older, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind, broken.sealed) == ("KRM-2026-0002", kind, 5)


async def test_a_record_whose_start_was_removed_is_not_sealed_anew(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    await written(SqlUnitsOfWork(office_engine, key_ring))
    async with writing(office_engine) as connection:
        await connection.execute(text("DELETE FROM audit_start"))
    with pytest.raises(AuditStartLost, match="Sicherung vergleichen"):
        await seal(office_engine, key_ring, REGISTERED_AT)
    broken = (await checked(office_engine, key_ring)).broken
    assert broken is not None
    assert broken.kind is BreakKind.START_LOST


async def test_a_wrong_key_is_named(office_engine: AsyncEngine, key_ring: KeyRing) -> None:
    await written(SqlUnitsOfWork(office_engine, key_ring), 1)
    broken = (await checked(office_engine, KeyRing.generate())).broken
    assert broken is not None
    assert broken.kind is BreakKind.WRONG_KEY


async def test_the_record_outlives_the_keys_of_the_office(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    await written(SqlUnitsOfWork(office_engine, key_ring))
    new = KeyRing.generate().keys
    await rotate(office_engine, KeyRing((*key_ring.keys, *new)), lambda _: None)
    await add(SqlUnitsOfWork(office_engine, KeyRing(new)), 1)
    assert (await checked(office_engine, KeyRing(new))).broken is None
