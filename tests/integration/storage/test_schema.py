"""The schema comes from the migrations, and they say the same as the tables in the code."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import create_engine, reading, writing
from storage.errors import SchemaOutdated, SchemaUnknown
from storage.schema import assert_schema_is_current, current_revision, head_revision, upgrade
from storage.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with request.getfixturevalue("postgres_template").lent("template1") as url:
        yield url


@pytest.fixture
async def empty_engine(empty_url: str) -> AsyncIterator[AsyncEngine]:
    """Open a database without any table."""
    opened = create_engine(empty_url)
    yield opened
    await opened.dispose()


def described(connection: Connection) -> dict[str, Any]:
    """Describe every table as the database itself does, checks and partial indexes included."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": sorted(inspector.get_foreign_keys(table), key=str),
            "uniques": sorted(inspector.get_unique_constraints(table), key=str),
            "checks": sorted(inspector.get_check_constraints(table), key=str),
            "indexes": sorted(
                (index["name"], index["column_names"], index["unique"], where_of(index))
                for index in inspector.get_indexes(table)
            ),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def where_of(index: Mapping[str, Any]) -> str:
    """Return the condition of a partial index."""
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


async def test_an_empty_database_is_brought_to_the_newest_schema(empty_engine: AsyncEngine) -> None:
    assert await current_revision(empty_engine) is None
    await upgrade(empty_engine)
    assert await current_revision(empty_engine) == head_revision()
    await assert_schema_is_current(empty_engine)


async def test_upgrading_twice_is_the_same_as_once(engine: AsyncEngine) -> None:
    await upgrade(engine)
    await assert_schema_is_current(engine)


async def test_alembic_finds_nothing_to_migrate(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, metadata))

    async with reading(engine) as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_and_tables_agree_to_the_last_constraint(empty_engine: AsyncEngine) -> None:
    async with writing(empty_engine) as connection:
        await connection.run_sync(metadata.create_all)
        from_code = await connection.run_sync(described)
        await connection.run_sync(metadata.drop_all)
    await upgrade(empty_engine)
    async with reading(empty_engine) as connection:
        migrated = await connection.run_sync(described)
    assert migrated.keys() == from_code.keys()
    for table, description in from_code.items():
        assert migrated[table] == description, table


async def test_a_database_without_schema_is_refused_with_the_remedy(empty_engine: AsyncEngine) -> None:
    with pytest.raises(SchemaOutdated, match="Bitte `krm-bot db upgrade` ausführen"):
        await assert_schema_is_current(empty_engine)


async def test_an_older_schema_is_refused_with_the_remedy(engine: AsyncEngine) -> None:
    await set_revision(engine, "0001")
    with pytest.raises(SchemaOutdated, match="Bitte `krm-bot db upgrade` ausführen"):
        await assert_schema_is_current(engine)


async def test_a_newer_schema_is_neither_used_nor_migrated(engine: AsyncEngine) -> None:
    await set_revision(engine, "9999")
    with pytest.raises(SchemaUnknown, match="neuere Fassung des Programms"):
        await assert_schema_is_current(engine)
    with pytest.raises(SchemaUnknown, match="neuere Fassung des Programms"):
        await upgrade(engine)


async def test_a_migration_happens_whole_or_not_at_all(empty_engine: AsyncEngine) -> None:
    async with writing(empty_engine) as connection:
        await connection.execute(text("CREATE TABLE sent_cards (in_the_way INTEGER)"))
    with pytest.raises(Exception, match="sent_cards"):
        await upgrade(empty_engine)
    async with reading(empty_engine) as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert tables == ["sent_cards"]


async def set_revision(engine: AsyncEngine, revision: str) -> None:
    async with writing(engine) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
