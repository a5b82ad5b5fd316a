"""Somebody puts the clock forward while messages are on their way: nothing is sent twice."""

import asyncio
from datetime import timedelta

from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from tests.integration.relay.conftest import Post
from tests.integration.relay.holding import answer_held
from tests.integration.relay.test_lanes import running, until
from tests.support.builders import BGF

TO_BGF = Audience(AudienceKind.BGF)
LONGER_THAN_ANY_CLAIM = timedelta(days=14)


async def put_forward(post: Post) -> None:
    async with post.relay.resting():
        post.clock.advance(LONGER_THAN_ANY_CLAIM)
    post.relay.nudge()


async def test_the_clock_waits_for_what_is_on_its_way_and_it_arrives_once(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    before = post.clock.now()
    async with running(post.relay):
        async with answer_held(post) as arrived:
            post.relay.nudge()
            await arrived.wait()
            moving = asyncio.create_task(put_forward(post))
            await asyncio.sleep(0.2)
            assert post.clock.now() == before
        await moving
        await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
        post.relay.nudge()
        await until(lambda: len(post.to(BGF)) > 1)

    assert post.clock.now() == before + LONGER_THAN_ANY_CLAIM
    assert len(post.to(BGF)) == 2, "the first once, and the one after"
    assert await post.outbox.pending_count() == 0


async def test_while_the_clock_is_moved_nothing_is_taken_up_and_then_it_goes_on(
    post: Post, case: Case
) -> None:
    await post.knows(BGF)
    async with running(post.relay):
        async with post.relay.resting():
            await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
            post.relay.nudge()
            await asyncio.sleep(0.7)
            assert post.to(BGF) == []
        await until(lambda: len(post.to(BGF)) == 1)
