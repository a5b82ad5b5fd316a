"""„abwesend bis Freitag“: a minute later the next case goes to whoever stands in (R11, A25)."""

import pytest

from tests.acceptance.conftest import Bot
from tests.acceptance.test_walk_in import record
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, TEAM_LEAD_A, TEAM_LEAD_B

FIRST, SECOND = "KRM-2026-0001", "KRM-2026-0002"


async def test_the_next_case_goes_to_the_deputy_and_the_absent_hear_nothing(bot: Bot) -> None:
    lead, deputy = bot.chat(TEAM_LEAD_A), bot.chat(DEPUTY_A)
    await lead.types("abwesend bis Freitag")
    assert "Freitag, 4. Dezember 2026" in lead.last
    assert "Sina Stellvertretung" in lead.last
    heard = len(lead.messages)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: deputy.says("wartet"))
    assert "i. V." in deputy.last
    await deputy.presses("Ich komme")
    await bot.until(lambda: bot.chat(FRONT_DESK).says("Bitte sagen Sie"))
    assert len(lead.messages) == heard


async def test_who_is_back_gets_the_next_case_again(bot: Bot) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    await lead.types("abwesend bis 10.12.")
    await lead.types("wieder da")
    assert "wieder" in lead.last
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))


async def test_an_open_task_calls_the_deputy_at_once(bot: Bot) -> None:
    lead, deputy = bot.chat(TEAM_LEAD_A), bot.chat(DEPUTY_A)
    await record(bot.chat(FRONT_DESK), waiting=False)
    await bot.until(lambda: lead.says(FIRST))
    await lead.types("abwesend bis Freitag")
    await bot.until(lambda: deputy.says(FIRST))


async def test_the_bgf_reports_somebody_else(bot: Bot) -> None:
    bgf, deputy = bot.chat(BGF), bot.chat(DEPUTY_A)
    await bgf.types("abwesend Tom Teamleiter bis Freitag")
    assert "Tom Teamleiter ist abwesend" in bgf.last
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: deputy.says("wartet"))
    await bgf.types("wieder da Tom Teamleiter")
    assert "Tom Teamleiter ist wieder da" in bgf.last


async def test_others_may_report_only_themselves(bot: Bot) -> None:
    deputy = bot.chat(DEPUTY_A)
    await deputy.types("abwesend Tom Teamleiter bis Freitag")
    assert "nur das BGF und die Geschäftsleitung" in deputy.last
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: bot.chat(TEAM_LEAD_A).says("wartet"))


async def test_a_team_without_anybody_is_represented_by_the_bgf(bot: Bot) -> None:
    other = bot.chat(TEAM_LEAD_B)
    await other.opens()
    await other.types("abwesend vom 7.12. bis 11.12.")
    assert "das BGF" in other.last


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abwesend", "Bis wann?"),
        ("abwesend bis Weihnachten", "nicht verstanden"),
        ("abwesend bis 4.12.2031", "höchstens 366 Tage"),
        ("wieder da", "keine Abwesenheit"),
    ],
)
async def test_what_is_missing_is_said_in_one_sentence(bot: Bot, text: str, words: str) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    await lead.types(text)
    assert words in lead.last


async def test_the_same_message_delivered_twice_is_reported_once(bot: Bot) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    before = len(lead.messages)
    for _ in range(2):
        await lead.types("abwesend bis Freitag", id="same-activity")
    assert len(lead.messages) == before + 1
