"""The outbox: nothing is lost, nothing is handed out twice at a time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.notices import Notice, NoticeKind
from procedure.representation import Audience, AudienceKind
from storage.engine import reading
from storage.outbox import OutboxRow, SqlOutbox
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


async def test_a_claimed_row_says_all_the_relay_needs(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    row = await claim_one(outbox)
    assert row.kind is NoticeKind.CASE_FOR_TEAM
    assert Audience.parse(row.audience) == Audience(AudienceKind.TEAM_LEAD, TEAM_A)
    assert (row.case_id, row.due_at, row.attempts, row.last_error) == (CASE_ID, REGISTERED_AT, 1, "")
    assert (row.staff_id, row.parent_id, row.on_behalf) == (None, None, False)
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
    await outbox.expand(parent, [(TEAM_LEAD_A, False), (DEPUTY_A, True)], NOW)
    parts = await outbox.claim(NOW, 10, LEASE, "worker")
    assert [(part.staff_id, part.on_behalf) for part in parts] == [(TEAM_LEAD_A, False), (DEPUTY_A, True)]
    for part in parts:
        assert part.parent_id == parent.id
        assert (part.kind, part.audience, part.case_id) == (parent.kind, parent.audience, parent.case_id)
    assert await states(outbox) == ["aufgeteilt", "offen", "offen"]


async def test_splitting_twice_is_the_same_as_once(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    parent = await claim_one(outbox)
    both = [(TEAM_LEAD_A, False), (TEAM_LEAD_A, False)]
    await asyncio.gather(*(outbox.expand(parent, both, NOW) for _ in range(4)))
    await outbox.expand(parent, [(BGF, False)], NOW)
    assert await states(outbox) == ["aufgeteilt", "offen"]


async def test_a_row_for_nobody_is_settled(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice(audience=Audience(AudienceKind.HOLDERS)))
    await outbox.expand(await claim_one(outbox), [], NOW)
    assert await outbox.pending_count() == 0


async def test_a_delivered_row_is_never_handed_out_again(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    await outbox.delivered((await claim_one(outbox)).id, NOW)
    assert await outbox.claim(NOW + timedelta(days=1), 1, LEASE, "worker") == []
    assert await states(outbox) == ["zugestellt"]


async def test_a_failed_row_comes_again_when_it_is_due_with_its_error(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, a_notice())
    again_at = NOW + timedelta(seconds=5)
    await outbox.retry((await claim_one(outbox)).id, again_at, "429")
    assert await outbox.claim(NOW, 1, LEASE, "worker") == []
    row = await claim_one(outbox, again_at)
    assert (row.attempts, row.last_error) == (2, "429")


async def test_a_dead_row_is_kept_with_its_error_and_never_handed_out(
    units: SqlUnitsOfWork, outbox: SqlOutbox
) -> None:
    await put(units, a_notice())
    await outbox.dead((await claim_one(outbox)).id, "ConversationBlockedByUser", NOW)
    assert await outbox.claim(NOW + timedelta(days=1), 1, LEASE, "worker") == []
    (dead,) = await outbox.dead_of_case(CASE_ID)
    assert dead.last_error == "ConversationBlockedByUser"


async def test_what_is_settled_stays_as_it_is(units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
    await put(units, a_notice())
    row = await claim_one(outbox)
    await outbox.delivered(row.id, NOW)
    await outbox.retry(row.id, NOW, "500")
    await outbox.dead(row.id, "500", NOW)
    await outbox.expand(row, [(BGF, False)], NOW)
    assert await states(outbox) == ["zugestellt"]


@pytest.mark.parametrize("text", ["Karla Kundin war nicht erreichbar", "x" * 65, ""])
async def test_an_error_text_is_not_kept(units: SqlUnitsOfWork, outbox: SqlOutbox, text: str) -> None:
    await put(units, a_notice())
    await outbox.dead((await claim_one(outbox)).id, text, NOW)
    (dead,) = await outbox.dead_of_case(CASE_ID)
    assert dead.last_error == "unspecified"


class TestNextDueAt:
    async def test_an_empty_outbox_has_none(self, outbox: SqlOutbox) -> None:
        assert await outbox.next_due_at(NOW) is None

    async def test_it_is_the_soonest_of_the_open_rows(self, units: SqlUnitsOfWork, outbox: SqlOutbox) -> None:
        later = NOW + timedelta(hours=1)
        await put(units, a_notice(due_at=later), a_notice(due_at=NOW))
        assert await outbox.next_due_at(NOW) == NOW
        await outbox.delivered((await claim_one(outbox)).id, NOW)
        assert await outbox.next_due_at(NOW) == later

    async def test_a_claimed_row_counts_from_the_end_of_its_lease(
        self, units: SqlUnitsOfWork, outbox: SqlOutbox
    ) -> None:
        await put(units, a_notice())
        await claim_one(outbox)
        assert await outbox.next_due_at(NOW) == NOW + LEASE
        assert await outbox.next_due_at(NOW + LEASE) == REGISTERED_AT
