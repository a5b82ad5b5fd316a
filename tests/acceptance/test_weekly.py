"""The weekly summary in the whole bot: in its channel, in the chat, and where the channel is gone (R51)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from procedure.vocabulary import StaffId
from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record
from tests.support.builders import BGF, DEPUTY_A, EMPLOYEE, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A, an_office
from tests.support.channel import TENANT_ID, installation, told_of_team
from tests.support.connector_server import refusal

CHANNEL = "19:weekly@thread.tacv2"
GROUP = "22222222-5e4f-4d3c-8b1a-0f1e2d3c4b5a"
LINK = (
    "https://teams.microsoft.com/l/channel/19%3Aweekly%40thread.tacv2/Zahlen"
    f"?groupId={GROUP}&tenantId={TENANT_ID}"
)
MONDAY = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
"""08:00 in the office."""
TITLE = "KRM-Wochenübersicht, Woche 50"


def posted(bot: Bot) -> list[str]:
    """Return what was sent to the channel, refused or not."""
    activities = bot.connector.posts_in(CHANNEL)
    return [" ".join(texts_of(activity["attachments"][0]["content"])) for activity in activities]


def reports(bot: Bot, person: StaffId = BGF) -> list[str]:
    """Return the cards that tell a person that the summary did not get through."""
    cards = [" ".join(texts_of(card)) for card in bot.chat(person).cards]
    return [card for card in cards if card.startswith("Nicht zugestellt")]


@asynccontextmanager
async def on(bot: Bot, at: datetime) -> AsyncIterator[None]:
    """Let the bot be down until an instant, and run from then on."""
    bot.clock.set(at)
    async with bot.running():
        yield


@pytest.fixture
async def weekly_bot(stopped_bot: Bot) -> Bot:
    """One case has been recorded on Thursday; then the bot was given a channel. It is not running."""
    async with stopped_bot.running():
        for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT):
            await stopped_bot.chat(person).opens()
        await record(stopped_bot.chat(FRONT_DESK), waiting=False)
        await stopped_bot.until(lambda: stopped_bot.chat(BGF).says("KRM-2026-0001"))
    stopped_bot.settings = stopped_bot.settings.model_copy(update={"weekly_channel": LINK})
    return stopped_bot


async def test_on_monday_at_eight_the_channel_has_one_card_whatever_restarts(weekly_bot: Bot) -> None:
    for minutes in (0, 5, 60):
        async with on(weekly_bot, MONDAY + timedelta(minutes=minutes)):
            await weekly_bot.until(lambda: bool(posted(weekly_bot)))
    (card,) = posted(weekly_bot)
    assert TITLE in card
    assert "1 offen" in card


async def test_before_eight_there_is_none_and_a_missed_monday_is_caught_up(weekly_bot: Bot) -> None:
    for early in (MONDAY - timedelta(minutes=1), MONDAY - timedelta(days=2)):
        async with on(weekly_bot, early):
            await weekly_bot.chat(BGF).types("hilfe")
        assert posted(weekly_bot) == []
    async with on(weekly_bot, MONDAY + timedelta(days=2, hours=-1)):
        await weekly_bot.until(lambda: bool(posted(weekly_bot)))
    assert len(posted(weekly_bot)) == 1


async def test_a_day_off_that_came_with_the_start_counts_in_the_summary_already(weekly_bot: Bot) -> None:
    """The answer is due on Thursday the 17th, then free: the channel must not read that day for a week."""
    days_off = {"extra_non_working_days": ("12-24", "12-31", "2026-12-17")}
    weekly_bot.settings = weekly_bot.settings.model_copy(update=days_off)
    async with on(weekly_bot, MONDAY + timedelta(days=7)):
        await weekly_bot.until(lambda: bool(posted(weekly_bot)))
    (card,) = posted(weekly_bot)
    assert "Antwort bis Mittwoch, 16." in card
    assert "17." not in card


async def test_nothing_about_people_reaches_the_channel(weekly_bot: Bot) -> None:
    async with on(weekly_bot, MONDAY):
        await weekly_bot.until(lambda: bool(posted(weekly_bot)))
    (activity,) = weekly_bot.connector.posts_in(CHANNEL)
    office = an_office()
    words = [SECRET_NAME, SECRET_TEXT, "eschwerde", "ersönlich", "Empfang", *office.staff]
    words += [member.name for member in office.staff.values()] + [team.name for team in office.teams.values()]
    assert not [word for word in words if word in str(activity)]


async def test_bgf_and_management_see_it_any_time_and_nobody_else(weekly_bot: Bot) -> None:
    weekly_bot.settings = weekly_bot.settings.model_copy(update={"weekly_channel": ""})
    async with on(weekly_bot, MONDAY - timedelta(days=1)):
        for person in (BGF, MANAGEMENT):
            chat = weekly_bot.chat(person)
            for words in ("wochenübersicht", "Wochenuebersicht", "woche"):
                await chat.types(words)
                assert chat.says("KRM-Wochenübersicht, Woche 49")
                assert "1 offen" in chat.last
        for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, EMPLOYEE):
            chat = weekly_bot.chat(person)
            await chat.types("wochenübersicht")
            assert chat.last == "Die Wochenübersicht sehen nur das BGF und die Geschäftsleitung."
    assert posted(weekly_bot) == []


@pytest.mark.parametrize("status", [403, 404])
async def test_a_channel_out_of_reach_is_told_to_the_bgf_once_and_the_numbers_stay_readable(
    weekly_bot: Bot, status: int
) -> None:
    weekly_bot.connector.closed_channels[CHANNEL] = refusal(status)
    for hours in (0, 1, 24):
        async with on(weekly_bot, MONDAY + timedelta(hours=hours)):
            await weekly_bot.until(lambda: bool(reports(weekly_bot)))
    (report,) = reports(weekly_bot)
    assert "Bitte fügen Sie den Bot dem Team hinzu" in report
    assert len(posted(weekly_bot)) == 1
    async with on(weekly_bot, MONDAY + timedelta(hours=25)):
        await weekly_bot.chat(BGF).types("wochenübersicht")
        # Not „the newest“: a reminder may come in between.
        assert [card for card in weekly_bot.chat(BGF).cards if texts_of(card)[0] == TITLE]


def removals(bot: Bot) -> list[Mapping[str, object]]:
    """Write all that Teams tells when the assistant is taken out of the channel's team."""
    url, team = bot.connector.url, {"team_id": "19:general@thread.tacv2", "group_id": GROUP}
    gone = [{"id": f"28:{bot.settings.app_id}"}]
    return [
        told_of_team(url, "conversationUpdate", event="teamMemberRemoved", membersRemoved=gone, **team),
        told_of_team(url, "installationUpdate", action="remove", **team),
    ]


async def test_a_removal_from_the_team_is_told_to_the_bgf_once(weekly_bot: Bot) -> None:
    async with on(weekly_bot, MONDAY):
        await weekly_bot.until(lambda: bool(posted(weekly_bot)))
    async with on(weekly_bot, MONDAY + timedelta(hours=1)):
        for removal in removals(weekly_bot):
            assert (await weekly_bot.post(removal))[0] < 300
        await weekly_bot.until(lambda: bool(reports(weekly_bot)))
        for removal in removals(weekly_bot):
            await weekly_bot.post(removal)
    async with on(weekly_bot, MONDAY + timedelta(days=1)):
        await weekly_bot.chat(BGF).types("hilfe")
    assert len(reports(weekly_bot)) == 1
    assert reports(weekly_bot, MANAGEMENT) == []


async def test_a_person_who_removes_the_bot_from_her_own_chat_is_no_loss_of_the_channel(
    weekly_bot: Bot,
) -> None:
    async with on(weekly_bot, MONDAY):
        await weekly_bot.until(lambda: bool(posted(weekly_bot)))
    async with on(weekly_bot, MONDAY + timedelta(minutes=5)):
        desk = weekly_bot.chat(FRONT_DESK)
        await weekly_bot.post(desk.address(installation(weekly_bot.connector.url, "remove")))
        await weekly_bot.chat(BGF).types("hilfe")
    async with on(weekly_bot, MONDAY + timedelta(hours=1)):
        await weekly_bot.chat(BGF).types("hilfe")
    assert reports(weekly_bot) == []
