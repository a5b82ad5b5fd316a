"""Where the proof of the record begins: every entry that is there is covered, later ones are linked.

A new database is sealed by its first roster, one of an earlier release by ``krm-bot audit seal``.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.audit_chain import STAFF, AuditKey, Head, instant
from storage.audit_content import CASE_FIELDS, STAFF_FIELDS, content_found, raw
from storage.audit_key import hold_off_entries, make_key, read_key
from storage.connection import Connection
from storage.engine import writing
from storage.errors import AuditStartLost
from storage.exclusive import one_at_a_time
from storage.keys import KeyRing
from storage.staff_changes import year_begun
from storage.staff_record import append_to_staff_record
from storage.tables import audit_chains, audit_entries, case_numbers, cases, staff_audit

CASES_AT_ONCE = 500


async def seal(engine: AsyncEngine, keys: KeyRing, now: datetime) -> bool:
    """Seal the record, in one transaction; False if it is sealed already, whoever did it.

    Nobody can write an entry meanwhile. AuditStartLost if it was sealed once and is not any more.
    """
    async with writing(engine) as connection:
        return await seal_within(connection, keys, now)


async def seal_if_empty(connection: Connection, keys: KeyRing, now: datetime) -> None:
    """Seal a record in which nothing stands yet; one that holds entries is not touched."""
    for table in (staff_audit, case_numbers, cases, audit_chains):
        if (await connection.execute(select(table).limit(1))).first() is not None:
            return
    await seal_within(connection, keys, now)


async def seal_within(connection: Connection, keys: KeyRing, now: datetime) -> bool:
    """Seal the record in a running transaction."""
    await one_at_a_time(connection, "audit_start")
    await hold_off_entries(connection)
    if await read_key(connection, keys) is not None:
        return False
    if (await connection.execute(select(audit_chains.c.chain).limit(1))).first() is not None:
        raise AuditStartLost
    key = await make_key(connection, keys)
    await _seal_staff(connection, key, now)
    async for heads in _heads_of_cases(connection, key):
        await _keep(connection, heads)
    years = (await connection.execute(select(case_numbers).order_by(case_numbers.c.year))).all()
    await _keep(connection, [key.numbers(year, last) for year, last in years])
    if years:
        await append_to_staff_record(connection, keys, [year_begun(year, now) for year, _ in years])
    return True


async def _seal_staff(connection: Connection, key: AuditKey, now: datetime) -> None:
    chosen = select(*raw(staff_audit, STAFF_FIELDS)).order_by(staff_audit.c.id)
    rows = (await connection.execute(chosen)).mappings().all()
    await _keep(connection, [_head(key, STAFF, instant(now), rows, STAFF_FIELDS)])


async def _heads_of_cases(connection: Connection, key: AuditKey) -> AsyncIterator[list[Head]]:
    after = ""
    while True:
        page = select(cases.c.id, cases.c.number).where(cases.c.id > after).order_by(cases.c.id)
        found = (await connection.execute(page.limit(CASES_AT_ONCE))).all()
        if not found:
            return
        after = found[-1].id
        entries = await _entries(connection, audit_entries, [row.id for row in found])
        yield [_head(key, row.id, row.number, entries.get(row.id, []), CASE_FIELDS) for row in found]


async def _entries(connection: Connection, table: Table, wanted: Sequence[str]) -> dict[str, list[Any]]:
    chosen = select(table.c.case_id, *raw(table, CASE_FIELDS)).where(table.c.case_id.in_(wanted))
    rows = (await connection.execute(chosen.order_by(table.c.case_id, table.c.id))).mappings()
    return {case_id: list(of_case) for case_id, of_case in groupby(rows, key=itemgetter("case_id"))}


def _head(key: AuditKey, chain: str, label: str, rows: Sequence[Any], fields: tuple[str, ...]) -> Head:
    mac = ""
    for row in rows:
        # An entry that cannot be read any more is covered as such: sealing neither hides nor mends it.
        mac = key.folded(chain, mac, content_found(row, fields) or ())
    return key.begun(chain, label, sealed=len(rows), sealed_mac=mac)


async def _keep(connection: Connection, heads: Sequence[Head]) -> None:
    if heads:
        await connection.execute(audit_chains.insert(), [asdict(head) for head in heads])
