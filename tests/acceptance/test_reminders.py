"""A reminder arrives in a chat, and its button brings the case's card with what settles it (R15)."""

from datetime import datetime, timedelta

from cards.verbs import CASE_SHOW
from procedure.vocabulary import StaffId
from tests.acceptance.cards import buttons_of, texts_of
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A
from tests.support.house import RULEBOOK
from tests.unit.cards.reading import fields_in_sight

NUMBER = "KRM-2026-0001"
EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT)


def berlin(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=RULEBOOK.timezone)


async def recorded(bot: Bot, *people: StaffId) -> None:
    """Take a complaint down on Thursday, 3 December: to be recorded and taken over until Friday."""
    async with bot.running():
        for person in people or EVERYBODY:
            await bot.chat(person).opens()
        await record(bot.chat(FRONT_DESK), waiting=False)
        await bot.until(lambda: bot.chat(BGF).says(NUMBER))


def reminders(chat: Chat) -> list[str]:
    """List what the reminders in a chat say: their buttons lead to the cases."""
    return [
        " ".join(texts_of(card))
        for card in chat.cards
        if any(button.verb == CASE_SHOW for button in buttons_of(card))
    ]


async def test_a_reminder_comes_at_eight_with_what_until_when_and_why(stopped_bot: Bot) -> None:
    lead = stopped_bot.chat(TEAM_LEAD_A)
    await recorded(stopped_bot)
    stopped_bot.clock.set(berlin(4))
    async with stopped_bot.running():
        await stopped_bot.until(lambda: bool(reminders(lead)))
    (said,) = reminders(lead)
    for words in (NUMBER, "Freitag, 4. Dezember 2026", "Wie wurde diese Frist berechnet?"):
        assert words in said
    assert SECRET_TEXT not in said
    assert SECRET_NAME not in said


async def test_its_button_brings_the_card_of_the_case_with_the_form_that_settles_it(
    stopped_bot: Bot,
) -> None:
    bgf = stopped_bot.chat(BGF)
    await recorded(stopped_bot)
    stopped_bot.clock.set(berlin(4))
    async with stopped_bot.running():
        await stopped_bot.until(lambda: bool(reminders(bgf)))
        (reminder,) = [c for c in bgf.cards if any(b.verb == CASE_SHOW for b in buttons_of(c))]
        button = next(b for b in buttons_of(reminder) if b.verb == CASE_SHOW)
        assert await bgf.presses(button.title) == f"{NUMBER} steht jetzt im Chat."
        assert fields_in_sight(bgf.cards[-1]) == ["krm_tool_ref"]
        await bgf.presses("Bestätigen", krm_tool_ref="4711")
        await stopped_bot.until(lambda: "4711" in bgf.last)


async def test_who_has_settled_it_is_not_reminded_again_and_the_others_are_once(stopped_bot: Bot) -> None:
    lead, bgf = stopped_bot.chat(TEAM_LEAD_A), stopped_bot.chat(BGF)
    await recorded(stopped_bot)
    async with stopped_bot.running():
        await lead.presses("Übernehmen")
        await lead.presses("Niemand betroffen")
    stopped_bot.clock.set(berlin(4))
    for _ in range(2):  # a restart in the same minute doubles nothing
        async with stopped_bot.running():
            await stopped_bot.until(lambda: bool(reminders(bgf)))
            stopped_bot.clock.advance(timedelta(seconds=1))
    assert len(reminders(bgf)) == 1
    assert reminders(lead) == []


async def test_at_night_and_at_the_weekend_nobody_is_reminded_and_at_the_opening_once(
    stopped_bot: Bot,
) -> None:
    bgf, management = stopped_bot.chat(BGF), stopped_bot.chat(MANAGEMENT)
    await recorded(stopped_bot)
    for closed in (berlin(4, 18, 30), berlin(5, 11), berlin(6, 11), berlin(7, 6, 59)):
        stopped_bot.clock.set(closed)
        async with stopped_bot.running():
            await bgf.types("hilfe")
        assert reminders(bgf) == [], "the tick at the start has ended by now"
    for opened in (berlin(7, 7), berlin(7, 8)):
        stopped_bot.clock.set(opened)
        async with stopped_bot.running():
            await bgf.types("hilfe")
            await stopped_bot.until(lambda: bool(reminders(bgf) and reminders(management)))
    assert len(reminders(management)) == 1, "nobody works on it, and it is overdue that day"
    (caught_up,) = reminders(bgf)
    assert "überfällig seit" in caught_up


async def test_after_three_weeks_of_downtime_there_is_one_reminder_of_how_it_stands(
    stopped_bot: Bot,
) -> None:
    lead, management = stopped_bot.chat(TEAM_LEAD_A), stopped_bot.chat(MANAGEMENT)
    await recorded(stopped_bot)
    stopped_bot.clock.set(berlin(28))
    async with stopped_bot.running():
        await stopped_bot.until(lambda: bool(reminders(lead)) and bool(reminders(management)))
    for chat in (lead, management):
        (said,) = reminders(chat)
        assert "überfällig seit" in said


async def test_who_cannot_be_reminded_is_named_to_the_bgf(stopped_bot: Bot) -> None:
    bgf = stopped_bot.chat(BGF)
    await recorded(stopped_bot, FRONT_DESK, BGF)
    stopped_bot.clock.set(berlin(4))
    async with stopped_bot.running():
        await stopped_bot.until(lambda: "Erinnerung an fällige Fristen" in str(bgf.cards))
    (report,) = [card for card in bgf.cards if "Erinnerung an fällige Fristen" in str(card)]
    assert "Tom Teamleiter" in str(report)
