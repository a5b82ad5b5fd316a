"""A walk-in complaint, end to end: from the front desk's chat to the Teamleitung's answer (GA V)."""

import json
from datetime import timedelta

from tests.acceptance.conftest import Bot, Chat
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_LEAD_A

SECRET_TEXT = "Bescheid seit sieben Wochen offen"
SECRET_NAME = "Karla Kundin"


async def to_summary(desk: Chat, *, waiting: bool = True) -> None:
    """Answer everything about a complaint at the desk, by clicking."""
    await desk.types("neu")
    await desk.presses("Persönlich")
    await desk.presses("Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=SECRET_TEXT)
    await desk.presses("Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt")
    parting = "wartet" if waiting else "gegangen"
    await desk.presses("Weiter", parting=parting, talk="kein", name=SECRET_NAME, verbis="nein")


async def record(desk: Chat, *, waiting: bool = True) -> None:
    """Take a complaint at the desk down."""
    await to_summary(desk, waiting=waiting)
    await desk.presses("Erfassen")


async def test_five_exchanges_record_a_walk_in_and_the_receipt_names_number_office_and_day(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await record(desk)
    assert "KRM-2026-0001" in desk.last
    assert "Teamleitung Leistung A" in desk.last
    assert "17. Dezember 2026" in desk.last


async def test_what_stays_in_the_chat_afterwards_holds_no_personal_data(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await record(desk)
    desk.shown.clear()  # what any other client of the same person shows
    assert "KRM-2026-0001" in desk.last
    assert SECRET_TEXT not in str(desk.messages)
    assert SECRET_NAME not in str(desk.messages)


async def test_the_teamleitung_has_the_waiting_customer_on_a_card_within_two_seconds(bot: Bot) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    assert {"Ich komme", "Bitte schriftlich", "An Stellvertretung"} <= set(lead.titles())


async def test_the_answer_appears_at_the_desk_as_a_sentence_to_say_aloud(bot: Bot) -> None:
    desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
    await record(desk)
    await bot.until(lambda: lead.says("wartet"))
    await lead.presses("Ich komme")
    await bot.until(lambda: desk.says("Bitte sagen Sie"))
    assert "KRM-2026-0001" in desk.last
    assert lead.says("Ich komme")


async def test_an_answer_ten_days_later_reaches_the_desk_and_no_card_says_that_somebody_waits(
    bot: Bot,
) -> None:
    desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
    await record(desk)
    await bot.until(lambda: lead.says("wartet"))
    bot.clock.advance(timedelta(days=10))
    await lead.types("status KRM-2026-0001")
    assert "Eine Antwort steht noch aus" in lead.last
    assert "Die Kundin/der Kunde wartete am " in lead.last
    await lead.presses("Ich komme")
    assert "erwartet Sie" not in lead.last
    await bot.until(lambda: desk.says("Antwort zu KRM-2026-0001 vom "))
    assert "Ich komme." in desk.last
    assert "Tom" not in desk.last


async def test_an_appointment_reaches_the_desk_with_day_time_and_place(bot: Bot) -> None:
    desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
    await record(desk)
    await bot.until(lambda: lead.says("wartet"))
    await lead.presses("Termin mitteilen", day="2026-12-04", time="09:30", place="Zimmer 214")
    await bot.until(lambda: desk.says("4. Dezember"))
    assert "9:30 Uhr" in desk.last
    assert "Zimmer 214" in desk.last


async def test_an_appointment_in_the_past_comes_back_with_what_was_typed(bot: Bot) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    card = await lead.presses("Termin mitteilen", day="2026-12-01", time="09:30", place="Zimmer 9")
    assert "der noch kommt" in str(card)
    assert "2026-12-01" in str(card)
    assert "Zimmer 9" in str(card)


async def test_the_bgf_records_and_everybody_sees_it(bot: Bot) -> None:
    bgf, lead = bot.chat(BGF), bot.chat(TEAM_LEAD_A)
    await record(bot.chat(FRONT_DESK), waiting=False)
    await bot.until(lambda: bgf.says("bitte erfassen") and lead.says("Übernehmen"))
    assert '"version": 2' not in json.dumps(lead.cards)
    await bgf.presses("Bestätigen", krm_tool_ref="4711")
    bgf.shown.clear()  # what the relay keeps in the chat, not the answer to the press
    await bot.until(lambda: '"version": 2' in json.dumps(lead.cards) and "4711" in bgf.last)
    assert "Als erfasst bestätigen …" not in json.dumps(bgf.cards, ensure_ascii=False)


async def test_nobody_is_told_who_has_no_part_in_it(bot: Bot) -> None:
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: bot.chat(BGF).says("erfassen"))
    for outsider in (DEPUTY_A, MANAGEMENT):
        assert "KRM-2026-0001" not in str(bot.chat(outsider).messages)


async def test_after_five_minutes_the_deputy_has_the_card_too_and_the_desk_knows(bot: Bot) -> None:
    desk, deputy = bot.chat(FRONT_DESK), bot.chat(DEPUTY_A)
    await record(desk)
    await bot.until(lambda: bot.chat(TEAM_LEAD_A).says("wartet"))
    bot.clock.advance(timedelta(minutes=5, seconds=1))
    await bot.until_ticked(lambda: deputy.says("wartet") and desk.says("Stellvertretung"))
    await deputy.presses("Ich komme")
    await bot.until(lambda: desk.says("Bitte sagen Sie"))
    await bot.until(lambda: "i. V." in bot.chat(TEAM_LEAD_A).last)


async def test_of_lead_and_deputy_one_answer_counts_and_the_other_sees_it(bot: Bot) -> None:
    lead, deputy = bot.chat(TEAM_LEAD_A), bot.chat(DEPUTY_A)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    await lead.presses("An Stellvertretung")
    await bot.until(lambda: deputy.says("wartet"))
    stale = lead.button("Ich komme")
    await deputy.presses("Bitte schriftlich")
    card = await lead.sends(stale.verb, stale.data, lead.messages[-1][0])
    assert "nicht mehr aktuell" in str(card)
    assert "Sina Stellvertretung" in str(card)


async def test_a_restart_in_the_middle_of_the_conversation_loses_no_answer(stopped_bot: Bot) -> None:
    desk = stopped_bot.chat(FRONT_DESK)
    async with stopped_bot.running():
        await desk.types("neu persönlich Leistung A: " + SECRET_TEXT)
        await desk.types("Beschwerde")
    async with stopped_bot.running():
        await desk.presses(
            "Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt"
        )
        await desk.presses("Weiter", parting="wartet", talk="kein", verbis="nein")
        await desk.presses("Erfassen")
    assert "KRM-2026-0001" in desk.last


async def test_a_stop_right_after_recording_delivers_every_card_after_the_start(stopped_bot: Bot) -> None:
    desk, lead = stopped_bot.chat(FRONT_DESK), stopped_bot.chat(TEAM_LEAD_A)
    async with stopped_bot.running():
        await lead.opens()
        await record(desk)
    async with stopped_bot.running():
        stopped_bot.clock.advance(timedelta(minutes=2))  # past any lease that died with the process
        await stopped_bot.until_ticked(lambda: lead.says("KRM-2026-0001"))
