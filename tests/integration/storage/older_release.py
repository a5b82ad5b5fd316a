"""What an older release does on a newer schema: it names the columns that it knows, and only those."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, MetaData, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading, writing

Rows = Mapping[str, list[dict[str, Any]]]
"""Rows by table."""
_WORDS = re.compile(r"'((?:[^']|'')*)'")
_NAMES = re.compile(r"[a-z_]+")


async def tables_of(engine: AsyncEngine) -> MetaData:
    """Learn the tables from the database itself."""
    known = MetaData()
    async with reading(engine) as connection:
        await connection.run_sync(known.reflect)
    known.remove(known.tables["alembic_version"])
    return known


async def rows_in(engine: AsyncEngine, known: MetaData) -> dict[str, list[dict[str, Any]]]:
    """Read every row, naming the columns that are known."""
    async with reading(engine) as connection:
        return {
            table.name: [
                dict(row)
                for row in (
                    await connection.execute(select(table).order_by(*table.primary_key.columns))
                ).mappings()
            ]
            for table in known.sorted_tables
        }


async def write(engine: AsyncEngine, known: MetaData, rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Insert rows with the columns that are known; return those that the schema of the time took.

    A word that came later is refused by the check of the time.
    """
    taken: dict[str, list[dict[str, Any]]] = {}
    for table in known.sorted_tables:
        taken[table.name] = []
        for row in rows.get(table.name, []):
            old = {name: value for name, value in row.items() if name in table.columns}
            try:
                async with writing(engine) as connection:
                    if not _made_by_migration(table, await connection.run_sync(_count, table)):
                        await connection.execute(table.insert().values(old))
            except DBAPIError:
                continue
            taken[table.name].append(old)
    return taken


def _made_by_migration(table: Table, count: int) -> bool:
    return table.name == "roster_version" and count > 0


def _count(connection: Connection, table: Table) -> int:
    return len(connection.execute(select(table)).all())


async def update_each(engine: AsyncEngine, known: MetaData, rows: Rows, *, but: frozenset[str]) -> None:
    """Write every known column of every row anew, as it is; what only grows is left out (``but``)."""
    for table in known.sorted_tables:
        if table.name in but:
            continue
        for row in rows.get(table.name, []):
            this = [table.c[column.name] == row[column.name] for column in table.primary_key.columns]
            async with writing(engine) as connection:
                done = await connection.execute(table.update().where(*this).values(row))
                assert done.rowcount == 1, table.name


def taken_away(connection: Connection, before: Mapping[str, Any]) -> Iterator[str]:
    """Name what the schema now refuses or lacks that ``before`` (``described``) had or allowed."""
    inspector = inspect(connection)
    for table, old in before.items():
        if not inspector.has_table(table):
            yield f"{table} is gone"
            continue
        new = described(connection, table)
        yield from (f"{table}.{what}" for what in _columns(old["columns"], new["columns"]))
        yield from (f"{table}: {what}" for what in _checks(old, new))
        yield from (f"{table}: {what}" for what in _uniques(old, new))
        if old["key"] != new["key"]:
            yield f"{table}: another primary key"
        for foreign in new["foreign"]:
            if foreign not in old["foreign"] and foreign[0] <= old["columns"].keys():
                yield f"{table}: {sorted(foreign[0])} must refer to {foreign[1]}"


def described(connection: Connection, table: str) -> dict[str, Any]:
    """Describe what a table asks of whoever writes into it."""
    inspector = inspect(connection)
    uniques = [unique["column_names"] for unique in inspector.get_unique_constraints(table)]
    indexes = [index["column_names"] for index in inspector.get_indexes(table) if index["unique"]]
    return {
        "columns": {column["name"]: column for column in inspector.get_columns(table)},
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "checks": [str(check["sqltext"]) for check in inspector.get_check_constraints(table)],
        "uniques": {frozenset(str(name) for name in names) for names in (*uniques, *indexes)},
        "foreign": [
            (frozenset(key["constrained_columns"]), key["referred_table"])
            for key in inspector.get_foreign_keys(table)
        ],
    }


def described_all(connection: Connection) -> dict[str, Any]:
    """Describe every table."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {table: described(connection, table) for table in sorted(names)}


def _columns(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name, column in old.items():
        if name not in new:
            yield f"{name} is gone"
        elif column["nullable"] and not new[name]["nullable"]:
            yield f"{name} may no longer be empty"
        elif str(column["type"]) != str(new[name]["type"]) and not _is_wider(column, new[name]):
            yield f"{name} is {new[name]['type']}, was {column['type']}"
    for name, column in new.items():
        if name not in old and not column["nullable"] and column["default"] is None:
            yield f"{name} is new and must be given"


def _is_wider(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    lengths = getattr(old["type"], "length", None), getattr(new["type"], "length", None)
    return type(old["type"]) is type(new["type"]) and None not in lengths and lengths[0] < lengths[1]


def _checks(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before = [(_about(check), set(_WORDS.findall(check))) for check in old["checks"]]
    for check in new["checks"]:
        if check in old["checks"]:
            continue
        about, words = _about(check), set(_WORDS.findall(check))
        allowed = [known for names, known in before if names == about and known]
        if words and any(known <= words for known in allowed):
            continue
        if about & old["columns"].keys():
            yield f"a narrower check: {check[:120]}"


def _about(check: str) -> frozenset[str]:
    """Return the columns and functions that a check names, without the words it allows."""
    return frozenset(_NAMES.findall(_WORDS.sub("", check)))


def _uniques(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for columns in new["uniques"] - old["uniques"]:
        if columns <= old["columns"].keys():
            yield f"{sorted(columns)} must be unique"


async def run(engine: AsyncEngine, statement: str) -> None:
    """Change the schema, as a bad migration would."""
    async with writing(engine) as connection:
        await connection.execute(text(statement))
