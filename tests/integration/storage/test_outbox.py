"""The outbox: nothing is lost, nothing is handed out twice at a time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from storage.outbox import SqlOutbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.outbox_rows import (
    LEASE,
    NOW,
    a_notice,
    claim_one,
    errors,
    person_rows,
    put,
    states,
)
from tests.support.builders import BGF, CASE_ID, DEPUTY_A, REGISTERED_AT, TEAM_A, TEAM_LEAD_A


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
