"""A letter comes in as a file and lies with the case that its sender names (R42)."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.vocabulary import StaffId
from storage.engine import create_engine, reading
from storage.tables import document_contents, documents
from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot
from tests.acceptance.letters import NUMBER, PDF, attached, recorded, sends_letter
from tests.acceptance.test_walk_in import SECRET_TEXT
from tests.support.builders import BGF, TEAM_LEAD_A, TEAM_LEAD_B
from tests.support.channel import sent_file
from tests.support.file_server import FileServer

QUESTION = "Zu welchem Vorgang gehört die Datei?"
REFUSED = "Die Datei habe ich nicht angenommen."


async def test_a_file_is_put_to_the_case_that_the_sender_names(bot: Bot, onedrive: FileServer) -> None:
    bgf = await attached(bot, onedrive)
    await bgf.types(NUMBER)
    opened = await bgf.presses("Vorgang öffnen")
    assert "Schreiben ansehen" in str(opened)
    assert SECRET_TEXT in str(opened)


async def test_a_number_in_the_message_is_filled_in(bot: Bot, onedrive: FileServer) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await sends_letter(bgf, onedrive, text="Das gehört zu krm 2026 1")
    assert QUESTION in bgf.last
    assert NUMBER in bgf.last


async def test_two_files_get_a_card_each(bot: Bot, onedrive: FileServer) -> None:
    bgf = bot.chat(BGF)
    onedrive.files |= {"eins": PDF, "zwei": PDF}
    before = len(bgf.cards)
    await bgf.sends_files(
        sent_file("Eins.pdf", f"{onedrive.url}/eins"), sent_file("Zwei.pdf", f"{onedrive.url}/zwei")
    )
    new = [" ".join(texts_of(card)) for card in bgf.cards[before:]]
    assert len(new) == 2
    assert "Eins.pdf" in new[0]
    assert "Zwei.pdf" in new[1]


async def test_a_wrong_number_comes_back_with_what_was_typed(bot: Bot, onedrive: FileServer) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await sends_letter(bgf, onedrive)
    for number, words in (("KRM-2026-0999", "gibt es nicht"), ("4711", "Bitte geben Sie die Nummer an")):
        card = await bgf.presses("Ablegen", number=number, kind="antwort")
        assert words in " ".join(texts_of(card))
        assert number in str(card)
    card = await bgf.presses("Ablegen", number=NUMBER, kind="eingang")
    assert f"liegt jetzt bei {NUMBER}" in " ".join(texts_of(card))


async def test_a_file_for_a_foreign_case_is_refused_like_one_for_an_unknown(
    bot: Bot, onedrive: FileServer
) -> None:
    await recorded(bot)
    stranger = bot.chat(TEAM_LEAD_B)
    await stranger.opens()
    await sends_letter(stranger, onedrive)
    foreign = await stranger.presses("Ablegen", number=NUMBER, kind="eingang")
    unknown = await stranger.presses("Ablegen", number="KRM-2026-0999", kind="eingang")
    assert str(foreign).replace(NUMBER, "") == str(unknown).replace("KRM-2026-0999", "")


async def test_nobody_else_can_put_or_drop_the_file(bot: Bot, onedrive: FileServer) -> None:
    await recorded(bot)
    bgf, lead = bot.chat(BGF), bot.chat(TEAM_LEAD_A)
    await sends_letter(bgf, onedrive)
    _, put = bgf.find("Ablegen")
    _, drop = bgf.find("Verwerfen")
    for button in (put, drop):
        answer = await lead.sends(button.verb, {**button.data, "number": NUMBER, "kind": "eingang"})
        assert "liegt nicht mehr bereit" in str(answer)
    await bgf.presses("Ablegen", number=NUMBER, kind="eingang")


async def test_a_dropped_file_is_gone(bot: Bot, onedrive: FileServer) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await sends_letter(bgf, onedrive)
    _, put = bgf.find("Ablegen")
    assert "nichts gespeichert" in str(await bgf.presses("Verwerfen"))
    answer = await bgf.sends(put.verb, {**put.data, "number": NUMBER, "kind": "eingang"})
    assert "liegt nicht mehr bereit" in str(answer)


async def test_the_same_press_twice_is_the_same_as_once(bot: Bot, onedrive: FileServer) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await sends_letter(bgf, onedrive)
    activity_id, put = bgf.find("Ablegen")
    for _ in range(2):
        card = await bgf.sends(put.verb, {**put.data, "number": NUMBER, "kind": "eingang"}, activity_id)
        assert f"liegt jetzt bei {NUMBER}" in str(card)


async def test_a_file_that_nobody_names_a_case_for_is_deleted_after_a_day(
    stopped_bot: Bot, onedrive: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.background.TIDY_SECONDS", 1)
    bgf = stopped_bot.chat(BGF)
    engine = create_engine(stopped_bot.settings.database_url)
    async with stopped_bot.running():
        await bgf.opens()
        await sends_letter(bgf, onedrive)
        assert await kept(engine) == (1, 1)
        stopped_bot.clock.advance(timedelta(hours=24, seconds=1))
        for _ in range(50):
            if await kept(engine) == (0, 0):
                break
            await asyncio.sleep(0.1)
        assert await kept(engine) == (0, 0)
        card = await bgf.presses("Ablegen", number=NUMBER, kind="eingang")
    assert "gibt es nicht" in str(card) or "liegt nicht mehr bereit" in str(card)
    await engine.dispose()


async def kept(engine: AsyncEngine) -> tuple[int, ...]:
    """Count the documents and their contents."""
    async with reading(engine) as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (documents, document_contents)
        ]
    return tuple(counts)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Programm.exe", b"MZ", "Möglich sind PDF"),
        ("Brief.pdf", b"MZ kein PDF", "passt nicht zu ihrer Endung"),
        ("Brief.pdf", b"", "leer"),
        ("Brief.pdf", PDF + b"x" * 11 * 1024 * 1024, "höchstens 10 Megabyte"),
    ],
)
async def test_what_is_not_taken_is_refused_in_one_sentence(
    bot: Bot, onedrive: FileServer, name: str, content: bytes, words: str
) -> None:
    bgf = bot.chat(BGF)
    onedrive.files["brief"] = content
    await bgf.sends_files(sent_file(name, f"{onedrive.url}/brief"))
    assert REFUSED in bgf.last
    assert words in bgf.last


@pytest.mark.parametrize(
    "url", ["https://evil.example/brief.pdf", "http://10.0.0.1/x", "file:///etc/passwd", ""]
)
async def test_a_file_from_elsewhere_is_not_fetched(bot: Bot, url: str) -> None:
    bgf = bot.chat(BGF)
    await bgf.sends_files(sent_file("Brief.pdf", url))
    assert REFUSED in bgf.last


async def test_a_pasted_picture_is_refused_with_what_to_do(bot: Bot) -> None:
    bgf = bot.chat(BGF)
    await bgf.sends_files({"contentType": "image/png", "contentUrl": "https://x.example/y"})
    assert "Büroklammer" in bgf.last


async def test_a_file_in_a_channel_is_refused(bot: Bot, onedrive: FileServer) -> None:
    bgf = bot.chat(BGF)
    onedrive.files["brief"] = PDF
    conversation = {"id": "19:team", "conversationType": "channel"}
    file = sent_file("Brief.pdf", f"{onedrive.url}/brief")
    activity = bgf.address({"conversation": {}, "type": "message"})
    await bot.post(
        activity
        | {
            "id": "channel-1",
            "channelId": "msteams",
            "serviceUrl": bot.connector.url,
            "recipient": {"id": "28:bot"},
            "conversation": conversation,
            "channelData": {"tenant": {"id": bot.settings.tenant_id}},
            "text": "",
            "attachments": [file],
        }
    )
    assert "nur im persönlichen Chat" in bot.connector.texts[-1]
    assert not onedrive.asked


async def test_a_file_while_an_intake_is_under_way_leaves_the_intake_alone(
    bot: Bot, onedrive: FileServer
) -> None:
    bgf = bot.chat(BGF)
    await bgf.types("neu telefonisch Leistung A: Rückruf blieb aus")
    await sends_letter(bgf, onedrive)
    assert QUESTION in bgf.last
    await bgf.types("zurück")
    assert "Schritt 1" in bgf.last


async def test_a_file_from_somebody_unknown_is_not_even_fetched(bot: Bot, onedrive: FileServer) -> None:
    stranger = bot.chat(StaffId("99999999-9999-4999-8999-999999999999"))
    await sends_letter(stranger, onedrive)
    assert "Ich kenne Sie noch nicht" in stranger.last
    assert not onedrive.asked
