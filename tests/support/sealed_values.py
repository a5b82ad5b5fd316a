"""Everything sealed that a database holds, opened; for tests that compare a before with an after."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading
from storage.keys import KeyRing
from storage.sealed_columns import sealed_tables

Place = tuple[str, str, tuple[Any, ...]]
"""Table, column and primary key."""


async def everything_opened(engine: AsyncEngine, keys: KeyRing) -> dict[Place, str | bytes]:
    """Open every sealed value; an unreadable one raises."""
    opened: dict[Place, str | bytes] = {}
    async with reading(engine) as connection:
        for sealed in sealed_tables():
            rows = await connection.execute(select(*sealed.key, *sealed.columns))
            for row in rows.mappings():
                own = tuple(row[column] for column in sealed.key)
                for column in sealed.columns:
                    place, value = f"{sealed.table.name}.{column.name}", row[column]
                    if value is None:
                        continue
                    opened[(sealed.table.name, column.name, own)] = (
                        keys.open_bytes(value, place, own[0])
                        if sealed.holds_files
                        else keys.open(value, place)
                    )
    return opened
