"""May the program work with this database? Asked at start, and by ``/readyz``."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading
from storage.keys import KeyRing
from storage.outage import outages_named
from storage.roster_rows import NAME
from storage.schema import assert_schema_is_current
from storage.tables import staff


async def assert_ready(engine: AsyncEngine, key_ring: KeyRing) -> None:
    """Raise an error that names the remedy unless the schema is current and the key fits the data.

    DatabaseUnavailable, SchemaOutdated, SchemaUnknown or KeyUnknown. A wrong key is found here, before
    anything is written with it: the roster's names are the first values ever sealed.
    """
    with outages_named():
        await assert_schema_is_current(engine)
        async with reading(engine) as connection:
            sealed = (await connection.execute(select(staff.c.name).limit(1))).scalar_one_or_none()
    if sealed is not None:
        key_ring.open(sealed, NAME)
