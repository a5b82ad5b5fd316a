"""May the program work with this database? Asked at start, and by ``/readyz``."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading
from storage.errors import KeyLacking
from storage.keys import KeyRing
from storage.outage import outages_named
from storage.roster_rows import NAME
from storage.schema import assert_schema_is_current, assert_schema_is_usable
from storage.sealed_columns import sealed_tables
from storage.tables import staff


async def assert_ready(engine: AsyncEngine, key_ring: KeyRing) -> None:
    """Raise an error that names the remedy unless the schema is current and the key fits the data.

    DatabaseUnavailable, SchemaOutdated, SchemaUnknown or KeyUnknown. A wrong key is found here, before
    anything is written with it: the roster's names are the first values ever sealed.
    """
    with outages_named():
        await assert_schema_is_current(engine)
        await _assert_key_fits(engine, key_ring)


async def assert_can_serve(engine: AsyncEngine, key_ring: KeyRing) -> bool:
    """As ``assert_ready``, but a newer schema will do if it only has more; True if it is newer.

    During a rolling upgrade the release before goes on serving, and may be started anew.
    """
    with outages_named():
        is_newer = await assert_schema_is_usable(engine)
        await _assert_key_fits(engine, key_ring)
    return is_newer


async def _assert_key_fits(engine: AsyncEngine, key_ring: KeyRing) -> None:
    async with reading(engine) as connection:
        sealed = (await connection.execute(select(staff.c.name).limit(1))).scalar_one_or_none()
    if sealed is not None:
        key_ring.open(sealed, NAME)


async def assert_no_key_lacks(engine: AsyncEngine, key_ring: KeyRing) -> None:
    """Raise KeyLacking if any text is sealed with a key that the ring does not have. Asked at start.

    Every table is read once, the letters and scans are not: whichever key one of them needs, a text
    needs too (``storage.sealed_columns``). Without this, what is still under a lacking key would be met
    as an error in the middle of somebody's work.
    """
    with outages_named():
        async with reading(engine) as connection:
            for sealed in sealed_tables():
                if sealed.holds_files:
                    continue
                lacking = select(sealed.key[0]).where(sealed.under_other_keys(key_ring.ids)).limit(1)
                if (await connection.execute(lacking)).first() is not None:
                    raise KeyLacking
