"""A letter goes out once, through a link that is signed, works once and for five minutes (R43)."""

from datetime import timedelta

import pytest

from tests.acceptance.conftest import Bot
from tests.acceptance.letters import (
    NUMBER,
    PDF,
    attached,
    browse,
    link_on,
    opens_link,
    recorded,
    sends_letter,
)
from tests.acceptance.test_walk_in import SECRET_TEXT
from tests.support.builders import BGF, DEPUTY_A, TEAM_LEAD_A, TEAM_LEAD_B
from tests.support.channel import submitted
from tests.support.file_server import FileServer


async def test_a_link_shows_a_page_with_one_button_and_uses_nothing_up(
    bot: Bot, onedrive: FileServer
) -> None:
    link = await opens_link(await attached(bot, onedrive))
    for _ in range(3):  # programs that scan messages follow links
        page = await browse(bot, link)
        assert page.status == 200
        assert '<html lang="de">' in page.text
        assert page.text.count("<button") == 1
        assert "http" not in page.text.replace("http-equiv", "")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert (await browse(bot, link, "POST")).status == 200


async def test_the_button_gives_the_file_once(bot: Bot, onedrive: FileServer) -> None:
    link = await opens_link(await attached(bot, onedrive))
    file = await browse(bot, link, "POST")
    assert (file.status, file.body) == (200, PDF)
    assert file.headers["Content-Disposition"].startswith('attachment; filename="Brief.pdf"')
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "no-store"
    again = await browse(bot, link, "POST")
    assert again.status == 410
    assert "schon benutzt" in again.text
    assert PDF not in again.body


async def test_the_name_of_a_file_cannot_break_the_answer(bot: Bot, onedrive: FileServer) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await sends_letter(bgf, onedrive, name='Über\r\nSet-Cookie: x="; Müller.pdf')
    await bgf.presses("Ablegen", number=NUMBER, kind="eingang")
    file = await browse(bot, await opens_link(bgf), "POST")
    assert file.status == 200
    assert "Set-Cookie" not in file.headers
    assert "%C3%9Cber" in file.headers["Content-Disposition"]


async def test_a_link_is_over_after_five_minutes(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    link = await opens_link(bgf)
    bot.clock.advance(timedelta(minutes=5, seconds=2))
    for method in ("GET", "POST"):
        page = await browse(bot, link, method)
        assert page.status == 410
        assert "abgelaufen" in page.text
        assert "öffnen Sie in Teams den Vorgang noch einmal" in page.text


async def test_who_may_no_longer_see_the_case_gets_nothing_through_an_old_link(
    bot: Bot, onedrive: FileServer
) -> None:
    await attached(bot, onedrive)
    link = await opens_link(bot.chat(DEPUTY_A))
    await bot.chat(BGF).types(NUMBER)
    card = await bot.chat(BGF).presses(
        "Änderung festhalten",
        case_reclassify_concerns="fachliche_beschwerde",
        case_reclassify_teams="leistung-b",
        case_reclassify_reason="Falsches Team",
    )
    assert "Leistung B" in str(card)
    page = await browse(bot, link, "POST")
    assert page.status == 404
    assert PDF not in page.body


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "%00", "x" * 3_000])
async def test_a_forged_link_is_refused(bot: Bot, token: str) -> None:
    for method in ("GET", "POST"):
        page = await browse(bot, f"{bot.url}/files/{token}", method)
        assert page.status == 403
        assert '<html lang="de">' in page.text


async def test_a_changed_link_is_refused(bot: Bot, onedrive: FileServer) -> None:
    link = await opens_link(await attached(bot, onedrive))
    head, body, signature = link.rsplit("/", 1)[1].split(".")
    page = await browse(bot, f"{bot.url}/files/{head}.{body[:-3]}AAA.{signature}", "POST")
    assert page.status == 403


async def test_a_link_for_a_stranger_is_not_made(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    await bgf.types(NUMBER)
    await bgf.presses("Vorgang öffnen")
    _, button = bgf.find("Schreiben ansehen")
    stranger = bot.chat(TEAM_LEAD_B)
    await stranger.opens()
    answer = await stranger.sends(button.verb, button.data)
    assert "/files/" not in str(answer)
    assert "gibt es nicht" in str(answer)


async def test_neither_link_nor_file_name_is_logged(
    bot: Bot, onedrive: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    link = await opens_link(await attached(bot, onedrive))
    await browse(bot, link)
    await browse(bot, link, "POST")
    await browse(bot, link, "POST")
    said = "".join(capsys.readouterr())
    assert link.rsplit(".", 1)[1] not in said
    assert "Brief" not in said
    assert "tempauth" not in said


async def test_an_old_client_gets_no_opened_card_because_it_would_stay_in_the_chat(
    bot: Bot, onedrive: FileServer
) -> None:
    bgf = await attached(bot, onedrive)
    await bgf.types(NUMBER)
    await bgf.presses("Vorgang öffnen")
    activity_id, button = bgf.find("Schreiben ansehen")
    bgf.shown.clear()
    value = {**button.data, "verb": button.verb}
    await bot.post(bgf.address(submitted(bot.connector.url, value, replyToId=activity_id)))
    assert "neueren Fassung" in bgf.last
    assert SECRET_TEXT not in " ".join(str(card) for card in bgf.cards if "Wortlaut" in str(card))


async def test_the_link_to_a_fresh_letter_stays_on_the_card_until_the_case_changes(bot: Bot) -> None:
    await recorded(bot)
    lead = bot.chat(TEAM_LEAD_A)
    await lead.presses("Übernehmen")
    await lead.presses(
        "Schreiben erstellen", answer_write_outcome="begruendet", answer_write_text="Der Bescheid ist da."
    )
    lead.shown.clear()  # what stays in the chat, not the answer to the press
    await bot.until(lambda: "Das Schreiben liegt jetzt beim Vorgang." in lead.last)
    page = await browse(bot, link_on(lead.cards[-1]), "POST")
    assert page.status == 200
    bgf, current = bot.chat(BGF), lead.button("Antwort ansehen").data["version"]
    await bot.until(lambda: bgf.button("Bestätigen").data["version"] == current)
    await bgf.presses("Bestätigen", krm_tool_ref="4711")
    await bot.until(lambda: "/files/" not in str(lead.cards[-1]))
    assert "Antwort ansehen" in lead.titles()
