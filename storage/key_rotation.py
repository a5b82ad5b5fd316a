"""Bringing every sealed value under the key that writes, while the office works (``krm-bot keys rotate``).

How far it has come stands in the values themselves, each of which names its key: a run that was killed
is continued by the next. A value is replaced only if it is still the one that was read, so whatever
somebody writes at the same time stays.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.append_only import changes_allowed
from storage.connection import Connection
from storage.engine import reading, writing
from storage.errors import RotationUnfinished
from storage.keys import KeyRing
from storage.sealed_columns import CUSTOMER_NUMBER, NUMBER_HASH, SealedTable, sealed_tables
from storage.tables import cases

FILE_ROWS = 1
"""How many files one transaction takes: they are large."""

HASHES_AT_ONCE = 500
"""How many customer numbers are read at once to compare their hashes."""

PASSES = 30
"""How often rows that somebody was just writing are asked for again."""

RETRY_SECONDS = 0.5

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much of the database's time a renewal may take from those who press."""

    rows: int = 50
    """Rows of one transaction; writers wait for it, milliseconds."""
    pause: float = 0.01
    """Seconds between two transactions."""


STEADY = Pace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the entries that a run found under older keys are renewed."""

    done: int
    of: int


async def rotate(
    engine: AsyncEngine, keys: KeyRing, report: Callable[[Progress], None], pace: Pace = STEADY
) -> int:
    """Seal everything that an older key sealed with the one that writes; return how many rows it was.

    RotationUnfinished if rows stayed in use; running it once more goes on. KeyUnknown or SealBroken if a
    value cannot be read: it stays as it is.
    """
    done = Progress(done=0, of=await count_old(engine, keys))
    report(done)
    for _ in range(PASSES):
        for sealed in sealed_tables():
            async for renewed in _walk(engine, keys, sealed, pace):
                done = Progress(done=done.done + renewed, of=max(done.of, done.done + renewed))
                report(done)
        await _renew_hashes(engine, keys)
        left = await count_old(engine, keys)
        if left == 0:
            return done.done
        done = replace(done, of=done.done + left)
        await asyncio.sleep(RETRY_SECONDS)
    raise RotationUnfinished


async def count_old(engine: AsyncEngine, keys: KeyRing) -> int:
    """Count the rows that hold a value sealed with another key than the one that writes."""
    total = 0
    async with reading(engine) as connection:
        for sealed in sealed_tables():
            old = sealed.under_other_keys([keys.writes])
            counted = select(func.count()).select_from(sealed.table).where(old)
            total += (await connection.execute(counted)).scalar_one()
    return total


async def count_old_hashes(engine: AsyncEngine, keys: KeyRing) -> int:
    """Count the customer numbers whose hash another key has made; every number is read for it."""
    found = 0

    async def count(rows: Sequence[Row]) -> None:
        nonlocal found
        found += len(rows)

    await _with_old_hashes(engine, keys, count)
    return found


async def _walk(engine: AsyncEngine, keys: KeyRing, sealed: SealedTable, pace: Pace) -> AsyncGenerator[int]:
    """Go once through a table; say after each transaction how many rows it has renewed."""
    hashed = (NUMBER_HASH,) if sealed.table is cases else ()
    wanted = select(*sealed.key, *sealed.columns, *hashed).order_by(*sealed.key)
    wanted = wanted.where(sealed.under_other_keys([keys.writes]))
    wanted = wanted.limit(FILE_ROWS if sealed.holds_files else pace.rows)
    after = wanted
    while True:
        async with reading(engine) as connection:
            rows = (await connection.execute(after)).mappings().all()
        if not rows:
            return
        # Opened and sealed here, where nobody waits for it.
        fresh = [_renewed(sealed, row, keys) for row in rows]
        yield await _write(engine, sealed, rows, fresh)
        last = tuple(rows[-1][column] for column in sealed.key)
        after = wanted.where(tuple_(*sealed.key) > last)
        await asyncio.sleep(pace.pause)


def _renewed(sealed: SealedTable, row: Row, keys: KeyRing) -> dict[str, Any]:
    fresh: dict[str, Any] = {}
    for column in sealed.columns:
        old = row[column]
        if old is None:
            continue
        place = f"{sealed.table.name}.{column.name}"
        if sealed.holds_files:
            (own,) = sealed.key
            fresh[column.name] = keys.seal_bytes(keys.open_bytes(old, place, row[own]), place, row[own])
            continue
        plain = keys.open(old, place)
        fresh[column.name] = keys.seal(plain, place)
        if column is CUSTOMER_NUMBER:
            fresh[NUMBER_HASH.name] = keys.hash_customer_number(plain)
    return fresh


async def _write(
    engine: AsyncEngine, sealed: SealedTable, rows: Sequence[Row], fresh: Sequence[Mapping[str, Any]]
) -> int:
    """Replace what is still as it was read; return how many rows that is."""
    async with writing(engine) as connection, changes_allowed(connection, sealed.table.name):
        return await _replace(connection, sealed, rows, fresh)


async def _replace(
    connection: Connection, sealed: SealedTable, rows: Sequence[Row], fresh: Sequence[Mapping[str, Any]]
) -> int:
    # Who waits for nobody blocks nobody: rows that somebody is writing at the moment come next time.
    own = [tuple(row[column] for column in sealed.key) for row in rows]
    free = select(*sealed.key).where(tuple_(*sealed.key).in_(own)).order_by(*sealed.key)
    locked = await connection.execute(free.with_for_update(key_share=True, skip_locked=True))
    ours = {tuple(row) for row in locked}
    replaced = 0
    for row, key, values in zip(rows, own, fresh, strict=True):
        if key not in ours:
            continue
        same = [sealed.table.c[name].is_not_distinct_from(row[sealed.table.c[name]]) for name in values]
        this_one = and_(*(column == value for column, value in zip(sealed.key, key, strict=True)), *same)
        replaced += (await connection.execute(update(sealed.table).where(this_one).values(values))).rowcount
    return replaced


async def _renew_hashes(engine: AsyncEngine, keys: KeyRing) -> None:
    """Make hashes anew whose number was renewed without them; normally there are none."""
    number = SealedTable(table=cases, columns=(CUSTOMER_NUMBER,), holds_files=False)

    async def renew(rows: Sequence[Row]) -> None:
        await _write(engine, number, rows, [_renewed(number, row, keys) for row in rows])

    await _with_old_hashes(engine, keys, renew)


async def _with_old_hashes(
    engine: AsyncEngine, keys: KeyRing, work: Callable[[Sequence[Row]], Awaitable[None]]
) -> None:
    last = ""
    wanted = select(cases.c.id, CUSTOMER_NUMBER, NUMBER_HASH).order_by(cases.c.id).limit(HASHES_AT_ONCE)
    while True:
        async with reading(engine) as connection:
            rows = (await connection.execute(wanted.where(cases.c.id > last))).mappings().all()
        if not rows:
            return
        old = [row for row in rows if row[NUMBER_HASH] != _hash(row[CUSTOMER_NUMBER], keys)]
        if old:
            await work(old)
        last = rows[-1][cases.c.id]
        await asyncio.sleep(0)


def _hash(sealed: Any, keys: KeyRing) -> str | None:  # noqa: ANN401 - a column's value
    return None if sealed is None else keys.hash_customer_number(keys.open(sealed, str(CUSTOMER_NUMBER)))
