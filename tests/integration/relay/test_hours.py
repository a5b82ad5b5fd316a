"""What only the clock brings about waits for the office to open; what people do goes out at once (A30)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from storage.engine import reading
from storage.tables import outbox
from tests.integration.relay.conftest import Post
from tests.integration.relay.ticking import a_letter, berlin, owing, tick
from tests.support.builders import BGF, MANAGEMENT, TEAM_A, TEAM_LEAD_A
from tests.support.connector_server import refusal

MINUTE = timedelta(minutes=1)


async def attempts(post: Post) -> list[int]:
    """Return how often each reminder was taken up."""
    of_reminders = select(outbox.c.attempts).where(outbox.c.kind == NoticeKind.REMINDER)
    async with reading(post.engine) as connection:
        return list((await connection.execute(of_reminders)).scalars())


@pytest.fixture
async def told(post: Post) -> Post:
    """Return an office in which a reminder was decided on a minute before closing."""
    await post.knows(BGF, TEAM_LEAD_A, MANAGEMENT)
    await owing(post, a_letter())
    assert await tick(post, berlin(7, 17, 59)) == 1
    return post


async def test_a_reminder_that_the_evening_has_overtaken_comes_the_next_morning(told: Post) -> None:
    for at in (berlin(7, 18), berlin(7, 23), berlin(8, 6, 59)):
        told.clock.set(at)
        await told.deliver()
    assert told.connector.sent == []
    assert await attempts(told) == [0]
    told.clock.set(berlin(8, 7))
    await told.deliver()
    assert len(told.to(BGF)) == 1


async def test_a_reminder_that_comes_back_from_a_retry_in_the_evening_waits_too(told: Post) -> None:
    told.connector.plans.append(refusal(429, "Throttled", Retry_After="600"))
    await told.deliver()
    told.clock.set(berlin(7, 18, 30))
    await told.deliver()
    assert len(told.to(BGF)) == 1, "the one that was refused"
    assert await attempts(told) == [1], "waiting costs no attempt"
    told.clock.set(berlin(8, 7))
    await told.deliver()
    assert len(told.to(BGF)) == 2


async def test_over_the_weekend_and_over_christmas_it_waits_for_the_next_working_day(post: Post) -> None:
    await post.knows(BGF, TEAM_LEAD_A, MANAGEMENT)
    await owing(post, a_letter())
    await tick(post, berlin(18, 17, 59))
    for day, hour in ((18, 18), (19, 10), (20, 10), (21, 6)):
        post.clock.set(berlin(day, hour))
        await post.deliver()
    assert post.connector.sent == []
    post.clock.set(berlin(21, 7))
    await post.deliver()
    assert len(post.to(BGF)) == 1
    await tick(post, berlin(23, 17, 59))
    for day in (24, 25, 26, 27):
        post.clock.set(berlin(day, 10))
        await post.deliver()
    assert len(post.to(BGF)) == 1
    post.clock.set(berlin(28, 7))
    await post.deliver()
    assert len(post.to(BGF)) == 2


@pytest.mark.parametrize("kind", [NoticeKind.ALERT, NoticeKind.CASE_FOR_TEAM])
async def test_an_alarm_and_what_somebody_does_at_night_goes_out_at_once(
    told: Post, kind: NoticeKind
) -> None:
    told.clock.set(berlin(8, 2))
    await told.owe(a_letter(), kind, Audience(AudienceKind.TEAM_LEAD, TEAM_A))
    await told.deliver()
    assert len(told.to(TEAM_LEAD_A)) == 1
    assert told.to(BGF) == []
