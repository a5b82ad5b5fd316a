"""Who gets a case, and who never does (GA II, V, VI; R11, R12, R35, R38, A26, A30)."""

from datetime import date, timedelta

import pytest

from procedure.office import Absence
from procedure.vocabulary import StaffId
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_walk_in import SECRET_TEXT
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    an_office,
)

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B, BGF, MANAGEMENT)


@pytest.fixture
async def full_bot(bot: Bot) -> Bot:
    await bot.chat(TEAM_LEAD_B).opens()
    return bot


async def report(desk: Chat, *, channel: str = "Persönlich", teams: str = TEAM_A, **facts: str) -> None:
    """Take a reaction down; the facts replace those of a plain complaint at the desk."""
    circumstances = {
        "resolved": "nein",
        "time_consuming": "nein",
        "leadership": "nein",
        "concerns_lead": "nein",
    }
    details = {"parting": "wartet", "talk": "kein", "verbis": "nein", "name": "", "contact": "", "number": ""}
    kinds = facts.pop("concerns", "fachliche_beschwerde")
    await desk.types("neu")
    await desk.presses(channel)
    await desk.presses("Weiter", concerns=kinds, teams=teams, summary=SECRET_TEXT)
    await desk.presses("Weiter", **{k: facts.get(k, v) for k, v in circumstances.items()}, origin="direkt")
    await desk.presses("Weiter", **{k: facts.get(k, v) for k, v in details.items()})
    if "talk_note" in facts:
        await desk.presses("Weiter", talk_note=facts["talk_note"])
    await desk.presses("Erfassen")


def informed(bot: Bot) -> set[StaffId]:
    return {person for person in EVERYBODY if "KRM-2026-0001" in str(bot.chat(person).messages)}


async def settled(bot: Bot, *people: StaffId) -> None:
    await bot.until(lambda: set(people) <= informed(bot))


async def test_with_the_teamleitung_absent_her_deputy_is_asked_and_answers_on_behalf(full_bot: Bot) -> None:
    await absent(full_bot, TEAM_LEAD_A)
    desk, deputy = full_bot.chat(FRONT_DESK), full_bot.chat(DEPUTY_A)
    await report(desk)
    await full_bot.until(lambda: deputy.says("wartet"))
    await deputy.presses("Ich komme")
    await full_bot.until(lambda: desk.says("i. V."))
    assert TEAM_LEAD_A not in informed(full_bot)


async def test_a_reaction_about_the_teamleitung_reaches_the_management_and_never_her_or_her_deputy(
    full_bot: Bot,
) -> None:
    management = full_bot.chat(MANAGEMENT)
    await report(full_bot.chat(FRONT_DESK), concerns_lead="ja")
    await full_bot.until(lambda: management.says("wartet"))
    await settled(full_bot, BGF)
    assert informed(full_bot) == {FRONT_DESK, BGF, MANAGEMENT}
    await management.presses("Ich komme")
    await full_bot.until(lambda: full_bot.chat(FRONT_DESK).says("Geschäftsleitung"))
    assert informed(full_bot) == {FRONT_DESK, BGF, MANAGEMENT}


async def test_a_dienstaufsichtsbeschwerde_at_the_desk_is_led_by_the_management_and_first_heard_by_the_team(
    full_bot: Bot,
) -> None:
    lead, management = full_bot.chat(TEAM_LEAD_A), full_bot.chat(MANAGEMENT)
    await report(full_bot.chat(FRONT_DESK), concerns="dienstaufsichtsbeschwerde")
    await full_bot.until(lambda: lead.says("wartet") and management.says("KRM-2026-0001"))
    await lead.presses("Ich komme")
    assert "Übernehmen" not in lead.titles()
    assert "Übernehmen" in management.titles()


async def test_of_two_teams_the_first_hears_the_customer_and_the_management_leads(full_bot: Bot) -> None:
    await report(full_bot.chat(FRONT_DESK), teams=f"{TEAM_A},{TEAM_B}")
    await settled(full_bot, FRONT_DESK, TEAM_LEAD_A, TEAM_LEAD_B, BGF, MANAGEMENT)
    assert "Ich komme" not in full_bot.chat(TEAM_LEAD_B).titles()  # asked for a Beitrag alone
    assert "Geschäftsleitung" in full_bot.chat(FRONT_DESK).last


async def test_a_threat_alerts_management_teamleitung_and_bgf_without_its_words(full_bot: Bot) -> None:
    note = "droht mit einem Messer"
    await report(full_bot.chat(FRONT_DESK), talk="bedrohung", talk_note=note)
    for person in (MANAGEMENT, TEAM_LEAD_A, BGF):
        chat = full_bot.chat(person)
        await full_bot.until(lambda chat=chat: "Dringend" in str(chat.messages))  # type: ignore[misc]
        assert note not in str(chat.messages)
    assert "alarmiert" in full_bot.chat(FRONT_DESK).last


async def test_an_immediate_talk_without_a_ground_in_words_is_asked_again(full_bot: Bot) -> None:
    desk = full_bot.chat(FRONT_DESK)
    await report_until_details(desk)
    await desk.presses("Weiter", parting="wartet", talk="bedrohung", verbis="nein")
    await desk.presses("Weiter", talk_note="   ")
    assert "Stimmt das so?" not in desk.last
    assert "Grund" in desk.last


async def test_what_was_settled_at_once_is_stored_only_if_wanted_and_nobody_is_told(full_bot: Bot) -> None:
    desk = full_bot.chat(FRONT_DESK)
    await desk.types("neu")
    await desk.presses("Persönlich")
    await desk.presses("Weiter", concerns="lob", teams=TEAM_A, summary="Danke")
    await desk.presses("Weiter", resolved="ja", leadership="nein", concerns_lead="nein", origin="direkt")
    assert "muss nicht erfasst werden" in desk.last
    await desk.presses("Nicht erfassen")
    assert "nichts gespeichert" in desk.last
    assert informed(full_bot) == set()


async def test_a_teamleitung_without_a_chat_is_reported_to_the_bgf_and_gets_the_card_on_her_first_day(
    stopped_bot: Bot,
) -> None:
    bgf, lead = stopped_bot.chat(BGF), stopped_bot.chat(TEAM_LEAD_A)
    async with stopped_bot.running():
        await bgf.opens()
        await report(stopped_bot.chat(FRONT_DESK))
        await stopped_bot.until(lambda: "nicht zugestellt" in str(bgf.messages))
        await lead.opens()
        await stopped_bot.until(lambda: lead.says("wartet"))


async def test_an_interrupted_draft_is_offered_again_and_goes_on_where_it_stopped(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await report_until_details(desk)
    bot.clock.advance(timedelta(hours=23))
    await desk.opens()
    assert "weitermachen" in desk.last
    assert SECRET_TEXT not in desk.last
    await desk.presses("Weitermachen")
    await desk.presses("Weiter", parting="gegangen", talk="kein", verbis="nein")
    await desk.presses("Erfassen")
    assert "KRM-2026-0001" in desk.last


async def test_after_a_day_a_draft_is_gone(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await report_until_details(desk)
    bot.clock.advance(timedelta(hours=24, seconds=1))
    await desk.opens()
    assert "Guten Tag" in desk.last
    card = await desk.presses("Weiter", parting="gegangen", talk="kein", verbis="nein")
    assert "schon beendet" in str(card)


async def test_a_draft_of_an_older_form_is_dropped_with_a_sentence(
    stopped_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = stopped_bot.chat(FRONT_DESK)
    async with stopped_bot.running():
        await desk.types("neu")
        await desk.types("persönlich")
    monkeypatch.setattr("dialogs.conversation.SCHEMA", 2)
    async with stopped_bot.running():
        await desk.types("Lob")
        assert "beginnen Sie noch einmal" in desk.last
        await desk.types("neu")
        assert "Wie hat sich" in desk.last


async def report_until_details(desk: Chat) -> None:
    await desk.types("neu")
    await desk.presses("Persönlich")
    await desk.presses("Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=SECRET_TEXT)
    await desk.presses("Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt")


async def absent(bot: Bot, person: StaffId) -> None:
    engine = create_engine(bot.settings.database_url)
    today = Absence(staff_id=person, from_on=date(2026, 12, 3), until_on=date(2026, 12, 3))
    staff = SqlStaff(engine, load_key_ring(bot.settings.key_file))
    await staff.apply_roster(Roster(an_office(absences=(today,))), bot.clock.now())
    await engine.dispose()


async def test_while_a_customer_waits_for_a_teamleitung_without_a_chat_her_deputy_is_asked_at_once(
    stopped_bot: Bot,
) -> None:
    desk, deputy, bgf = (stopped_bot.chat(person) for person in (FRONT_DESK, DEPUTY_A, BGF))
    async with stopped_bot.running():
        await deputy.opens()
        await bgf.opens()
        await report(desk)
        await stopped_bot.until(lambda: deputy.says("wartet"))
        await stopped_bot.until(lambda: "Sina Stellvertretung" in str(desk.messages))
        await deputy.presses("Ich komme")
        await stopped_bot.until(lambda: desk.says("i. V."))
