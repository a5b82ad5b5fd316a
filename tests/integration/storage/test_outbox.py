"""The outbox: nothing is lost, nothing is handed out twice at a time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.notices import Notice
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import StaffId
from storage.engine import reading
from storage.outbox import OutboxRow, SqlOutbox, _due
from storage.tables import OutboxState
from storage.tables import outbox as outbox_table
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, CASE_ID, DEPUTY_A, REGISTERED_AT, TEAM_A, TEAM_LEAD_A

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)


@pytest.fixture
def outbox(office_engine: AsyncEngine) -> SqlOutbox:
    return SqlOutbox(office_engine)


def a_notice(
    kind: NoticeKind = NoticeKind.CASE_FOR_TEAM,
    audience: Audience = Audience(AudienceKind.TEAM_LEAD, TEAM_A),  # noqa: B008 - a frozen value
    due_at: datetime = REGISTERED_AT,
) -> Notice:
    return Notice(kind=kind, audience=audience, case_id=CASE_ID, due_at=due_at)


async def put(units: SqlUnitsOfWork, *notices: Notice) -> None:
    async with units() as unit:
        await unit.notices.put(notices)
        await unit.commit()


async def claim_one(outbox: SqlOutbox, now: datetime = NOW) -> OutboxRow:
    (row,) = await outbox.claim(now, 1, LEASE, "worker")
    return row


async def states(outbox: SqlOutbox) -> list[str]:
    ordered = select(outbox_table.c.state).order_by(outbox_table.c.sequence)
    async with reading(outbox._engine) as connection:  # noqa: SLF001 - the state has no other reader
        return list((await connection.execute(ordered)).scalars())


async def errors(outbox: SqlOutbox) -> list[str]:
    dead = select(outbox_table.c.last_error).where(outbox_table.c.state == OutboxState.DEAD)
    async with reading(outbox._engine) as connection:  # noqa: SLF001 - idem
        return list((await connection.execute(dead)).scalars())


async def test_a_claimed_row_says_all_the_relay_needs(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    row = await claim_one(outbox)
    assert row.kind is NoticeKind.CASE_FOR_TEAM
    assert Audience.parse(row.audience) == Audience(AudienceKind.TEAM_LEAD, TEAM_A)
    assert (row.case_id, row.due_at, row.attempts, row.last_error) == (CASE_ID, REGISTERED_AT, 1, "")
    assert (row.staff_id, row.parent_id) == (None, None)
    assert (row.claimed_by, row.claimed_until) == ("worker", NOW + LEASE)
    assert abs(row.created_at - datetime.now(UTC)) < timedelta(minutes=1)


async def test_an_undone_transaction_owes_no_message(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    async with units() as unit:
        await unit.notices.put([a_notice()])
    assert await outbox.pending_count() == 0


async def test_rows_come_in_the_order_in_which_they_are_due_then_put(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    late = a_notice(NoticeKind.ALERT, due_at=NOW)
    await put(units, late, a_notice(NoticeKind.CASE_FOR_TEAM), a_notice(NoticeKind.RECORD_REQUEST))
    await put(units, a_notice(NoticeKind.CASE_FOR_MANAGEMENT))
    claimed = await outbox.claim(NOW, 10, LEASE, "worker")
    assert [row.kind for row in claimed] == [
        NoticeKind.CASE_FOR_TEAM,
        NoticeKind.RECORD_REQUEST,
        NoticeKind.CASE_FOR_MANAGEMENT,
        NoticeKind.ALERT,
    ]


async def test_a_row_that_is_not_due_waits(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice(due_at=NOW))
    assert await outbox.claim(NOW - timedelta(microseconds=1), 10, LEASE, "worker") == []
    assert len(await outbox.claim(NOW, 10, LEASE, "worker")) == 1


async def test_at_most_the_limit_is_claimed(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, *[a_notice() for _ in range(5)])
    sizes = [len(await outbox.claim(NOW, 2, LEASE, "worker")) for _ in range(4)]
    assert sizes == [2, 2, 1, 0]


async def test_a_claimed_row_is_free_again_only_when_its_lease_has_ended(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, a_notice())
    await claim_one(outbox)
    assert await outbox.claim(NOW + LEASE - timedelta(microseconds=1), 1, LEASE, "other") == []
    again = await claim_one(outbox, NOW + LEASE)
    assert again.attempts == 2


async def test_many_workers_at_once_share_the_rows_without_overlap(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, *[a_notice() for _ in range(60)])

    async def work(worker: int) -> list[str]:
        mine: list[str] = []
        while rows := await outbox.claim(NOW, 7, LEASE, f"worker-{worker}"):
            mine += [row.id for row in rows]
        return mine

    shares = await asyncio.gather(*(work(worker) for worker in range(6)))
    claimed = [row_id for share in shares for row_id in share]
    assert len(claimed) == 60
    assert len(set(claimed)) == 60


async def test_an_office_row_is_split_into_one_row_per_person(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, a_notice())
    parent = await claim_one(outbox)
    await outbox.expand(parent, [TEAM_LEAD_A, DEPUTY_A], NOW)
    parts = await outbox.claim(NOW, 10, LEASE, "worker")
    assert [part.staff_id for part in parts] == [TEAM_LEAD_A, DEPUTY_A]
    for part in parts:
        assert part.parent_id == parent.id
        assert (part.kind, part.audience, part.case_id) == (parent.kind, parent.audience, parent.case_id)
    assert await states(outbox) == ["aufgeteilt", "offen", "offen"]


async def test_splitting_twice_is_the_same_as_once(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    parent = await claim_one(outbox)
    both = [TEAM_LEAD_A, TEAM_LEAD_A]
    await asyncio.gather(*(outbox.expand(parent, both, NOW) for _ in range(4)))
    await outbox.expand(parent, [BGF], NOW)
    assert await states(outbox) == ["aufgeteilt", "offen"]


async def test_a_row_for_nobody_is_settled(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice(audience=Audience(AudienceKind.HOLDERS)))
    await outbox.expand(await claim_one(outbox), [], NOW)
    assert await outbox.pending_count() == 0


async def test_a_delivered_row_is_never_handed_out_again(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    await outbox.delivered(await claim_one(outbox), NOW)
    assert await outbox.claim(NOW + timedelta(days=1), 1, LEASE, "worker") == []
    assert await states(outbox) == ["zugestellt"]


async def test_a_failed_row_comes_again_when_it_is_due_with_its_error(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, a_notice())
    again_at = NOW + timedelta(seconds=5)
    await outbox.retry(await claim_one(outbox), again_at, "429")
    assert await outbox.claim(NOW, 1, LEASE, "worker") == []
    row = await claim_one(outbox, again_at)
    assert (row.attempts, row.last_error) == (2, "429")


async def test_a_dead_row_is_kept_with_its_error_and_never_handed_out(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, a_notice())
    await outbox.dead(await claim_one(outbox), "ConversationBlockedByUser", NOW)
    assert await outbox.claim(NOW + timedelta(days=1), 1, LEASE, "worker") == []
    assert await errors(outbox) == ["ConversationBlockedByUser"]


async def test_what_is_settled_stays_as_it_is(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    row = await claim_one(outbox)
    await outbox.delivered(row, NOW)
    await outbox.retry(row, NOW, "500")
    await outbox.dead(row, "500", NOW)
    await outbox.expand(row, [BGF], NOW)
    assert await states(outbox) == ["zugestellt"]


@pytest.mark.parametrize("words", ["Karla Kundin war nicht erreichbar", "x" * 65, ""])
async def test_an_error_text_is_not_kept(units: SqlUnitsOfWork, outbox: SqlOutbox, words: str) -> None:
    await put(units, a_notice())
    await outbox.dead(await claim_one(outbox), words, NOW)
    assert await errors(outbox) == ["unspecified"]


def lease_left(row: OutboxRow) -> timedelta:
    assert row.claimed_until is not None
    return row.claimed_until - NOW


async def person_rows(units: SqlUnitsOfWork, outbox: SqlOutbox, *people: StaffId) -> None:
    """Put one row per person and claim none of them."""
    await put(units, a_notice())
    (office_row,) = [row for row in await outbox.claim(NOW, 50, LEASE, "split") if row.staff_id is None]
    await outbox.expand(office_row, people, NOW)


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


class TestReports:
    async def test_a_dead_row_owes_one_report_that_finds_it(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await person_rows(units, outbox, TEAM_LEAD_A, DEPUTY_A)
        first, _second = await outbox.claim(NOW, 10, LEASE, "worker")
        await outbox.dead(first, "503", NOW, Audience(AudienceKind.BGF))
        (report,) = await outbox.claim(NOW, 10, LEASE, "worker")
        assert (report.kind, report.parent_id) == (NoticeKind.DEAD_LETTER, first.id)
        await outbox.expand(report, [BGF], NOW)
        (for_bgf,) = await outbox.claim(NOW, 10, LEASE, "worker")
        dead = await outbox.reported_by(for_bgf)
        assert dead is not None
        assert (dead.id, dead.staff_id, dead.last_error) == (first.id, TEAM_LEAD_A, "503")

    async def test_a_report_about_a_message_taken_up_again_finds_nothing(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await person_rows(units, outbox, TEAM_LEAD_A)
        row = await claim_one(outbox)
        await outbox.dead(row, "503", NOW, Audience(AudienceKind.BGF))
        await outbox.expand(await claim_one(outbox), [BGF], NOW)
        for_bgf = await claim_one(outbox)
        assert await outbox.revive(TEAM_LEAD_A, NOW) == 1
        assert await outbox.reported_by(for_bgf) is None
