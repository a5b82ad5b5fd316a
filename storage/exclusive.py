"""One transaction at a time for something that is no row (yet)."""

from zlib import crc32

from sqlalchemy import text

from storage.connection import Connection


async def one_at_a_time(connection: Connection, what: str) -> None:
    """Wait until no other transaction that asked for ``what`` is under way; held until the end of this one.

    SQLite needs nothing: it has one writer at a time. The key is a checksum: two things that share one
    only wait for each other now and then.
    """
    if connection.dialect_name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(what.encode())})
