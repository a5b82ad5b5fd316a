"""What ``krm-bot audit verify`` costs with 2,000 and with 20,000 cases.

    python -m tests.bench.record [--postgresql]

Ends with status 1 if an entry takes more than half as long again among ten times the cases, if a further
case keeps more than a little memory, or if the record does not hold.
"""

import argparse
import asyncio
import sys
import tempfile
import time
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import String, bindparam, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import Correction
from procedure.vocabulary import CaseId
from storage.audit_chain import AuditKey
from storage.audit_content import CASE_FIELDS, content_of
from storage.audit_corrections import MARK, mark_of
from storage.audit_key import read_key
from storage.audit_verify import verify
from storage.connection import Connection
from storage.corrections import SEALED, place_of
from storage.engine import create_engine, writing
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import audit_chains, audit_entries, case_numbers, cases, corrections
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import case_key, register
from tests.support.builders import BGF, FRONT_DESK, REGISTERED_AT, an_office
from tests.support.databases import PostgresTemplate, SqliteTemplate

FEW, MANY = 2_000, 20_000
ENTRIES = 6
"""Of each case; every tenth has a correction beside."""
ALLOWED_RATIO = 1.5
ALLOWED_BYTES = 400
"""Kept per further case: its number, until it is met."""
ROUNDS = 3
AT_ONCE = 1_000
YEAR = 2026


async def fill(engine: AsyncEngine, keys: KeyRing, number: int) -> None:
    """Record a case, lay copies beside it up to the number, and give each a record of its own."""
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
    await register(SqlUnitsOfWork(engine, keys), 1)
    async with writing(engine) as connection:
        key = await read_key(connection, keys)
        assert key is not None
        for first in range(2, number + 1, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, number + 1))
            await _copy(connection, numbers)
            await _record(connection, key, keys, numbers)
        count = key.numbers(YEAR, number)
        of_year = audit_chains.c.chain == count.chain
        await connection.execute(update(audit_chains).where(of_year).values(asdict(count)))
        await connection.execute(update(case_numbers).values(last=number))
    async with engine.begin() as opened:
        await opened.execute(text("ANALYZE"))


async def _copy(connection: Connection, numbers: range) -> None:
    """Lay copies of the first case beside it; its parts the check does not read."""
    own = {"id": ":id", "number": ":number"}
    named = [column.name for column in cases.c]
    statement = (
        f"INSERT INTO cases ({', '.join(named)}) "  # noqa: S608 - names of ours
        f"SELECT {', '.join(own.get(name, name) for name in named)} FROM cases WHERE id = '{case_key(1)}'"
    )
    copies = [{"id": case_key(number), "number": f"KRM-{YEAR}-{number:04d}"} for number in numbers]
    typed = text(statement).bindparams(bindparam("id", type_=String), bindparam("number", type_=String))
    await connection.execute(typed, copies)


async def _record(connection: Connection, key: AuditKey, keys: KeyRing, numbers: range) -> None:
    heads: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    typed: list[dict[str, Any]] = []
    for number in numbers:
        case_id = case_key(number)
        rows = [_entry(case_id, place) for place in range(ENTRIES)]
        if number % 10 == 0:
            correction = _correction(case_id)
            rows[-1] |= {"event": "Corrected", "details": {MARK: mark_of(key, [correction])}}
            sealed = {name: keys.seal(getattr(correction, name), place_of(name)) for name in SEALED}
            typed.append(asdict(correction) | sealed)
        fresh = key.begun(case_id, f"KRM-{YEAR}-{number:04d}")
        head, links = key.extended(fresh, [content_of(row, CASE_FIELDS) for row in rows])
        heads.append(asdict(head))
        entries += [row | asdict(link) for row, link in zip(rows, links, strict=True)]
    await connection.execute(audit_chains.insert(), heads)
    await connection.execute(audit_entries.insert(), entries)
    if typed:
        await connection.execute(corrections.insert(), typed)


def _entry(case_id: CaseId, place: int) -> dict[str, Any]:
    at = REGISTERED_AT + timedelta(minutes=place)
    return {
        "case_id": case_id,
        "at": at,
        "actor": FRONT_DESK,
        "role": None,
        "on_behalf": False,
        "event": "TakenOver",
        "details": {"holder": BGF},
    }


def _correction(case_id: CaseId) -> Correction:
    at = REGISTERED_AT + timedelta(minutes=ENTRIES - 1)
    return Correction(
        case_id=case_id, at=at, actor=BGF, field="summary", old="Alt", new="Neu", reason="Verschrieben"
    )


async def check(engine: AsyncEngine, keys: KeyRing) -> int:
    """Check the record; return how many entries it has. RuntimeError if it does not hold."""
    found = await verify(engine, keys, lambda _done, _of: None)
    if found.broken is not None:
        raise RuntimeError(str(found.broken))
    return found.entries


async def costs(engine: AsyncEngine, keys: KeyRing) -> tuple[float, int]:
    """Return the microseconds that an entry takes, and the most bytes held at a time."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        entries = await check(engine, keys)
        took.append((time.perf_counter() - began) / entries * 1_000_000)
    tracemalloc.start()
    await check(engine, keys)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return min(took), most


@asynccontextmanager
async def filled(url: str, number: int) -> AsyncIterator[tuple[AsyncEngine, KeyRing]]:
    """Open a migrated, empty database and fill it."""
    engine, keys = create_engine(url), KeyRing.generate()
    try:
        await fill(engine, keys, number)
        yield engine, keys
    finally:
        await engine.dispose()


async def measure(urls: Iterator[str]) -> int:
    """Measure, print the result, and return the exit status."""
    found = []
    for number in (FEW, MANY):
        async with filled(next(urls), number) as (engine, keys):
            took, most = await costs(engine, keys)
        found.append((took, most))
        print(f"{number:6} cases: {took:.1f} µs for an entry, at most {most / 1_000_000:.1f} MB held")
    ratio = found[1][0] / found[0][0]
    kept = (found[1][1] - found[0][1]) / (MANY - FEW)
    print(f"ratio: {ratio:.2f} (allowed: {ALLOWED_RATIO})")
    print(f"bytes for a further case: {kept:.0f} (allowed: {ALLOWED_BYTES})")
    return 1 if ratio > ALLOWED_RATIO or kept > ALLOWED_BYTES else 0


def main() -> int:
    """Measure on SQLite, or on PostgreSQL."""
    parser = argparse.ArgumentParser(description="The check of the record with few and with many cases")
    parser.add_argument("--postgresql", action="store_true")
    if parser.parse_args().postgresql:
        with PostgresTemplate.started() as server, server.lent() as few, server.lent() as many:
            return asyncio.run(measure(iter((few, many))))
    with tempfile.TemporaryDirectory() as folder:
        template = SqliteTemplate.make(Path(folder))
        urls = (template.copy_to(Path(folder) / f"{number}.sqlite3") for number in (FEW, MANY))
        return asyncio.run(measure(urls))


if __name__ == "__main__":
    sys.exit(main())
