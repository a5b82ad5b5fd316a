"""„bericht 2026“ in the whole bot: put together in the background, shown, taken as files, released (R46)."""

import asyncio
import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from unittest.mock import patch

import pytest
from docx import Document
from openpyxl import load_workbook

from procedure.vocabulary import StaffId
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.letters import browse, link_on
from tests.acceptance.years import a_year, keep, received, shown, taken
from tests.support.builders import BGF, DEPUTY_A, EMPLOYEE, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A, a_case

NOT_YOURS = "Den Jahresbericht sehen nur das BGF und die Geschäftsleitung."


async def asks(bot: Bot, person: StaffId, words: str = "bericht 2026") -> Chat:
    """Ask for the report and wait until it is there."""
    chat = bot.chat(person)
    await chat.types(words)
    await bot.until(lambda: chat.says("Version 1") or chat.says("Version 2") or chat.says("nicht"))
    return chat


async def test_asked_at_once_one_draft_its_two_files_and_the_release_by_the_management(bot: Bot) -> None:
    await keep(bot, a_year())
    await asyncio.gather(*(asks(bot, person) for person in (BGF, MANAGEMENT)))
    for person in (BGF, MANAGEMENT):
        assert bot.chat(person).says("1 vom Donnerstag, 3. Dezember 2026")
    bgf = await asks(bot, BGF)  # nothing has changed since: the same run
    assert bgf.says("1 vom Donnerstag, 3. Dezember 2026")
    assert bgf.says("Entwurf, noch nicht freigegeben")
    assert bgf.says("Nicht geschrieben:")
    assert bgf.titles()[-4:] == ["Excel", "Word", "Kapitel bearbeiten", "Maßnahmen"]
    assert "Schwerpunkte" in shown(await bgf.presses("Kapitel bearbeiten"))
    assert "2026" in shown(await bgf.presses("Maßnahmen"))
    links = [link_on(await bgf.presses(title)) for title in ("Excel", "Word")]
    sheet, document = [await browse(bot, link, "POST") for link in links]
    assert (sheet.status, document.status) == (200, 200)
    assert "attachment" in sheet.headers["Content-Disposition"]
    assert load_workbook(BytesIO(sheet.body)).sheetnames
    assert Document(BytesIO(document.body)).paragraphs
    again = await browse(bot, links[0], "POST")
    assert again.status == 410
    assert "fordern Sie die Datei in Teams noch einmal an" in again.text
    assert await taken(bot) == [{"file": "xlsx 1", "by": BGF}, {"file": "docx 1", "by": BGF}]

    management = bot.chat(MANAGEMENT)
    question = shown(await management.presses("Freigeben"))
    assert "Jahresbericht 2026 freigeben?" in question
    assert "Das fehlt noch:" in question
    where, sure = management.find("Ja, freigeben")
    both = await asyncio.gather(*(management.sends(sure.verb, sure.data, where) for _ in range(2)))
    late = await management.sends(sure.verb, sure.data, where)
    (released,) = {shown(card) for card in (*both, late)}  # the channel repeats presses
    assert "Der Bericht ist freigegeben." in released
    assert "Freigegeben am Donnerstag, 3. Dezember 2026" in released
    assert '"Freigeben"' not in released


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # who may is no matter of the database
async def test_nobody_else_gets_anything_and_the_bgf_does_not_release(bot: Bot) -> None:
    await keep(bot, a_year())
    await asks(bot, BGF)
    run = {"year": 2026, "version": 1}
    file = {**run, "format": "xlsx"}
    for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, EMPLOYEE):
        chat = bot.chat(person)
        await chat.types("bericht 2026")
        assert chat.last == NOT_YOURS
        await chat.types("export 2026")
        assert chat.last == "Den Export bekommen nur das BGF und die Geschäftsleitung."
        for verb, data in (("report.show", run), ("report.file", file), ("report.release", run)):
            assert await chat.sends(verb, data) == NOT_YOURS
    bgf = bot.chat(BGF)
    refused = "Den Jahresbericht gibt nur die Geschäftsleitung frei."
    assert await bgf.sends("report.release", {**run, "confirmed": True}) == refused
    assert "freigeben?" not in shown(await bgf.sends("report.release", run))
    for data in ({**file, "format": "exe"}, {**file, "version": "1"}, {"year": 2026, "format": "xlsx"}):
        assert "/files/" not in str(await bgf.sends("report.file", data))
    assert "gibt es nicht" in str(await bgf.sends("report.file", {**file, "version": 7}))


async def test_a_run_that_fails_says_so_the_next_one_works_and_a_wrong_year_gets_one_sentence(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    await keep(bot, a_year())
    chat = bot.chat(BGF)
    with patch("bot.report.runs.make_report", side_effect=RuntimeError("Karla Kundin")):
        await chat.types("bericht 2026")
        await bot.until(lambda: chat.says("ist nicht fertig geworden"))
    assert "bitte schreiben Sie noch einmal „bericht 2026“" in chat.last
    said = "".join(capsys.readouterr())
    assert "report_failed" in said
    assert "Karla" not in said
    assert "Entwurf" in (await asks(bot, BGF)).last
    for words, sentence in {
        "bericht": "Für welches Jahr? Bitte schreiben Sie zum Beispiel „bericht 2026“.",
        "bericht 26": "Bitte schreiben Sie das Jahr mit vier Ziffern, zum Beispiel „bericht 2026“.",
        "bericht 1999": "Für das Jahr 1999 gibt es keine Vorgänge, bitte nennen Sie ein anderes Jahr.",
        "bericht 2025": "Für das Jahr 2025 gibt es keine Vorgänge, bitte nennen Sie ein anderes Jahr.",
        "export 2025": "Für das Jahr 2025 gibt es keine Vorgänge, bitte nennen Sie ein anderes Jahr.",
        "export": "Für welches Jahr? Bitte schreiben Sie zum Beispiel „export 2026“.",
    }.items():
        await chat.types(words)
        assert chat.last == sentence
    await chat.types("bericht 2090")
    assert chat.last.startswith("Das Jahr 2090 hat noch nicht begonnen")


async def test_the_export_is_a_file_of_the_cases_that_one_may_see(bot: Bot) -> None:
    about_bgf = replace(received(25, date(2026, 6, 1)), excluded=(BGF,))
    await keep(bot, [*a_year(), about_bgf, received(26, date(2026, 6, 2))])
    await bot.chat(MANAGEMENT).types("export 2026")
    assert bot.chat(MANAGEMENT).says("Export 2026: 26 Vorgänge")
    chat = bot.chat(BGF)
    await chat.types("export 2026")
    assert chat.says("Export 2026: 25 Vorgänge")
    file = await browse(bot, link_on(chat.cards[-1]), "POST")
    assert file.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(StringIO(file.body.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 25
    assert about_bgf.number not in {row["Nummer"] for row in rows}
    assert {row["Teams"] for row in rows} == {"Leistung A"}
    assert a_case().reaction.summary not in file.text
    assert (await browse(bot, link_on(chat.cards[-1]), "POST")).status == 410
    assert await taken(bot) == [{"file": "csv", "by": BGF}]
