"""The database itself refuses to change or remove what was recorded (R50)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import AuditEntry, Correction
from casework.report_ports import StoredText
from storage.engine import reading, writing
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, CASE_ID, FRONT_DESK, REGISTERED_AT

CHANGES = (
    "UPDATE {table} SET at = '2026-01-01'",
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
)
POSTGRESQL_ONLY = (
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = 0",
)
SQLITE_ONLY = (
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table}",
)
TABLES = ("audit_entries", "staff_audit", "corrections", "report_chapters")


@pytest.fixture
async def recorded(units: SqlUnitsOfWork, office_engine: AsyncEngine) -> AsyncEngine:
    """Return a database with an entry in each record."""
    entry = AuditEntry(
        case_id=CASE_ID,
        at=REGISTERED_AT,
        actor=FRONT_DESK,
        role=None,
        on_behalf=False,
        event="Registered",
        details={},
    )
    correction = Correction(
        case_id=CASE_ID,
        at=REGISTERED_AT,
        actor=BGF,
        field="summary",
        old="alt",
        new="neu",
        reason="Tippfehler",
    )
    text_ = StoredText(
        year=2026, chapter="lob", version=1, text="Danke", written_at=REGISTERED_AT, written_by=BGF
    )
    async with units() as unit:
        await unit.audit.append([entry])
        await unit.corrections.append([correction])
        await unit.reports.add_text(text_)
        await unit.commit()
    return office_engine


async def contents(engine: AsyncEngine, table: str) -> list[tuple[object, ...]]:
    async with reading(engine) as connection:
        rows = await connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))  # noqa: S608 - our own names
        return [tuple(row) for row in rows]


async def refused(engine: AsyncEngine, statement: str) -> None:
    async with writing(engine) as connection:
        with pytest.raises(DBAPIError, match="append-only"):
            await connection.execute(text(statement))
        await connection.rollback()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
async def test_no_update_and_no_delete(recorded: AsyncEngine, table: str, change: str) -> None:
    before = await contents(recorded, table)
    assert before
    await refused(recorded, change.format(table=table))
    assert await contents(recorded, table) == before


@pytest.mark.parametrize("table", TABLES)
async def test_no_entry_can_be_replaced_or_the_table_emptied(recorded: AsyncEngine, table: str) -> None:
    before = await contents(recorded, table)
    statements = POSTGRESQL_ONLY if recorded.dialect.name == "postgresql" else SQLITE_ONLY
    for statement in statements:
        await refused(recorded, statement.format(table=table))
    assert await contents(recorded, table) == before


async def test_a_recorded_case_and_person_cannot_be_removed_either(recorded: AsyncEngine) -> None:
    for table in ("cases", "staff"):
        async with writing(recorded) as connection:
            with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
                await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
            await connection.rollback()


async def test_even_a_session_that_switches_triggers_off_is_refused(recorded: AsyncEngine) -> None:
    if recorded.dialect.name == "sqlite":
        return  # SQLite has no such switch
    async with writing(recorded) as connection:
        await connection.execute(text("SET session_replication_role = 'replica'"))
        with pytest.raises(DBAPIError, match="append-only"):
            await connection.execute(text("DELETE FROM audit_entries"))
        await connection.rollback()
