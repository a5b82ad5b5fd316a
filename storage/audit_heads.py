"""The heads of the chains within one transaction.

Each case has its own, so presses on different cases do not wait for one another. A head is read with its
case and written once per press, on the condition that nobody else has moved it since; who loses reads
it anew under a lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import case as either
from sqlalchemy import select, update

from casework.errors import VersionConflict
from storage.audit_chain import BROKEN, AuditKey, Content, Head, Link
from storage.audit_key import AuditKeys
from storage.connection import Connection
from storage.tables import audit_chains
from storage.upsert import insert

HEAD_COLUMNS = tuple(column.name for column in audit_chains.c)


def head_from(row: Mapping[Any, Any]) -> Head | None:
    """Return the head in a row that may have found none (an outer join)."""
    values = {name: row[audit_chains.c[name]] for name in HEAD_COLUMNS}
    return None if values["chain"] is None else Head(**values)


class ChainHeads:
    """What this transaction knows of the chains it extends."""

    def __init__(self, connection: Connection, keys: AuditKeys) -> None:
        self._connection = connection
        self._keys = keys
        self._known: dict[str, Head] = {}
        self._new: dict[str, str] = {}
        self._counted: dict[str, tuple[int, int]] = {}

    def loaded(self, head: Head | None) -> None:
        """Remember the head that was read with a case."""
        if head is not None:
            self._known[head.chain] = head

    async def key(self) -> AuditKey | None:
        """Return the key of the record; None if it is not sealed."""
        return await self._keys.key(self._connection)

    async def locked(self, chain: str) -> tuple[AuditKey, Head | None] | None:
        """Return the key and a chain's head, which nobody else can move now; None without a sealed record."""
        key = await self._keys.key(self._connection)
        return None if key is None else (key, await locked_head(self._connection, chain))

    async def begin_anew(self, key: AuditKey, head: Head) -> None:
        """Let a chain that was locked begin once more: no entry of it is left."""
        fresh = key.begun(head.chain, head.label)
        of_chain = audit_chains.c.chain == head.chain
        await self._connection.execute(update(audit_chains).where(of_chain).values(asdict(fresh)))
        self._known[head.chain] = fresh

    def counted(self, number: str, year: int, last: int) -> None:
        """Remember that a case number was given."""
        self._counted[number] = (year, last)

    def added(self, chain: str, number: str) -> None:
        """Remember that a case is new: its chain begins with its first entry."""
        self._new[chain] = number

    def first_of_year(self, chain: str) -> int | None:
        """Return the year that a new case is the first of; None for any other case."""
        year, last = self._counted.get(self._new.get(chain, ""), (0, 0))
        return year if last == 1 else None

    async def extend(self, chain: str, contents: Sequence[Content]) -> list[Link]:
        """Put entries at the end of a case's chain; their rows are written by the caller.

        Without a sealed record, or where a chain is gone, entries carry nothing: work goes on, and the
        check says what is missing.
        """
        key = await self._keys.key(self._connection)
        if key is None:
            return [Link()] * len(contents)
        if chain in self._new:
            return await self._begin(key, chain, contents)
        head = self._known.get(chain) or await locked_head(self._connection, chain)
        if head is None:
            return [Link()] * len(contents)
        moved, links = key.extended(head, contents)
        if not await move_head(self._connection, head, moved):
            head = await locked_head(self._connection, chain)
            if head is None:
                raise VersionConflict
            moved, links = key.extended(head, contents)
            await move_head(self._connection, head, moved)
        self._known[chain] = moved
        return links

    async def _begin(self, key: AuditKey, chain: str, contents: Sequence[Content]) -> list[Link]:
        number = self._new.pop(chain)
        moved, links = key.extended(key.begun(chain, number), contents)
        self._known[chain] = moved
        rows, goes_on = [moved], BROKEN
        mac: Any = BROKEN
        if number in self._counted:
            year, last = self._counted[number]
            count = key.numbers(year, last)
            goes_on = key.numbers(year, last - 1).head_mac
            mac = either((audit_chains.c.head_mac == goes_on, count.head_mac), else_=BROKEN)
            rows.append(count)
        values = [asdict(row) for row in rows]
        if len(values) > 1 and rows[1].length > 1:
            values[1]["head_mac"] = BROKEN  # its row must be there already
        kept = insert(self._connection, audit_chains).values(values)
        await self._connection.execute(
            kept.on_conflict_do_update(
                index_elements=[audit_chains.c.chain], set_={"length": kept.excluded.length, "head_mac": mac}
            )
        )
        return links


async def locked_head(connection: Connection, chain: str) -> Head | None:
    """Read a head and keep others from moving it."""
    chosen = select(audit_chains).where(audit_chains.c.chain == chain).with_for_update()
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return None if row is None else Head(**row)


async def move_head(connection: Connection, before: Head, moved: Head) -> bool:
    """Write how far a chain goes now; False if it is no longer as it was ``before``."""
    unmoved = (audit_chains.c.chain == before.chain) & (audit_chains.c.head_mac == before.head_mac)
    values = {"length": moved.length, "last_mac": moved.last_mac, "head_mac": moved.head_mac}
    return (await connection.execute(update(audit_chains).where(unmoved).values(values))).rowcount == 1
