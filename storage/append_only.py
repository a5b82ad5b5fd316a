"""Renewing the key of values in a table that otherwise only grows.

The database refuses every change of such a table (``storage.triggers``). New ciphertext for the same
text is no change of the record; for the length of one transaction the refusal is lifted, and it is back
before anybody else can see or do anything. A process that dies in between leaves it as it was.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text

from storage.connection import Connection

_SQLITE_TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
_POSTGRES_TRIGGERS = text(
    "SELECT quote_ident(tgname) FROM pg_trigger "
    "WHERE tgrelid = to_regclass(:table) AND NOT tgisinternal AND tgenabled = 'A'"
)


@asynccontextmanager
async def changes_allowed(connection: Connection, table: str) -> AsyncIterator[None]:
    """Lift the refusal within the running transaction; to be entered before anything else is locked.

    Which tables refuse changes is asked of the database; with any other nothing happens.
    """
    if connection.dialect_name == "sqlite":
        triggers = (await connection.execute(_SQLITE_TRIGGERS, {"table": table})).all()
        off = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        on = [str(made) for _, made in triggers]
    else:
        names = (await connection.execute(_POSTGRES_TRIGGERS, {"table": table})).scalars().all()
        off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for name in names]
        on = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for name in names]
    for statement in off:
        await connection.execute(text(statement))
    yield
    # Not in a „finally“: after an error the whole transaction is undone, this included.
    for statement in on:
        await connection.execute(text(statement.replace(":", "\\:")))
