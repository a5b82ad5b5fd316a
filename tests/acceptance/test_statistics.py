"""„statistik“ in the whole bot: for BGF and management, counted when it is asked for (GA VIII)."""

from datetime import date, timedelta

import pytest

from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot
from tests.acceptance.years import a_year, keep, received, shown
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
)

OTHERS = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, EMPLOYEE)
NOT_YOURS = "Die Statistik sehen nur das BGF und die Geschäftsleitung."


async def test_the_year_as_it_stands_now_and_its_small_numbers_hidden(bot: Bot) -> None:
    await keep(bot, a_year())
    for person in (BGF, MANAGEMENT):
        chat = bot.chat(person)
        await chat.types("statistik")
        assert chat.says("Statistik 2026")
        assert chat.says("Stand: heute 10:14 Uhr.")
    card = shown(chat.cards[-1])
    assert "Chart.VerticalBar" in card
    assert "telefonisch (< 3)" in card
    ways = {
        way for way in ("schriftlich", "elektronisch", "telefonisch", "persönlich") if f'"x": "{way}"' in card
    }
    # With the total and one other, the calls could be computed.
    assert "telefonisch" not in ways
    assert "persönlich" in ways
    assert len(ways) == 2
    bot.clock.advance(timedelta(minutes=90))
    await keep(bot, [received(number, date(2026, 2, number - 20)) for number in range(25, 35)])
    again = texts_of(await chat.presses("Aktualisieren"))
    assert "Stand: heute 11:44 Uhr." in again
    assert "34" in again


async def test_teams_are_shown_by_quarters_that_are_over_and_nobody_is_named(bot: Bot) -> None:
    assert REGISTERED_AT.date() == date(2026, 12, 3)
    await keep(bot, [*a_year(), *(received(number, date(2026, 11, 2)) for number in range(25, 35))])
    chat = bot.chat(MANAGEMENT)
    await chat.types("Statistik 2026")
    year = shown(chat.cards[-1])
    card = shown(await chat.presses("Teams je Quartal"))
    assert "Leistung A" in card
    assert "1. Qu.:" in card
    assert "3. Qu.:" in card
    # Of the running quarter nothing is shown, not even in a total.
    assert "4. Qu." not in card
    assert "Jahr:" not in card
    assert "34" not in card
    for words in (a_case().reaction.summary, "Tom Teamleiter", "KRM-2026"):
        assert words not in year + card


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # who may is no matter of the database
async def test_everybody_else_gets_one_sentence_and_a_wrong_year_too(bot: Bot) -> None:
    await keep(bot, a_year())
    for person in OTHERS:
        for words in ("statistik", "statistik 2025"):
            await bot.chat(person).types(words)
            assert bot.chat(person).last == NOT_YOURS
        for verb in ("statistics.show", "statistics.teams"):
            assert await bot.chat(person).sends(verb, {"year": 2026}) == NOT_YOURS
    bgf = bot.chat(BGF)
    for year in ("2026", None, True, 10**9, -1):
        assert "Kundenreaktionen" not in str(await bgf.sends("statistics.show", {"year": year}))
    await bgf.types("statistik 2025")
    assert bgf.last == "Für das Jahr 2025 gibt es keine Vorgänge, bitte nennen Sie ein anderes Jahr."
    await bgf.types("statistik 2090")
    assert bgf.last.startswith("Das Jahr 2090 hat noch nicht begonnen")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # who may is no matter of the database
async def test_the_help_names_what_is_about_a_year_to_who_may_ask_for_it(bot: Bot) -> None:
    for person in (BGF, MANAGEMENT):
        await bot.chat(person).types("hilfe")
        assert "bericht 2026" in texts_of(bot.chat(person).cards[-1])
    for person in OTHERS:
        await bot.chat(person).types("hilfe")
        assert "bericht" not in shown(bot.chat(person).cards[-1])
        assert "statistik" not in shown(bot.chat(person).cards[-1])
