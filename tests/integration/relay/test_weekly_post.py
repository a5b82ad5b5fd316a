"""The weekly summary on its way: one post in its channel, or one word to the BGF that it cannot get there."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.configuration.channel_settings import ChannelAddress
from bot.sending.channel import WeeklyPost
from bot.sending.channel_watch import ChannelWatch
from bot.sending.relay import MOST_ATTEMPTS, Relay
from procedure.notice_kind import NoticeKind
from procedure.vocabulary import StaffId
from storage.engine import reading
from storage.tables import outbox, weekly_summaries
from tests.acceptance.cards import texts_of
from tests.integration.relay.conftest import Post
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT, a_case, an_office
from tests.support.connector_server import Misbehaviour, refusal

CHANNEL = ChannelAddress(channel_id="19:krm@thread.tacv2", group_id="0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0")
MONDAY = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
"""08:00 in the office."""


@dataclass(kw_only=True)
class Week:
    """The relay with the weekly post, on a Monday at eight."""

    post: Post
    weekly: WeeklyPost
    watch: ChannelWatch
    relay: Relay

    async def deliver(self, rounds: int = 4) -> None:
        """Let the relay work until nothing more is due now."""
        for _ in range(rounds):
            await self.relay.deliver_due()

    async def make(self) -> None:
        """Tick."""
        await self.weekly.make(lambda: None)

    def posted(self) -> list[str]:
        """Return what stands in the channel."""
        activities = self.post.connector.posts_in(CHANNEL.channel_id)
        return [" ".join(texts_of(activity["attachments"][0]["content"])) for activity in activities]

    def told(self, person: StaffId = BGF) -> list[str]:
        """Return what a person was told."""
        return [" ".join(texts_of(sent.body["attachments"][0]["content"])) for sent in self.post.to(person)]


@pytest.fixture
async def week(post: Post) -> Week:
    weekly = WeeklyPost(
        units=post.units,
        conversations=post.conversations,
        messenger=post.relay.delivery.messenger,
        rulebook=post.rulebook,
        clock=post.clock,
        channel=CHANNEL,
        tenant_id="t",
        show_team=False,
    )
    delivery = replace(post.relay.delivery, beyond_cases={NoticeKind.WEEKLY_SUMMARY: weekly.deliver})
    watch = ChannelWatch(units=post.units, rulebook=post.rulebook, clock=post.clock, channel=CHANNEL)
    relay = Relay(outbox=post.outbox, delivery=delivery, clock=post.clock)
    await post.knows(FRONT_DESK, BGF, MANAGEMENT)
    post.clock.set(MONDAY)
    return Week(post=post, weekly=weekly, watch=watch, relay=relay)


async def test_the_channel_gets_one_card_with_the_numbers(week: Week) -> None:
    await week.post.keep(a_case())
    for _ in range(3):
        await week.make()
        await week.deliver()
    (posted,) = week.posted()
    assert "KRM-Wochenübersicht, Woche 50" in posted
    (body,) = [sent.body for sent in week.post.connector.sent if sent.path == "/v3/conversations"]
    assert body["isGroup"] is True
    assert body["channelData"] == {"channel": {"id": CHANNEL.channel_id}, "tenant": {"id": "t"}}
    assert body["bot"]["id"] == "28:bot"
    assert body["activity"]["summary"].startswith("KRM-Wochenübersicht, Woche 50")


async def test_nothing_personal_is_kept_or_sent(week: Week) -> None:
    await week.post.keep(a_case())
    await week.make()
    await week.deliver()
    async with reading(week.post.engine) as connection:
        rows = (await connection.execute(select(outbox))).mappings().all()
        facts = (await connection.execute(select(weekly_summaries.c.facts))).scalars().all()
    (row,) = rows
    assert (row["staff_id"], row["case_id"], row["audience"]) == (None, None, "kanal")
    office, reaction = an_office(), a_case().reaction
    names = [member.name for member in office.staff.values()] + [team.name for team in office.teams.values()]
    names += [reaction.customer.name, reaction.customer.contact, reaction.customer.number, reaction.summary]
    said = f"{[dict(row) for row in rows]} {facts} {week.post.connector.sent}"
    assert not [name for name in names if name in said]


async def test_what_was_counted_on_monday_is_posted_unchanged_when_the_channel_answers_again(
    week: Week,
) -> None:
    week.post.connector.closed_channels[CHANNEL.channel_id] = refusal(503)
    await week.make()
    await week.deliver()
    await week.post.keep(a_case())
    week.post.connector.closed_channels.clear()
    week.post.clock.set(MONDAY + timedelta(hours=1))
    await week.deliver()
    refused, posted = week.posted()
    assert refused == posted
    assert week.told() == []


async def test_a_message_that_waits_over_night_goes_out_when_the_office_opens(week: Week) -> None:
    week.post.clock.set(MONDAY + timedelta(hours=9, minutes=59))
    await week.make()
    week.post.clock.set(MONDAY + timedelta(hours=11))
    await week.deliver()
    assert week.posted() == []
    week.post.clock.set(MONDAY + timedelta(days=1, hours=-1))
    await week.deliver()
    assert len(week.posted()) == 1


async def test_last_week_s_summary_is_not_posted_any_more(week: Week) -> None:
    week.post.clock.set(datetime(2026, 12, 11, 16, 59, tzinfo=UTC))
    await week.make()
    week.post.clock.set(MONDAY + timedelta(days=7))
    await week.deliver()
    assert week.posted() == []
    await week.make()
    await week.deliver()
    assert ["Woche 51" in posted for posted in week.posted()] == [True]


async def test_without_a_channel_none_is_made(week: Week) -> None:
    await replace(week.weekly, channel=None).make(lambda: None)
    async with reading(week.post.engine) as connection:
        assert (await connection.execute(select(func.count()).select_from(weekly_summaries))).scalar() == 0


async def test_a_channel_that_was_taken_out_of_the_settings_gets_nothing_more(week: Week) -> None:
    await week.make()
    delivery = replace(
        week.relay.delivery,
        beyond_cases={NoticeKind.WEEKLY_SUMMARY: replace(week.weekly, channel=None).deliver},
    )
    await Relay(outbox=week.post.outbox, delivery=delivery, clock=week.post.clock).deliver_due()
    assert week.posted() == []
    assert await week.post.outbox.pending_count() == 0


async def test_a_bot_that_nobody_has_written_to_waits_for_somebody(post: Post, week: Week) -> None:
    lonely = replace(week.weekly, tenant_id="another tenant")
    delivery = replace(week.relay.delivery, beyond_cases={NoticeKind.WEEKLY_SUMMARY: lonely.deliver})
    await week.make()
    await Relay(outbox=post.outbox, delivery=delivery, clock=post.clock).deliver_due()
    assert week.posted() == []
    post.clock.set(MONDAY + timedelta(minutes=5))
    await week.deliver()
    assert len(week.posted()) == 1


async def test_the_channel_is_reached_the_way_teams_showed_last(week: Week) -> None:
    chats = week.post.conversations
    await week.post.knows(MANAGEMENT)
    newest = await chats.newest("t")
    assert newest is not None
    assert newest == await chats.of(MANAGEMENT) == await chats.newest()
    assert await chats.newest("another tenant") is None


class TestOutOfReach:
    """The BGF is told once a week, with what to do; the management and others are not."""

    @pytest.mark.parametrize(
        "answer",
        [
            refusal(403, "BotNotInConversationRoster"),
            refusal(403),
            refusal(404, "ConversationNotFound"),
            refusal(404),
            refusal(400, "BadArgument"),
        ],
        ids=["not in the team", "forbidden", "channel gone", "nothing there", "not taken"],
    )
    async def test_a_refused_post_is_told_once(self, week: Week, answer: Misbehaviour) -> None:
        week.post.connector.closed_channels[CHANNEL.channel_id] = answer
        for hours in range(3):
            week.post.clock.set(MONDAY + timedelta(hours=hours))
            await week.make()
            await week.deliver()
        (told,) = week.told()
        assert "Wochenübersicht" in told
        assert "fügen Sie den Bot dem Team" in told
        assert "„wochenübersicht“" in told
        assert len(week.posted()) == 1
        assert week.told(MANAGEMENT) == week.told(FRONT_DESK) == []

    async def test_next_week_it_is_tried_and_told_anew(self, week: Week) -> None:
        week.post.connector.closed_channels[CHANNEL.channel_id] = refusal(403)
        for monday in (MONDAY, MONDAY + timedelta(days=7)):
            week.post.clock.set(monday)
            await week.make()
            await week.deliver()
        assert len(week.told()) == 2

    async def test_a_channel_that_never_answers_is_told_in_the_end(self, week: Week) -> None:
        week.post.connector.closed_channels[CHANNEL.channel_id] = refusal(503)
        await week.make()
        for attempt in range(MOST_ATTEMPTS + 6):
            week.post.clock.set(MONDAY + timedelta(minutes=61) * (attempt % 9) + timedelta(days=attempt // 9))
            await week.deliver(1)
        assert len(week.posted()) == MOST_ATTEMPTS
        assert len(week.told()) == 1

    async def test_a_report_that_fails_breeds_no_other(self, week: Week) -> None:
        week.post.connector.closed_channels[CHANNEL.channel_id] = refusal(403)
        await week.make()
        await week.deliver(1)
        week.post.connector.plans = [refusal(403, "MessageWritesBlocked")]
        await week.deliver(8)
        assert await week.post.outbox.pending_count() == 0
        async with reading(week.post.engine) as connection:
            kinds = (await connection.execute(select(outbox.c.kind))).scalars().all()
        assert sorted(kinds) == ["nicht_zustellbar", "nicht_zustellbar", "wochenuebersicht"]

    async def test_a_removal_after_the_post_is_told_once_however_often_teams_tells_it(
        self, week: Week
    ) -> None:
        await week.make()
        await week.deliver()
        for names in ({CHANNEL.group_id, "19:general@thread.tacv2"}, {CHANNEL.channel_id}):
            await week.watch.on_left(frozenset(names))
            await week.deliver()
        (told,) = week.told()
        assert "fügen Sie den Bot dem Team" in told
        assert len(week.posted()) == 1

    async def test_a_removal_before_the_post_is_told_by_the_post_alone(self, week: Week) -> None:
        await week.watch.on_left(frozenset({CHANNEL.channel_id}))
        await week.make()
        await week.watch.on_left(frozenset({CHANNEL.channel_id}))
        assert week.told() == []
        week.post.connector.closed_channels[CHANNEL.channel_id] = refusal(403)
        await week.deliver()
        await week.watch.on_left(frozenset({CHANNEL.channel_id}))
        await week.deliver()
        assert len(week.told()) == 1

    async def test_another_team_s_removal_concerns_nobody(self, week: Week) -> None:
        await week.make()
        await week.deliver()
        await week.watch.on_left(frozenset({"19:other@thread.tacv2", "another group"}))
        await replace(week.watch, channel=None).on_left(frozenset({CHANNEL.channel_id}))
        await week.deliver()
        assert week.told() == []
