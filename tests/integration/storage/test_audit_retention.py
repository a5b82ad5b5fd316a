"""The record of an anonymised case goes, and the check still tells who meddled with what is left (R50)."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.retention_run import RetentionRun, retention_run
from storage.audit_check import Break, BreakKind
from storage.audit_verify import Verified
from storage.engine import reading, writing
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.staff_changes import StaffEvent
from storage.tables import audit_chains, audit_entries, corrections, staff_audit
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import BACK_TO_BEFORE, checked, tamper
from tests.support.builders import REGISTERED_AT, an_office
from tests.support.expired import NIGHT, an_entry, expired, expired_id, keep_with_all
from tests.support.house import RULEBOOK


@pytest.fixture
async def units(engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), REGISTERED_AT)
    units = SqlUnitsOfWork(engine, key_ring)
    running = expired(3, filed_at=None)
    await keep_with_all(units, expired(1), expired(2), running)
    return units


async def entries_of_house(engine: AsyncEngine) -> list[dict[str, str]]:
    chosen = select(staff_audit.c.details).where(staff_audit.c.event == StaffEvent.RETENTION)
    async with reading(engine) as connection:
        return list((await connection.execute(chosen.order_by(staff_audit.c.id))).scalars())


async def test_the_check_explains_why_there_are_fewer_entries(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    before = await checked(engine, key_ring)
    assert before.broken is None
    assert await retention_run(units, RULEBOOK, NIGHT) == RetentionRun(anonymised=2, entries=6, kept=1)
    after = await checked(engine, key_ring)
    expected = Verified(
        cases=3, entries=before.entries - 6 + 2 + 1, anonymised=2, removed=6, since=before.since
    )
    assert after == expected
    assert await entries_of_house(engine) == [{"cases": "2", "entries": "6"}]


async def test_late_entries_and_further_runs_keep_the_record_whole(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    await retention_run(units, RULEBOOK, NIGHT)
    async with units() as unit:
        await unit.audit.append([an_entry(expired(1)), an_entry(expired(1))])
        await unit.commit()
    assert (await checked(engine, key_ring)).broken is None
    assert await retention_run(units, RULEBOOK, NIGHT) == RetentionRun(swept=1, entries=2, kept=1)
    after = await checked(engine, key_ring)
    assert (after.broken, after.anonymised, after.removed) == (None, 2, 8)
    assert await entries_of_house(engine) == [
        {"cases": "2", "entries": "6"},
        {"cases": "0", "entries": "2"},
    ]


REMOVED = "DELETE FROM audit_entries WHERE case_id = '{id}'"
CHANGED = "UPDATE audit_entries SET event = 'Signed' WHERE case_id = '{id}' AND position = 2"
FORGED = {
    "the one entry says something else": (
        "UPDATE audit_entries SET event = 'TakenOver' WHERE case_id = '{id}'",
        BreakKind.CHANGED,
    ),
    "the one entry is gone": (REMOVED, BreakKind.CUT_OFF),
    "a case is made to look anonymised": (
        "DELETE FROM audit_entries WHERE case_id = '{running}' AND position > 1",
        BreakKind.CUT_OFF,
    ),
    "the house knows nothing of it": (
        "DELETE FROM staff_audit WHERE event = 'anonymisiert'",
        BreakKind.CUT_OFF,
    ),
}


@pytest.mark.parametrize("what", FORGED)
async def test_who_has_the_database_without_the_key_is_found_out(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork, what: str
) -> None:
    statement, kind = FORGED[what]
    await retention_run(units, RULEBOOK, NIGHT)
    await tamper(engine, [statement.format(id=expired_id(1), running=expired_id(3))])
    broken = (await checked(engine, key_ring)).broken
    assert broken is not None
    assert broken.kind is kind


async def test_an_anonymised_case_put_back_with_its_head_is_noticed(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    of_chain = audit_chains.c.chain == expired_id(1)
    of_case = audit_entries.c.case_id == expired_id(1)
    async with reading(engine) as connection:
        head = (await connection.execute(select(audit_chains).where(of_chain))).mappings().one()
        old = (await connection.execute(select(audit_entries).where(of_case))).mappings().all()
        typed = select(corrections).where(corrections.c.case_id == expired_id(1))
        corrected = (await connection.execute(typed)).mappings().all()
    await retention_run(units, RULEBOOK, NIGHT)
    await tamper(engine, [REMOVED.format(id=expired_id(1))])
    async with writing(engine) as connection:
        await connection.execute(audit_chains.update().where(of_chain).values(dict(head)))
        await connection.execute(audit_entries.insert(), [dict(row) for row in old])
        await connection.execute(corrections.insert(), [dict(row) for row in corrected])
    assert (await checked(engine, key_ring)).broken == Break(kind=BreakKind.BROUGHT_BACK)


async def test_a_record_somebody_changed_is_not_removed_with_its_traces(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    await tamper(engine, [CHANGED.format(id=expired_id(1))])
    failures: list[tuple[str, str]] = []
    run = await retention_run(
        units, RULEBOOK, NIGHT, on_failure=lambda case_id, code: failures.append((case_id, code))
    )
    assert run == RetentionRun(anonymised=1, entries=3, kept=1, failed=1)
    assert failures == [(expired_id(1), "RecordBroken")]
    broken = (await checked(engine, key_ring)).broken
    assert broken == Break(kind=BreakKind.CHANGED, record="KRM-2026-0001", position=2)


@pytest.mark.usefixtures("units")
async def test_a_record_that_is_not_sealed_goes_all_the_same(engine: AsyncEngine, key_ring: KeyRing) -> None:
    await tamper(engine, BACK_TO_BEFORE)
    older = SqlUnitsOfWork(engine, key_ring)
    assert await retention_run(older, RULEBOOK, NIGHT) == RetentionRun(anonymised=2, entries=6, kept=1)
    async with reading(engine) as connection:
        counted = select(func.count()).where(audit_entries.c.case_id == expired_id(1))
        assert (await connection.execute(counted)).scalar_one() == 1


async def test_the_database_refuses_changes_again_afterwards(
    engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    await retention_run(units, RULEBOOK, NIGHT)
    for table in ("audit_entries", "corrections"):
        async with reading(engine) as connection:
            rows = (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 - our own names
        assert rows
        with pytest.raises(Exception, match="append-only"):
            await _delete_all(engine, table)


async def _delete_all(engine: AsyncEngine, table: str) -> None:
    async with writing(engine) as connection:
        await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - idem
