"""Names of customers are sealed, so whoever looks for one reads all of them, batch by batch (§ 83 SGB X)."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading
from storage.keys import KeyRing
from storage.tables import cases

BATCH = 500
_PLACE = "cases.customer_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A case whose customer may be meant; nothing else about it."""

    number: str
    received_at: datetime


async def cases_named(
    engine: AsyncEngine, keys: KeyRing, is_meant: Callable[[str], bool], *, batch: int = BATCH
) -> AsyncIterator[Candidate]:
    """Yield the cases whose customer's name is meant, by their numbers; each batch is read by itself."""
    after = ""
    columns = (cases.c.number, cases.c.received_at, cases.c.customer_name)
    while True:
        chosen = select(*columns).where(cases.c.number > after).order_by(cases.c.number).limit(batch)
        async with reading(engine) as connection:
            rows = (await connection.execute(chosen)).all()
        for number, received_at, name in rows:
            if is_meant(keys.open(name, _PLACE)):
                yield Candidate(number=number, received_at=received_at)
        if len(rows) < batch:
            return
        after = rows[-1].number
