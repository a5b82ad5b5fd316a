"""A record of the release before is brought into the chains; that release may go on writing meanwhile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import AuditEntry
from procedure.vocabulary import Role
from storage.audit_check import BreakKind
from storage.audit_seal import seal
from storage.engine import create_engine, writing
from storage.keys import KeyRing
from storage.schema import upgrade
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.test_migrating_data import write_a_case, write_the_office
from tests.support.audit_record import checked, tamper
from tests.support.builders import CASE_ID, FRONT_DESK, REGISTERED_AT

BEFORE = "0010"
AS_BEFORE = (
    "INSERT INTO audit_entries (case_id, at, actor, role, on_behalf, event, details) "
    "SELECT case_id, at, actor, role, on_behalf, 'Later', details FROM audit_entries"
)
STAFF_AS_BEFORE = (
    "INSERT INTO staff_audit (at, subject, event, details) "
    "SELECT at, 'team', 'team_angelegt', details FROM audit_entries"
)


@pytest.fixture(params=["sqlite", "postgresql"])
async def before(
    request: pytest.FixtureRequest, tmp_path: Path, key_ring: KeyRing
) -> AsyncIterator[AsyncEngine]:
    """Open a database of the release before, with a case and entries in both records."""
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'before.sqlite3'}")
        async for opened in _filled(engine, key_ring):
            yield opened
        return
    with request.getfixturevalue("postgres_template").lent("template1") as url:
        async for opened in _filled(create_engine(url), key_ring):
            yield opened


async def _filled(engine: AsyncEngine, keys: KeyRing) -> AsyncIterator[AsyncEngine]:
    await upgrade(engine, BEFORE)
    async with writing(engine) as connection:
        await write_the_office(connection, keys)
        await write_a_case(connection, keys)
        await connection.execute(text("INSERT INTO case_numbers (year, last) VALUES (2026, 1)"))
        for statement in (AS_BEFORE, STAFF_AS_BEFORE):
            await connection.execute(text(statement))
    yield engine
    await engine.dispose()


async def press(engine: AsyncEngine, keys: KeyRing) -> None:
    entry = AuditEntry(
        case_id=CASE_ID,
        at=REGISTERED_AT,
        actor=FRONT_DESK,
        role=Role.FRONT_DESK,
        on_behalf=False,
        event="TakenOver",
        details={},
    )
    async with SqlUnitsOfWork(engine, keys)() as unit:
        await unit.cases.get(CASE_ID)
        await unit.audit.append([entry])
        await unit.commit()


async def test_old_entries_and_those_of_a_process_that_runs_on_are_covered_by_the_sealing(
    before: AsyncEngine, key_ring: KeyRing
) -> None:
    await upgrade(before)
    async with writing(before) as connection:  # by a process of the release before
        await connection.execute(text(AS_BEFORE))
    await press(before, key_ring)
    unsealed = (await checked(before, key_ring)).broken
    assert unsealed is not None
    assert unsealed.kind is BreakKind.NOT_SEALED
    assert await seal(before, key_ring, REGISTERED_AT)
    await press(before, key_ring)
    verified = await checked(before, key_ring)
    assert (verified.broken, verified.cases) == (None, 1)
    await tamper(before, ["UPDATE audit_entries SET event = 'Other' WHERE id = 2"])
    broken = (await checked(before, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind, broken.sealed) == ("KRM-2026-0001", BreakKind.CHANGED, 5)


async def test_an_entry_without_a_link_after_the_sealing_is_named(
    before: AsyncEngine, key_ring: KeyRing
) -> None:
    await upgrade(before)
    await seal(before, key_ring, REGISTERED_AT)
    async with writing(before) as connection:
        await connection.execute(text(AS_BEFORE))
    broken = (await checked(before, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind) == ("KRM-2026-0001", BreakKind.INSERTED)


async def test_after_the_upgrade_nothing_can_be_changed_or_removed_as_before(before: AsyncEngine) -> None:
    await upgrade(before)
    for table in ("audit_entries", "staff_audit"):
        for change in (f"UPDATE {table} SET mac = 'x'", f"DELETE FROM {table}"):  # noqa: S608 - our own words
            async with writing(before) as connection:
                with pytest.raises(DBAPIError, match="append-only"):
                    await connection.execute(text(change))
                await connection.rollback()
