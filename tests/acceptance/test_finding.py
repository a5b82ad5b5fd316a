"""„status“, „meine“, „offen“, „fristen“, „suche …“: typed by each, answered with what each may see."""

from datetime import timedelta

import pytest

from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record
from tests.support.builders import (
    BGF,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
)

NUMBER = "KRM-2026-0001"
ROW = "0001 öffnen"
"""The button of the case's row in a list."""


async def recorded(bot: Bot) -> None:
    """Take a reaction down whose customer has left, and wait until everybody has their card."""
    await record(bot.chat(FRONT_DESK), waiting=False)
    await bot.until(lambda: bot.chat(BGF).says(NUMBER) and bot.chat(TEAM_LEAD_A).says(NUMBER))


def live_cards(chat: Chat) -> list[str]:
    """Return the cards in a chat that show a case and can be pressed."""
    return [card["fallbackText"] for card in chat.cards if "case.refresh" in str(card)]


@pytest.mark.parametrize("text", [NUMBER, "krm 2026 1", "status KRM-2026-0001", "Stand von krm-2026-0001?"])
async def test_a_number_shows_the_case_with_what_to_do_next(bot: Bot, text: str) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    await lead.types(text)
    assert NUMBER in lead.last
    assert "Übernehmen" in lead.titles()


async def test_only_one_card_of_a_case_stays_alive_in_a_chat(bot: Bot) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    for _ in range(3):
        await lead.types(NUMBER)
    assert len(live_cards(lead)) == 1
    assert sum("Neuer Stand weiter unten" in str(card) for card in lead.cards) == 3
    await lead.presses("Übernehmen")
    lead.shown.clear()  # what stays in the chat, not the answer to the press
    await bot.until(lambda: "Übernehmen" not in lead.titles())


async def test_a_card_that_was_asked_for_follows_its_case(bot: Bot) -> None:
    await recorded(bot)
    management = bot.chat(MANAGEMENT)
    await management.types(NUMBER)
    await bot.chat(TEAM_LEAD_A).presses("Übernehmen")
    await bot.until(lambda: "Tom Teamleiter" in management.last)


@pytest.mark.parametrize("stranger", [TEAM_LEAD_B, EMPLOYEE])
async def test_a_foreign_number_looks_like_one_that_does_not_exist(bot: Bot, stranger: str) -> None:
    await recorded(bot)
    chat = bot.chat(stranger)  # type: ignore[arg-type]
    await chat.opens()
    await chat.types(f"status {NUMBER}")
    foreign = chat.last
    await chat.types("status KRM-2026-0999")
    assert chat.last == foreign
    assert "gibt es nicht" in foreign
    await chat.types("suche Leistung A")
    assert NUMBER not in chat.last
    assert "keine" in chat.last


async def test_a_button_of_a_list_that_was_forwarded_shows_a_stranger_nothing(bot: Bot) -> None:
    await recorded(bot)
    lead, stranger = bot.chat(TEAM_LEAD_A), bot.chat(TEAM_LEAD_B)
    await stranger.opens()
    await lead.types("meine")
    _, button = lead.find(ROW)
    answer = await stranger.sends(button.verb, button.data)
    assert "gibt es nicht" in str(answer)
    assert NUMBER not in str(stranger.messages)


async def test_meine_lists_each_office_its_own_task(bot: Bot) -> None:
    await recorded(bot)
    for person, task in ((TEAM_LEAD_A, "Übernehmen"), (BGF, "Im KRM-Tool erfassen")):
        await bot.chat(person).types("meine")
        assert "Ihre Aufgaben" in bot.chat(person).last
        assert task in bot.chat(person).last
    await bot.chat(MANAGEMENT).types("meine")
    assert "nichts zu tun" in bot.chat(MANAGEMENT).last


async def test_offen_and_fristen_list_what_runs_and_what_is_due(bot: Bot) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    for word, title in (("offen", "Offene Vorgänge"), ("fristen", "Fristen")):
        await lead.types(word)
        assert title in lead.last
        assert NUMBER in lead.last


async def test_no_list_holds_a_name_or_a_text(bot: Bot) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    for word in ("meine", "offen", "fristen", "suche Leistung A"):
        await lead.types(word)
        assert SECRET_NAME not in lead.last
        assert SECRET_TEXT not in lead.last


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("suche Leistung A", True),
        ("suche Leistung B", False),
        ("suche offen", True),
        ("suche abgeschlossen", False),
        ("suche heute", True),
        ("suche seit 1. März", True),
        ("suche bis 1.3.", False),
        ("suche vom 1.12. bis 31.12.", True),
        ("suche KRM-2026-0001", True),
    ],
)
async def test_a_search_narrows_by_team_state_and_day(bot: Bot, words: str, *, found: bool) -> None:
    await recorded(bot)
    await bot.chat(BGF).types(words)
    assert (NUMBER in bot.chat(BGF).last) is found


async def test_a_search_by_customer_number_finds_it_however_it_is_typed(bot: Bot) -> None:
    desk, bgf = bot.chat(FRONT_DESK), bot.chat(BGF)
    await desk.types("neu")
    await desk.presses("Persönlich")
    await desk.presses("Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=SECRET_TEXT)
    await desk.presses("Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt")
    await desk.presses("Weiter", parting="gegangen", talk="kein", number="617A123456", verbis="nein")
    await desk.presses("Erfassen")
    await bot.until(lambda: bgf.says(NUMBER))
    await bgf.types("suche 617 a 123456")
    assert NUMBER in bgf.last
    await bgf.types("suche 617A999999")
    assert NUMBER not in bgf.last


async def test_a_search_that_is_not_understood_says_how(bot: Bot) -> None:
    bgf = bot.chat(BGF)
    await bgf.types("suche Frau Kundin")
    assert "zum Beispiel „suche Leistung A offen seit 1. März“" in bgf.last


async def test_a_list_has_ten_rows_and_turns_its_pages_in_place(bot: Bot) -> None:
    desk, management = bot.chat(FRONT_DESK), bot.chat(MANAGEMENT)
    for _ in range(11):
        await record(desk, waiting=False)
    await management.types("offen")
    assert "Offene Vorgänge: 11" in management.last
    rows = [title for title in management.titles() if title.endswith(" öffnen")]
    assert len(rows) == 10
    messages = len(management.messages)
    second = await management.presses("Weitere")
    assert "Seite 2 von 2" in " ".join(texts_of(second))
    assert len(management.messages) == messages
    first = await management.presses("Zurück")
    assert "Seite 1 von 2" in " ".join(texts_of(first))


async def test_a_row_opens_its_case_below_and_the_list_stays(bot: Bot) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    await lead.types("meine")
    answer = await lead.presses(ROW)
    assert answer == f"{NUMBER} steht jetzt im Chat."
    assert "Übernehmen" in lead.titles()
    assert any("Ihre Aufgaben" in str(card) for card in lead.cards)


@pytest.mark.parametrize(
    "data",
    [
        {"asked": "meine"},
        {"asked": "meine", "page": 0},
        {"asked": "meine", "page": "2"},
        {"asked": "abwesend bis Freitag", "page": 1},
        {"asked": "x" * 10_000, "page": 1},
        {"page": 1},
    ],
)
async def test_a_forged_page_is_refused_in_one_sentence(bot: Bot, data: dict[str, object]) -> None:
    assert "kann ich nicht lesen" in str(await bot.chat(BGF).sends("list.page", data))


async def test_what_is_asked_beside_an_intake_leaves_it_as_it_is(bot: Bot) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    await lead.types("neu telefonisch Leistung A: Rückruf blieb aus")
    question = lead.last
    for word in ("meine", "offen", "fristen", NUMBER):
        await lead.types(word)
        assert "Ihre begonnene Aufnahme bleibt" in lead.last
        assert NUMBER in " ".join(texts_of(lead.cards[-1]))
    await lead.types("hilfe")
    assert lead.last == question
    await lead.types("abbrechen")
    assert "Es wurde nichts gespeichert" in lead.last


async def test_free_words_belong_to_the_intake_under_way(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu persönlich Leistung A")
    await desk.presses("Weiter", concerns="fachliche_beschwerde", summary="suche Leistung A nicht gefunden")
    assert "Schritt 3" in desk.last


async def test_a_number_answers_the_intakes_question_for_the_earlier_case(bot: Bot) -> None:
    await recorded(bot)
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu persönlich Leistung A: Wieder keine Antwort")
    await desk.types("Fachliche Beschwerde, Folgereaktion")
    before = len(live_cards(desk))
    await desk.types(NUMBER)
    assert len(live_cards(desk)) == before
    assert "begonnene Aufnahme" not in desk.last


async def test_the_reporter_sees_her_own_report_for_a_day(bot: Bot) -> None:
    await recorded(bot)
    desk = bot.chat(FRONT_DESK)
    await desk.types(NUMBER)
    assert NUMBER in desk.last
    assert "Vorgang öffnen" not in desk.titles()
    bot.clock.advance(timedelta(hours=25))
    await desk.types(NUMBER)
    assert desk.last.startswith("Von Ihnen erfasste Vorgänge sehen Sie 24 Stunden lang.")
