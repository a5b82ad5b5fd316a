"""Nobody waits for somebody else's slow chat; to one person messages go one after the other."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.http_session import TOTAL_SECONDS
from bot.sending.delivery import Delivery
from bot.sending.relay import LEASE, Relay
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import StaffId
from storage.outbox import OutboxRow
from tests.integration.relay.conftest import Post
from tests.integration.relay.holding import answer_held, on_its_way
from tests.support.builders import BGF, TEAM_A, TEAM_LEAD_A
from tests.support.connector_server import Misbehaviour

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
TO_BGF = Audience(AudienceKind.BGF)


@asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[None]:
    work = asyncio.create_task(relay.run())
    try:
        yield
    finally:
        relay.stop()
        await work


async def until(happened: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - the arrival at another server has no event
            await asyncio.sleep(0.01)


async def owe_alerts(post: Post, case: Case, count: int) -> None:
    """Owe the Teamleitung some alerts, as rows of their own."""
    for _ in range(count):
        await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.relay.deliver_due()


def test_a_lease_outlasts_three_requests_at_their_slowest() -> None:
    assert timedelta(seconds=3 * TOTAL_SECONDS) < LEASE


async def test_a_slow_chat_does_not_keep_a_waiting_customer_from_the_teamleitung(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.relay.deliver_due()
    async with running(post.relay), answer_held(post) as arrived:
        post.relay.nudge()
        await arrived.wait()
        await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
        post.relay.nudge()
        await until(lambda: bool(post.to(TEAM_LEAD_A)))


async def test_to_one_person_messages_go_one_after_the_other_also_from_two_relays(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A)
    await owe_alerts(post, case, 3)
    post.connector.delay_seconds = 0.05
    underway = 0
    most = 0
    take = post.connector._planned  # noqa: SLF001 - the double's seam

    async def counted(request: object) -> object:
        nonlocal underway, most
        underway += 1
        most = max(most, underway)
        try:
            return await take(request)  # type: ignore[arg-type]
        finally:
            underway -= 1

    post.connector._planned = counted  # type: ignore[method-assign, assignment]  # noqa: SLF001 - idem
    async with running(post.relay), running(post.second_relay()):
        await until(lambda: bool(post.to(TEAM_LEAD_A)))
        for _ in range(2):
            await post.owe(case, NoticeKind.ALERT, TO_LEAD)
        post.relay.nudge()
        await until(lambda: len(post.to(TEAM_LEAD_A)) == 5)
    assert most == 1


async def test_stopping_waits_for_what_is_under_way_and_gives_the_rest_back_at_once(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A)
    await owe_alerts(post, case, 4)
    async with answer_held(post) as arrived:
        work = asyncio.create_task(post.relay.run())
        await arrived.wait()
        post.relay.stop()
    await work
    assert len(post.to(TEAM_LEAD_A)) == 1
    assert await post.state_of(NoticeKind.ALERT, TEAM_LEAD_A) == ["zugestellt", "offen", "offen", "offen"]
    await post.second_relay().deliver_due()  # at once, no lease has to end
    assert len(post.to(TEAM_LEAD_A)) == 4


async def test_the_lease_begins_anew_before_each_row_of_a_lane(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.knows(TEAM_LEAD_A)
    await owe_alerts(post, case, 3)
    deliver = Delivery.deliver
    taken_by_others: list[OutboxRow] = []

    async def slow(self: Delivery, row: OutboxRow) -> None:
        await deliver(self, row)
        post.clock.advance(LEASE * 0.7)
        taken_by_others.extend(await post.outbox.claim(post.clock.now(), 10, LEASE, "other"))

    with monkeypatch.context() as patched:
        patched.setattr(Delivery, "deliver", slow)
        await post.relay.deliver_due()
    assert taken_by_others == []
    # The third one's turn came after the end of its lease: it is left to whoever claims it next.
    assert len(post.to(TEAM_LEAD_A)) == 2
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 3


async def test_a_relay_that_lost_a_row_leaves_it_to_the_other_one(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await owe_alerts(post, case, 3)
    other = post.second_relay()
    async with on_its_way(post):
        post.clock.advance(LEASE)
        await other.deliver_due()
    # The message under way had outlived its lease and went twice; those behind it did not.
    assert len(post.to(TEAM_LEAD_A)) == 4
    assert await post.outbox.pending_count() == 0


async def test_a_store_that_fails_at_one_mark_does_not_stop_the_other_lanes(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.relay.deliver_due()
    mark = post.outbox.delivered
    failed: list[StaffId | None] = []

    async def failing(row: OutboxRow, now: object) -> None:
        if not failed:
            failed.append(row.staff_id)
            raise OSError
        await mark(row, now)  # type: ignore[arg-type]

    monkeypatch.setattr(post.outbox, "delivered", failing)
    post.connector.plans += [Misbehaviour(status=200, body={"id": "a"}), Misbehaviour(seconds=0.3)]
    await post.relay.deliver_due()
    assert await post.outbox.pending_count() == 1
    assert len(failed) == 1


async def test_more_rows_than_lanes_are_all_worked_off_and_no_more_at_once_than_lanes(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sending.relay.MOST_LANES", 2)
    await post.knows(BGF, TEAM_LEAD_A)
    for _ in range(3):
        await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
        await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    underway: list[str] = []
    most: list[int] = []
    deliver = Delivery.deliver

    async def counted(self: Delivery, row: OutboxRow) -> None:
        underway.append(row.id)
        most.append(len(underway))
        try:
            await deliver(self, row)
        finally:
            underway.remove(row.id)

    monkeypatch.setattr(Delivery, "deliver", counted)
    async with running(post.relay), asyncio.timeout(20):
        while await post.outbox.pending_count() > 0:  # noqa: ASYNC110 - the last mark has no event
            await asyncio.sleep(0.02)
    assert len(most) == 12
    assert max(most) == 2
