"""The record of the roster and the absences: one chain of its own (R50)."""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.audit_chain import STAFF, Link
from storage.audit_content import STAFF_FIELDS, content_of
from storage.audit_heads import locked_head, move_head
from storage.audit_key import hold_off_sealing, read_key
from storage.connection import Connection
from storage.keys import KeyRing
from storage.tables import staff_audit


async def append_to_staff_record(
    connection: Connection, keys: KeyRing, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add entries in a running transaction; nothing can change or remove them."""
    links = await _extend(connection, keys, rows)
    linked = [
        {**row, "position": link.position, "mac": link.mac} for row, link in zip(rows, links, strict=True)
    ]
    await connection.execute(staff_audit.insert(), linked)


async def _extend(connection: Connection, keys: KeyRing, rows: Sequence[Mapping[str, Any]]) -> Sequence[Link]:
    key = await read_key(connection, keys)
    if key is None:
        await hold_off_sealing(connection)
        key = await read_key(connection, keys)
    head = await locked_head(connection, STAFF)
    if key is None or head is None:
        return [Link()] * len(rows)
    moved, links = key.extended(head, [content_of(row, STAFF_FIELDS) for row in rows])
    await move_head(connection, head, moved)
    return links
