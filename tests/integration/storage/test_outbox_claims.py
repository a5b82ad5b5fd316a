"""The outbox: whoever has claimed a row holds it as long as the lease runs, one person at a time."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.representation import Audience, AudienceKind
from storage.engine import reading
from storage.outbox import SqlOutbox, _due
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.outbox_rows import (
    LEASE,
    NOW,
    a_notice,
    claim_one,
    lease_left,
    person_rows,
    put,
    states,
)
from tests.support.builders import BGF, TEAM_LEAD_A


class TestOnePersonAtATime:
    async def test_a_person_with_a_claimed_row_gets_no_second_one_beside_it(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await person_rows(units, outbox, TEAM_LEAD_A)
        (first,) = await outbox.claim(NOW, 10, LEASE, "one")
        await put(units, a_notice())
        (office_row,) = await outbox.claim(NOW, 10, LEASE, "two")
        await outbox.expand(office_row, [TEAM_LEAD_A, BGF], NOW)
        assert [row.staff_id for row in await outbox.claim(NOW, 10, LEASE, "two")] == [BGF]
        await outbox.delivered(first, NOW)
        assert [row.staff_id for row in await outbox.claim(NOW, 10, LEASE, "two")] == [TEAM_LEAD_A]

    async def test_a_row_whose_lease_has_ended_no_longer_counts(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await person_rows(units, outbox, TEAM_LEAD_A)
        await outbox.claim(NOW, 10, LEASE, "died")
        assert len(await outbox.claim(NOW + LEASE, 10, LEASE, "other")) == 1

    async def test_workers_at_once_never_share_a_person(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        for _ in range(6):
            await put(units, a_notice())
        for row in await outbox.claim(NOW, 10, LEASE, "split"):
            await outbox.expand(row, [TEAM_LEAD_A, BGF], NOW)
        claims = await asyncio.gather(*(outbox.claim(NOW, 3, LEASE, f"worker-{n}") for n in range(4)))
        for person in (TEAM_LEAD_A, BGF):
            workers = {row.claimed_by for rows in claims for row in rows if row.staff_id == person}
            assert len(workers) <= 1


class TestPuttingOff:
    async def test_a_row_put_off_comes_at_its_time_as_if_it_had_not_been_claimed(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await put(units, a_notice())
        row = await claim_one(outbox)
        later = NOW + 10 * LEASE
        await outbox.put_off(row, later)
        assert await outbox.claim(later - LEASE, 10, LEASE, "other") == []
        (again,) = await outbox.claim(later, 10, LEASE, "other")
        assert (again.id, again.attempts, again.last_error) == (row.id, 1, "")

    async def test_whoever_lost_a_row_puts_nothing_off(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await put(units, a_notice())
        lost = await claim_one(outbox)
        (taken,) = await outbox.claim(NOW + LEASE, 10, LEASE, "other")
        await outbox.put_off(lost, NOW + 10 * LEASE)
        assert await outbox.renew(taken, NOW + LEASE, LEASE)


async def test_claiming_looks_at_open_rows_only_however_many_are_settled(office_engine: AsyncEngine) -> None:
    is_postgresql = office_engine.dialect.name == "postgresql"
    options = {"literal_binds": True}
    claim = _due(NOW, 5).compile(dialect=office_engine.dialect, compile_kwargs=options)
    async with reading(office_engine) as connection:
        if is_postgresql:  # an empty table is read whole otherwise
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
        how = "EXPLAIN" if is_postgresql else "EXPLAIN QUERY PLAN"
        explained = text(f"{how} {claim}".replace(":", "\\:"))
        plan = [str(row) for row in await connection.execute(explained)]
    reads = [line for line in plan if " on outbox" in line or "outbox" in line.split("USING")[0]]
    assert len(reads) == 2
    assert all("ix_outbox_open" in line for line in reads)


class TestRenewing:
    async def test_a_claim_is_held_on_to_from_now(self, units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
        await put(units, a_notice())
        row = await claim_one(outbox)
        assert await outbox.renew(row, NOW + LEASE / 2, LEASE)
        assert await outbox.claim(NOW + LEASE, 1, LEASE, "other") == []
        (taken,) = await outbox.claim(NOW + LEASE * 1.5, 1, LEASE, "other")
        assert lease_left(taken) == LEASE * 2.5

    async def test_a_claim_that_has_ended_or_been_taken_cannot_be_renewed(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await put(units, a_notice())
        row = await claim_one(outbox)
        assert not await outbox.renew(row, NOW + LEASE, LEASE)
        await outbox.claim(NOW + LEASE, 1, LEASE, "other")
        assert not await outbox.renew(row, NOW + LEASE, LEASE)

    async def test_whoever_lost_a_row_neither_gives_it_up_nor_back(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await put(units, a_notice())
        lost = await claim_one(outbox)
        mine = await claim_one(outbox, NOW + LEASE)
        await outbox.retry(lost, NOW, "503")
        await outbox.dead(lost, "503", NOW, Audience(AudienceKind.BGF))
        await outbox.give_back([lost])
        assert await states(outbox) == ["offen"]
        assert await outbox.renew(mine, NOW + LEASE, LEASE)
        await outbox.delivered(lost, NOW)  # it did arrive
        assert await states(outbox) == ["zugestellt"]

    async def test_a_row_given_back_is_free_at_once_and_was_not_tried(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await put(units, a_notice())
        await outbox.give_back([await claim_one(outbox)])
        assert (await claim_one(outbox)).attempts == 1
