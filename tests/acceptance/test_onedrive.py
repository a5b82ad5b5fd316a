"""``file_delivery=onedrive``: a letter goes into the person's own OneDrive, when she has agreed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.letters import NUMBER, PDF, attached
from tests.acceptance.years import a_year, keep, taken
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A
from tests.support.channel import consented
from tests.support.file_server import FileServer

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


@pytest.fixture
async def bot(stopped_bot: Bot) -> AsyncIterator[Bot]:
    """Run the bot of an office that has chosen OneDrive."""
    stopped_bot.settings = stopped_bot.settings.model_copy(update={"file_delivery": "onedrive"})
    async with stopped_bot.running():
        for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT):
            await stopped_bot.chat(person).opens()
        yield stopped_bot


def attachments(bot: Bot, kind: str) -> list[dict[str, Any]]:
    """Return everything of a kind that was sent, oldest first."""
    found = [a for sent in bot.connector.sent for a in sent.body.get("attachments") or []]
    return [attachment for attachment in found if attachment["contentType"] == kind]


async def is_asked(chat: Chat) -> dict[str, Any]:
    """Let a person ask for the letter; return what the consent card carries."""
    await chat.types(NUMBER)
    await chat.presses("Vorgang öffnen")
    answer = await chat.presses("Schreiben ansehen")
    assert "stimmen Sie im Chat zu" in str(answer)
    content: dict[str, Any] = attachments(chat.bot, CONSENT)[-1]["content"]
    return content


async def agrees(chat: Chat, context: dict[str, Any], upload_url: str) -> None:
    activity = chat.address(consented(chat.bot.connector.url, context, upload_url))
    status, _ = await chat.bot.post(activity)
    assert status == 200


async def test_who_agrees_finds_the_file_in_her_onedrive(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    content = await is_asked(bgf)
    card = attachments(bot, CONSENT)[-1]
    assert card["name"] == "Brief.pdf"
    assert content["sizeInBytes"] == len(PDF)
    await agrees(bgf, content["acceptContext"], f"{onedrive.url}/place")
    assert onedrive.uploaded == {"place": (PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}")}
    (info,) = attachments(bot, INFO)
    assert info["content"] == {"uniqueId": "8D4A2F0E-5B1C-4C86-8D11-1F1F1E1D1C1B", "fileType": "docx"}
    assert info["contentUrl"].startswith("https://jobcenter-my.sharepoint.com/")
    assert any(s.method == "DELETE" and s.path.endswith("/consent-1") for s in bot.connector.sent)


async def test_the_case_card_holds_no_link(bot: Bot, onedrive: FileServer) -> None:
    await is_asked(await attached(bot, onedrive))
    assert "/files/" not in str([sent.body for sent in bot.connector.sent])


async def test_who_declines_is_told_that_nothing_was_stored(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    content = await is_asked(bgf)
    await agrees(bgf, content["declineContext"], "")
    assert "nicht gespeichert" in bot.connector.texts[-1]
    assert not onedrive.uploaded


async def test_agreeing_twice_stores_the_file_once(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    content = await is_asked(bgf)
    await agrees(bgf, content["acceptContext"], f"{onedrive.url}/first")
    await agrees(bgf, content["acceptContext"], f"{onedrive.url}/second")
    assert list(onedrive.uploaded) == ["first"]
    assert "schon benutzt" in bot.connector.texts[-1]


@pytest.mark.parametrize("place", ["https://evil.example/x", "http://10.0.0.1/x", "file:///tmp/x"])
async def test_a_foreign_place_gets_nothing_and_uses_nothing_up(
    bot: Bot, onedrive: FileServer, place: str
) -> None:
    bgf = await attached(bot, onedrive)
    content = await is_asked(bgf)
    await agrees(bgf, content["acceptContext"], place)
    assert "nicht in Ihrem OneDrive speichern" in bot.connector.texts[-1]
    await agrees(bgf, content["acceptContext"], f"{onedrive.url}/place")
    assert list(onedrive.uploaded) == ["place"]


async def test_somebody_elses_card_is_worth_nothing(bot: Bot, onedrive: FileServer) -> None:
    content = await is_asked(await attached(bot, onedrive))
    await agrees(bot.chat(TEAM_LEAD_A), content["acceptContext"], f"{onedrive.url}/place")
    assert not onedrive.uploaded


@pytest.mark.parametrize("context", [{}, {"ticket": 1}, {"ticket": "x.y.z"}, {"document": "1"}])
async def test_a_forged_agreement_is_worth_nothing(
    bot: Bot, onedrive: FileServer, context: dict[str, object]
) -> None:
    await agrees(bot.chat(BGF), context, f"{onedrive.url}/place")
    assert not onedrive.uploaded
    assert "nicht in Ihrem OneDrive speichern" in bot.connector.texts[-1]


async def test_an_agreement_that_comes_too_late_is_refused(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    content = await is_asked(bgf)
    bot.clock.advance(timedelta(minutes=6))
    await agrees(bgf, content["acceptContext"], f"{onedrive.url}/place")
    assert not onedrive.uploaded
    assert "abgelaufen" in bot.connector.texts[-1]


async def test_a_place_that_takes_nothing_is_one_sentence(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    content = await is_asked(bgf)
    onedrive.status = 500
    await agrees(bgf, content["acceptContext"], f"{onedrive.url}/place")
    assert "nicht in Ihrem OneDrive speichern" in bot.connector.texts[-1]
    assert not attachments(bot, INFO)


async def test_files_of_a_year_go_the_same_way_and_are_noted(bot: Bot, onedrive: FileServer) -> None:
    await keep(bot, a_year())
    bgf = bot.chat(BGF)
    await bgf.types("export 2026")
    card = attachments(bot, CONSENT)[-1]
    assert card["name"] == "Vorgänge 2026.csv"
    await agrees(bgf, card["content"]["acceptContext"], f"{onedrive.url}/place")
    content, _ = onedrive.uploaded["place"]
    assert len(content) == card["content"]["sizeInBytes"]
    assert b"KRM-2026-0001" in content
    assert "/files/" not in str([sent.body for sent in bot.connector.sent])
    # Agreed to once more: it has been used.
    await agrees(bgf, card["content"]["acceptContext"], f"{onedrive.url}/again")
    assert "again" not in onedrive.uploaded
    assert await taken(bot) == [{"file": "csv", "by": BGF}]
