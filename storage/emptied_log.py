"""Lets nothing that was removed linger in the embedded database's files.

SQLite overwrites removed values in its main file (``secure_delete``, see ``storage.engine``). Pages from
before lie in the log beside it until the log is emptied. PostgreSQL has no such promise: what it frees is
overwritten when the room is needed (see docs/operations.md).
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.outage import outages_named

WAITS_SECONDS: Final = 1.0
"""How long readers are waited for; a writer may have to wait as long."""


async def empty_log(engine: AsyncEngine) -> bool:
    """Bring the log into the main file and cut it off; False if somebody was reading just then."""
    if engine.dialect.name != "sqlite":
        return True
    with outages_named():
        return await asyncio.to_thread(_truncate, Path(engine.url.database or ""))


def _truncate(file: Path) -> bool:
    with closing(sqlite3.connect(file, timeout=WAITS_SECONDS, isolation_level=None)) as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
