"""A new day off in the whole bot: restarted with it, the deadline moves, those concerned are told (A9)."""

import asyncio

import pytest
from sqlalchemy import text

from procedure.vocabulary import StaffId
from storage.engine import create_engine, reading
from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A

WHY = "weil Donnerstag, der 17. Dezember 2026, ein freier Tag ist (dienstfrei)"
TO_ACT = "von Donnerstag, 17. Dezember 2026"


def told(bot: Bot, person: StaffId) -> list[str]:
    """Return the cards in which a person is told that a deadline has moved."""
    cards = [" ".join(texts_of(card)) for card in bot.chat(person).cards]
    return [card for card in cards if WHY in card]


@pytest.fixture
async def recorded(stopped_bot: Bot) -> Bot:
    """Record a complaint, to be answered until Thursday the 17th, and stop the bot."""
    async with stopped_bot.running():
        for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT):
            await stopped_bot.chat(person).opens()
        await record(stopped_bot.chat(FRONT_DESK), waiting=False)
        await stopped_bot.until(lambda: stopped_bot.chat(BGF).says("KRM-2026-0001"))
        await stopped_bot.until(lambda: stopped_bot.chat(TEAM_LEAD_A).says("Übernehmen"))
    return stopped_bot


def with_day_off(bot: Bot, *days: str) -> None:
    """Change the setting of the office; it counts from the next start on."""
    days_off = ("12-24", "12-31", *days)
    bot.settings = bot.settings.model_copy(update={"extra_non_working_days": days_off})


async def moved_entries(bot: Bot) -> list[str]:
    engine = create_engine(bot.settings.database_url)
    try:
        async with reading(engine) as connection:
            rows = await connection.execute(
                text("SELECT details FROM audit_entries WHERE event = 'DeadlineMoved' ORDER BY id")
            )
            return [str(row.details) for row in rows]
    finally:
        await engine.dispose()


async def test_teamleitung_and_bgf_get_one_card_each_however_often_it_is_started(recorded: Bot) -> None:
    with_day_off(recorded, "2026-12-17")
    for _ in range(2):
        async with recorded.running():
            await recorded.until(lambda: bool(told(recorded, TEAM_LEAD_A) and told(recorded, BGF)))
            await asyncio.sleep(0.3)
    for person in (TEAM_LEAD_A, BGF):
        (card,) = told(recorded, person)
        assert "KRM-2026-0001" in card
        assert TO_ACT in card
        assert "Mittwoch, 16. Dezember 2026" in card
        assert SECRET_NAME not in card
        assert SECRET_TEXT not in card
    for person in (MANAGEMENT, DEPUTY_A, FRONT_DESK):
        assert told(recorded, person) == []
    assert len(await moved_entries(recorded)) == 1


async def test_the_record_of_the_case_says_from_when_to_when_and_why(recorded: Bot) -> None:
    with_day_off(recorded, "2026-12-17")
    async with recorded.running():
        lead = recorded.chat(TEAM_LEAD_A)
        await recorded.until(lambda: bool(told(recorded, TEAM_LEAD_A)))
        opened = " ".join(texts_of(await lead.presses("Vorgang öffnen")))
    assert (
        "Letzter Tag zum Handeln verschoben von Donnerstag, 17. Dezember 2026 "
        "auf Mittwoch, 16. Dezember 2026, weil Donnerstag, der 17. Dezember 2026, ein freier Tag ist "
        "· Assistent"
    ) in opened


async def test_started_with_the_same_calendar_nobody_is_told_anything(recorded: Bot) -> None:
    before = {person: len(recorded.chat(person).cards) for person in (TEAM_LEAD_A, BGF)}
    async with recorded.running():
        await asyncio.sleep(1)
    assert {person: len(recorded.chat(person).cards) for person in before} == before
    assert await moved_entries(recorded) == []
