"""Two replicas on one database: an activity that reaches both, and two people who press at once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.acceptance.conftest import Bot, Chat, stopped_bot  # noqa: F401 - a fixture
from tests.acceptance.test_walk_in import record, to_summary
from tests.faults.test_database_lost import kept_in
from tests.support.builders import DEPUTY_A, FRONT_DESK, TEAM_LEAD_A
from tests.support.channel import message, pressed

ONE_DATABASE = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
STALE = "nicht mehr aktuell"


@pytest.fixture
async def replicas(stopped_bot: Bot) -> AsyncIterator[tuple[Bot, list[str]]]:  # noqa: F811 - the fixture
    """Run the bot twice on one PostgreSQL; people's ordinary turns go to the second one."""
    async with stopped_bot.running():
        first = stopped_bot.url
        async with stopped_bot.running():
            for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A):
                await stopped_bot.chat(person).opens()
            yield stopped_bot, [first, stopped_bot.url]


async def to_each(bot: Bot, urls: list[str], *activities: dict[str, Any]) -> list[tuple[int, Any]]:
    """Post at the same moment: the first activity to the first replica, the last to the last."""
    headers = {"Authorization": f"Bearer {bot.signer.token(bot.connector.url)}"}

    async def post(url: str, activity: dict[str, Any]) -> tuple[int, Any]:
        async with bot.session.post(f"{url}/api/messages", json=activity, headers=headers) as answer:
            return answer.status, await answer.json() if await answer.text() else None

    return await asyncio.gather(
        *(post(url, activity) for url, activity in zip(urls, activities, strict=True))
    )


def pressing(chat: Chat, title: str) -> dict[str, Any]:
    """Write the press of a button as it stands in the chat."""
    activity_id, button = chat.find(title)
    return chat.address(pressed(chat.bot.connector.url, button.verb, button.data, replyToId=activity_id))


@ONE_DATABASE
async def test_a_message_that_reaches_both_replicas_is_answered_once(
    replicas: tuple[Bot, list[str]],
) -> None:
    bot, urls = replicas
    desk = bot.chat(FRONT_DESK)
    before = len(desk.messages)
    typed = desk.address(message(bot.connector.url, "neu"))
    answers = await to_each(bot, urls, typed, typed)
    assert [status < 300 for status, _ in answers] == [True, True]
    assert len(desk.messages) == before + 1


@ONE_DATABASE
async def test_erfassen_that_reaches_both_replicas_records_once_and_both_answers_say_so(
    replicas: tuple[Bot, list[str]],
) -> None:
    bot, urls = replicas
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    press = pressing(desk, "Erfassen")
    answers = await to_each(bot, urls, press, press)
    assert all("KRM-2026-0001" in str(body) for _, body in answers), answers
    kept = await kept_in(bot.settings.database_url)
    assert (kept["cases"], kept["processed_commands"]) == (1, 1)


@ONE_DATABASE
async def test_a_press_that_reaches_both_replicas_has_one_effect(
    replicas: tuple[Bot, list[str]],
) -> None:
    bot, urls = replicas
    lead = bot.chat(TEAM_LEAD_A)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    press = pressing(lead, "Ich komme")
    answers = await to_each(bot, urls, press, press)
    assert all("Ich komme" in str(body) for _, body in answers), answers
    assert (await kept_in(bot.settings.database_url))["processed_commands"] == 2


@ONE_DATABASE
async def test_of_two_people_on_two_replicas_one_wins_and_the_other_sees_the_fresh_card(
    replicas: tuple[Bot, list[str]],
) -> None:
    bot, urls = replicas
    lead, deputy = bot.chat(TEAM_LEAD_A), bot.chat(DEPUTY_A)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    await lead.presses("An Stellvertretung")
    lead.shown.clear()
    await bot.until(lambda: deputy.says("wartet") and '"version": 2' in as_sent(lead))
    answers = await to_each(bot, urls, pressing(lead, "Ich komme"), pressing(deputy, "Bitte schriftlich"))
    stale = [STALE in str(body) for _, body in answers]
    assert sorted(stale) == [False, True], answers
    winner = ("Tom Teamleiter", "Sina Stellvertretung")[stale.index(False)]
    assert winner in str(answers[stale.index(True)][1])
    assert (await kept_in(bot.settings.database_url))["processed_commands"] == 3


def as_sent(chat: Chat) -> str:
    """Return the cards of a chat as they travel."""
    return str(chat.cards).replace("'", '"')
