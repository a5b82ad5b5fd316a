"""Bad input: a clear German sentence or the right status, nothing stored, nothing personal in the logs."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from procedure.vocabulary import StaffId
from storage.engine import create_engine, reading
from storage.tables import cases
from tests.acceptance.conftest import Bot
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record, to_summary
from tests.support.builders import DEPUTY_A, FRONT_DESK, TEAM_A, TEAM_LEAD_A, TEAM_LEAD_B
from tests.support.channel import message, submitted

STRANGER = StaffId("99999999-9999-4999-8999-999999999999")
HOSTILE = (
    "<script>alert(1)</script> **fett** [Link](https://example.org) {{DATE(2026-01-01)}} "
    "\u202eöffnen\u202c 😀 שלום"
)


async def stored(bot: Bot) -> int:
    engine = create_engine(bot.settings.database_url)
    try:
        async with reading(engine) as connection:
            return int((await connection.execute(select(func.count()).select_from(cases))).scalar_one())
    finally:
        await engine.dispose()


async def test_a_stranger_is_told_whom_to_ask_and_learns_nothing(bot: Bot) -> None:
    chat = bot.chat(STRANGER)
    for text in ("neu", "hilfe", "KRM-2026-0001"):
        await chat.types(text)
        assert "BGF" in chat.last
    assert "kenne Sie noch nicht" in str(await chat.sends("intake.start", {}))
    assert await stored(bot) == 0


async def test_a_text_of_a_hundred_thousand_characters_gets_a_sentence_and_the_question_again(
    bot: Bot,
) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu persönlich")
    await desk.types("x" * 100_000)
    assert any("zu lang" in text for text in desk.texts)
    await desk.presses("Weiter", concerns="lob", teams=TEAM_A, summary="x" * 5_000)
    assert "kürzen" in desk.last
    assert await stored(bot) == 0


async def test_html_markdown_emoji_and_right_to_left_text_are_shown_as_written_and_harm_nobody(
    bot: Bot,
) -> None:
    desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
    await desk.types("neu")
    await desk.presses("Persönlich")
    await desk.presses("Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=HOSTILE)
    await desk.presses("Weiter", resolved="nein", leadership="nein", concerns_lead="nein")
    await desk.presses("Weiter", parting="wartet", talk="kein", name=HOSTILE[:200], verbis="nein")
    await desk.presses("Erfassen")
    await bot.until(lambda: lead.says("wartet"))
    opened = str(await lead.presses("Vorgang öffnen"))
    assert "😀" in opened
    assert "שלום" in opened
    for harmful in ("\u202e", "{{DATE("):
        assert harmful not in opened


@pytest.mark.parametrize(
    "when", ["morgen", "01.01.2030", "heute 23:59", "Montag", "KW 12", "3,5", "99.99.9999"]
)
async def test_a_receipt_that_is_not_understood_for_certain_or_lies_ahead_is_asked_again(
    bot: Bot, when: str
) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu")
    await desk.presses("Brief")
    await desk.presses("Weiter", concerns="lob", teams=TEAM_A, summary="Danke")
    await desk.presses("Weiter", received=when, origin="direkt", leadership="nein", legal_remedy="nein")
    assert when in desk.last or when in str(desk.cards[-1])
    assert "Stimmt das so?" not in desk.last
    assert await stored(bot) == 0


FORGED: list[tuple[str, Any]] = [
    ("case.take_over", {}),
    ("case.take_over", {"case": "no-such-case", "version": 1}),
    ("case.take_over", {"case": ["list"], "version": 1}),
    ("case.take_over", {"case": "x" * 10_000, "version": 1}),
    ("handover.come", {"case": "no-such-case", "version": "1; DROP TABLE cases"}),
    ("handover.come", {"case": "no-such-case", "version": True}),
    ("case.open", {"case": "../../etc/passwd", "version": 1}),
    ("intake.next", {"draft": {"$ne": 1}, "turn": 0}),
    ("intake.confirm", {"draft": "somebody-elses", "turn": 5}),
    ("__class__", {"case": "x", "version": 1}),
    ("", {}),
]


@pytest.mark.parametrize(("verb", "data"), FORGED)
async def test_a_forged_button_gets_a_sentence_and_has_no_effect(
    bot: Bot, verb: str, data: dict[str, Any]
) -> None:
    answer = await bot.chat(DEPUTY_A).sends(verb, data)
    assert answer
    assert "Traceback" not in str(answer)
    assert await stored(bot) == 0


@pytest.mark.parametrize("value", [None, [], "text", {"action": 1}, {"action": {"verb": 1, "data": []}}])
async def test_an_invoke_without_an_action_gets_a_sentence(bot: Bot, value: object) -> None:
    activity = submitted(bot.connector.url, value) | {"type": "invoke", "name": "adaptiveCard/action"}
    chat = bot.chat(FRONT_DESK)
    status, body = await bot.post(chat.address(activity))
    assert status == 200
    assert "Karte kann ich nicht lesen" in body["value"]


async def test_a_button_of_a_case_forwarded_to_a_stranger_to_it_says_not_found(bot: Bot) -> None:
    lead, other = bot.chat(TEAM_LEAD_A), bot.chat(TEAM_LEAD_B)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    real, missing = lead.button("Vorgang öffnen"), {"case": "no-such-case", "version": 1}
    answers = [await other.sends(real.verb, real.data), await other.sends(real.verb, missing)]
    assert answers[0] == answers[1]
    assert SECRET_TEXT not in str(answers)
    assert await other.sends("handover.come", real.data) == answers[0]


async def test_the_same_message_delivered_twice_is_answered_once(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    activity = desk.address(message(bot.connector.url, "neu"))
    results = await asyncio.gather(bot.post(activity), bot.post(activity), bot.post(activity))
    assert [status for status, _ in results] == [201, 201, 201]
    assert sum("Wie hat sich" in str(card) for card in desk.cards) == 1


async def test_the_same_press_repeated_by_the_channel_under_new_ids_records_once(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    button = desk.button("Erfassen")
    await asyncio.gather(*(desk.sends(button.verb, button.data, "sent-9") for _ in range(4)))
    assert await stored(bot) == 1


async def test_two_answers_at_the_same_moment_are_put_in_order(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu")
    await asyncio.gather(desk.types("persönlich"), desk.types("Lob"))
    await desk.types("zurück")
    await desk.types("abbrechen")
    assert "Es wurde nichts gespeichert" in desk.last


async def test_an_exception_in_a_turn_leaves_the_draft_as_it_was_and_cancelling_works(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu")
    with monkeypatch.context() as broken:
        broken.setattr("dialogs.conversation.advance", _break)
        await desk.types("persönlich")
        assert "Nummer" in desk.last
        assert SECRET_TEXT not in desk.last
    await desk.types("persönlich")
    assert "Worum geht es?" in desk.last
    await desk.types("abbrechen")
    assert "nichts gespeichert" in desk.last


async def test_in_a_channel_the_assistant_asks_to_be_written_to_personally(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    activity = desk.address(message(bot.connector.url, "neu Karla Kundin beschwert sich"))
    activity["conversation"] = activity["conversation"] | {"conversationType": "channel"}
    await bot.post(activity)
    assert "im persönlichen Chat" in desk.last
    assert await stored(bot) == 0


async def test_no_log_line_holds_a_name_a_text_or_an_address(
    bot: Bot, capfd: pytest.CaptureFixture[str]
) -> None:
    desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
    await record(desk)
    await bot.until(lambda: lead.says("wartet"))
    await lead.presses("Termin mitteilen", day="kein Tag", time="", place="Geheimzimmer")
    await lead.presses("Zurück")
    await lead.presses("Vorgang öffnen")
    await desk.types("irgendwas von Karla Kundin")
    output = "".join(capfd.readouterr())
    assert "registered" in output  # there is a log at all
    for secret in (SECRET_TEXT, SECRET_NAME, "Karla", "Geheimzimmer", "Erika", "Tom Teamleiter"):
        assert secret not in output


def _break(*_: object) -> None:
    raise RuntimeError(SECRET_TEXT)
