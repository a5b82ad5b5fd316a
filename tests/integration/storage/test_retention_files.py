"""What was anonymised is gone from the database's files, not only from its tables (privacy)."""

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.retention_run import retention_run
from procedure.case import Case
from storage.emptied_log import empty_log
from storage.engine import create_engine, reading
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import cases, metadata
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT, an_office
from tests.support.expired import CUSTOMER_NUMBER, NIGHT, expired, keep_with_all
from tests.support.house import RULEBOOK
from tests.support.sealed_values import everything_opened

CASES = 20
HEAD = 30
"""Every sealed value begins alike: a mark and the key's name."""
PIECE = 16
"""A long row lies on several pages, so a value may be cut in two: pieces of it are looked for."""


async def sealed_values(engine: AsyncEngine, keys: KeyRing) -> list[bytes]:
    """Return all that is sealed of a case and says something, and the hash of its customer's number."""
    found: list[bytes] = []
    opened = await everything_opened(engine, keys)
    async with reading(engine) as connection:
        for (table, column, own), value in opened.items():
            if value and table not in {"staff", "audit_start"}:
                kept = metadata.tables[table]
                key = zip(kept.primary_key.columns, own, strict=True)
                one = select(kept.c[column]).where(*(part == of for part, of in key))
                sealed = (await connection.execute(one)).scalar_one()
                found.append(sealed if isinstance(sealed, bytes) else str(sealed).encode())
        hashes = select(cases.c.customer_number_hash).where(cases.c.customer_number_hash.is_not(None))
        found += [each.encode() for each in (await connection.execute(hashes)).scalars()]
    return found


def on_disk(url: str, values: list[bytes]) -> tuple[int, int]:
    """Count the pieces of values that are in the files, and all of them."""
    file = Path(url.removeprefix("sqlite:///"))
    content = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    pieces = {value[at : at + PIECE] for value in values for at in range(HEAD, len(value) - PIECE, PIECE)}
    return sum(piece in content for piece in pieces), len(pieces)


async def office_with_cases(url: str, keys: KeyRing) -> tuple[AsyncEngine, SqlUnitsOfWork, list[Case]]:
    engine = create_engine(url)
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
    units = SqlUnitsOfWork(engine, keys)
    kept = [expired(number) for number in range(1, CASES + 1)]
    await keep_with_all(units, *kept)
    return engine, units, kept


async def test_no_sealed_value_and_no_hash_is_left_in_the_files(sqlite_url: str, key_ring: KeyRing) -> None:
    engine, units, _ = await office_with_cases(sqlite_url, key_ring)
    before = await sealed_values(engine, key_ring)
    assert (key_ring.hash_customer_number(CUSTOMER_NUMBER) or "").encode() in before
    await empty_log(engine)
    there, looked_for = on_disk(sqlite_url, before)
    assert there > 0.9 * looked_for > 500
    assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == CASES
    assert await empty_log(engine)
    assert on_disk(sqlite_url, before) == (0, looked_for)
    await engine.dispose()


async def test_without_overwriting_they_would_be_there(
    sqlite_url: str, key_ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.PRAGMAS", ("journal_mode = WAL", "secure_delete = OFF"))
    engine, units, _ = await office_with_cases(sqlite_url, key_ring)
    before = await sealed_values(engine, key_ring)
    assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == CASES
    await empty_log(engine)
    assert on_disk(sqlite_url, before)[0] > 0
    await engine.dispose()


async def test_who_reads_just_then_is_not_broken_off(sqlite_url: str, key_ring: KeyRing) -> None:
    engine, units, (case, *_) = await office_with_cases(sqlite_url, key_ring)
    async with reading(engine) as connection:
        await connection.execute(text("SELECT count(*) FROM cases"))
        assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == CASES
        assert not await empty_log(engine)
        version = select(cases.c.version).where(cases.c.id == case.id)
        assert (await connection.execute(version)).scalar_one() == case.version
    assert await empty_log(engine)
    await engine.dispose()
