"""Three replicas that claim at once, each on connections of its own: every row is taken by exactly one."""

import asyncio
from contextlib import AsyncExitStack

from storage.engine import create_engine
from storage.keys import KeyRing
from storage.outbox import OutboxRow, SqlOutbox
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.outbox_rows import LEASE, NOW, a_notice, put
from tests.support.builders import REGISTERED_AT, a_case, an_office

ROWS = 90
AT_A_TIME = 7


async def test_three_replicas_claim_disjoint_rows_and_leave_none(
    postgres_url: str, key_ring: KeyRing
) -> None:
    async with AsyncExitStack() as stack:
        engines = [create_engine(postgres_url) for _ in range(3)]
        for engine in engines:
            stack.push_async_callback(engine.dispose)
        units = SqlUnitsOfWork(engines[0], key_ring)
        await SqlStaff(engines[0], key_ring).apply_roster(Roster(an_office()), REGISTERED_AT)
        async with units() as unit:
            await unit.cases.add(a_case())
            await unit.commit()
        await put(units, *(a_notice() for _ in range(ROWS)))

        ready = asyncio.Barrier(3)

        async def work(number: int) -> list[OutboxRow]:
            taken: list[OutboxRow] = []
            outbox = SqlOutbox(engines[number])
            await outbox.pending_count()  # connected
            await ready.wait()
            while rows := await outbox.claim(NOW, AT_A_TIME, LEASE, f"replica-{number}"):
                taken += rows
            return taken

        shares = await asyncio.gather(*(work(number) for number in range(3)))
        claimed = [row.id for rows in shares for row in rows]
        assert len(claimed) == len(set(claimed)) == ROWS
        assert all(shares), "each of them got some"
