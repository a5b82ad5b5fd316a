"""The key of the record's chains: its secret lies in the database, sealed with the office's keys."""

import os
from typing import Final

from sqlalchemy import select, text

from storage.audit_chain import AuditKey
from storage.connection import Connection
from storage.keys import KEY_BYTES, KeyRing
from storage.tables import audit_start

SECRET: Final = "audit_start.secret"  # noqa: S105 - the column's name
FIRST: Final = 1


class AuditKeys:
    """The key for all transactions of a process: asked for once the record has been sealed, then kept."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys
        self._kept: AuditKey | None = None

    async def key(self, connection: Connection) -> AuditKey | None:
        """Return the key; None if the record is not sealed, and then it is not before this transaction ends.

        Not for a transaction that seals the record: what it reads here may yet be undone.
        """
        if self._kept is None:
            self._kept = await read_key(connection, self._keys) or await self._waited(connection)
        return self._kept

    async def _waited(self, connection: Connection) -> AuditKey | None:
        await hold_off_sealing(connection)
        return await read_key(connection, self._keys)


async def read_key(connection: Connection, keys: KeyRing) -> AuditKey | None:
    """Return the key of the record; None if it is not sealed. KeyUnknown or SealBroken if unreadable."""
    sealed = (await connection.execute(select(audit_start.c.secret))).scalar_one_or_none()
    return None if sealed is None else AuditKey(keys.open(sealed, SECRET).encode())


async def make_key(connection: Connection, keys: KeyRing) -> AuditKey:
    """Draw the key of a record that has none."""
    secret = os.urandom(KEY_BYTES).hex()
    await connection.execute(audit_start.insert().values(id=FIRST, secret=keys.seal(secret, SECRET)))
    return AuditKey(secret.encode())


async def hold_off_sealing(connection: Connection) -> None:
    """Let the record not be sealed while entries without a MAC are being written; others may write too."""
    await _lock(connection, "ROW EXCLUSIVE")


async def hold_off_entries(connection: Connection) -> None:
    """Let nobody write entries until this transaction ends."""
    await _lock(connection, "SHARE ROW EXCLUSIVE")


async def _lock(connection: Connection, mode: str) -> None:
    if connection.dialect_name == "postgresql":  # SQLite has one writer at a time
        await connection.execute(text(f"LOCK TABLE audit_entries, staff_audit IN {mode} MODE"))
