"""The whole bot: two people write one chapter at once; a measure from its decision to done (R46-R48)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from procedure.vocabulary import StaffId
from tests.acceptance.cards import buttons_of, texts_of
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_walk_in import record
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A, TEAM_LEAD_B

DUE = datetime(2026, 12, 14, 7, 30, tzinfo=UTC)
"""Monday, 8.30 in the office."""
YEAR = {"year": 2026}
THEIRS = "Der Ablauf am Empfang war zu lang."
MINE = "Es fehlte an Information."
NOT_YOUR_MEASURES = "Die Maßnahmen des Jahresberichts führen das BGF und die Geschäftsleitung."
REMINDED = " An Ihre eigenen erinnere ich Sie am Termin."


def words(shown: Any) -> str:  # noqa: ANN401 - an answer's value
    return shown if isinstance(shown, str) else " ".join(texts_of(shown))


async def press(chat: Chat, shown: Any, title: str, **inputs: str) -> Any:  # noqa: ANN401 - as above
    """Press a button of what the client is shown."""
    (button,) = [button for button in buttons_of(shown) if button.title == title]
    return await chat.sends(button.verb, {**button.data, **inputs})


async def causes(chat: Chat) -> Any:  # noqa: ANN401 - as above
    return await press(chat, await chat.sends("report.texts", YEAR), "Nr. 2 schreiben")


async def test_of_two_who_write_one_chapter_at_once_nobody_loses_a_word(bot: Bot) -> None:
    first, second = bot.chat(BGF), bot.chat(MANAGEMENT)
    hers, his = await causes(first), await causes(second)

    kept = await press(first, hers, "Speichern", text=THEIRS)
    told = await press(second, his, "Speichern", text=MINE)

    assert "Gespeichert: Ursachen." in words(kept)
    assert "Jemand anderes hat dieses Kapitel inzwischen geändert." in words(told)
    assert THEIRS in words(told)
    assert MINE in words(told)
    both = await press(second, told, "Speichern", text=f"{THEIRS} {MINE}")
    assert "Fassung 2 vom Donnerstag, 3. Dezember 2026" in words(both)
    form = await press(second, both, "Nr. 2 ändern")
    latest = await press(second, form, "Frühere Fassungen")
    assert f"{THEIRS} {MINE}" in words(latest)
    assert THEIRS in words(await press(second, latest, "Ältere"))


async def test_a_measure_goes_from_its_decision_to_done(stopped_bot: Bot) -> None:
    bot = stopped_bot
    async with bot.running():
        for person in (BGF, MANAGEMENT, TEAM_LEAD_A, TEAM_LEAD_B):
            await bot.chat(person).opens()
        bgf = bot.chat(BGF)
        form = await press(bgf, await bgf.sends("report.measures", YEAR), "Neue Maßnahme")
        office = {"text": "Wegweiser erneuern", "owner": "teamleitung/leistung-a"}
        refused = await press(bgf, form, "Speichern", **office, due="2026-12-01")
        assert "Bitte wählen Sie einen Tag, der noch kommt." in words(refused)
        listed = await press(bgf, refused, "Speichern", **office, due="2026-12-14")
        assert "Teamleitung Leistung A" in words(listed)
        assert "1 beschlossen, davon 1 offen." in words(listed)
        heard = len(bot.chat(TEAM_LEAD_A).messages)
    lead = bot.chat(TEAM_LEAD_A)
    bot.clock.set(DUE)
    async with bot.running():
        await bot.until(lambda: lead.says("Eine Maßnahme ist fällig"))
    assert len(lead.messages) == heard + 1
    assert not bot.chat(TEAM_LEAD_B).says("Maßnahme")
    bot.clock.set(DUE + timedelta(days=7))
    async with bot.running():
        await bot.until(lambda: len(lead.messages) == heard + 2)
        done = lead.button("Erledigt")
        effect = {f"effect-{done.data['measure']}": "Weniger Nachfragen"}
        stranger = await bot.chat(TEAM_LEAD_B).sends(done.verb, {**done.data, **effect})
        assert words(stranger) == "Diese Maßnahme gibt es nicht, oder sie liegt nicht bei Ihnen."
        await lead.presses("Erledigt", **effect)
        assert "als erledigt vermerkt" in words(lead.cards[-1])
        shown = words(await bot.chat(MANAGEMENT).sends("report.measures", YEAR))
    assert "erledigt am Montag, 21. Dezember 2026" in shown
    assert "Weniger Nachfragen" in shown
    assert len(lead.messages) == heard + 2


async def test_bgf_and_management_are_reminded_of_the_report_before_it_is_due(stopped_bot: Bot) -> None:
    bot, people = stopped_bot, (BGF, MANAGEMENT)
    async with bot.running():
        for person in (*people, FRONT_DESK, TEAM_LEAD_A):
            await bot.chat(person).opens()
        await record(bot.chat(FRONT_DESK), waiting=False)
        await bot.until(lambda: bot.chat(BGF).says("KRM-2026-0001"))

    def reminders(person: StaffId) -> int:
        return sum("Vorzulegen bis Mittwoch, 31. März 2027" in words(card) for card in bot.chat(person).cards)

    bot.clock.set(datetime(2027, 2, 3, 8, tzinfo=UTC))
    async with bot.running():
        await bot.until(lambda: {reminders(person) for person in people} == {1})
    assert not reminders(TEAM_LEAD_A)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # as below
async def test_measures_can_be_typed_by_who_writes_the_report_and_by_nobody_else(bot: Bot) -> None:
    for person in (BGF, MANAGEMENT):
        chat = bot.chat(person)
        await chat.types("Maßnahmen")
        assert "Maßnahmen aus dem Bericht 2026 Noch keine beschlossen." in words(chat.cards[-1])
        await chat.types("hilfe")
        assert "maßnahmen" in str(chat.cards[-1])
        await chat.types("maßnahmen 2090")
        assert chat.last.startswith("Das Jahr 2090 hat noch nicht begonnen")
    for person in (FRONT_DESK, TEAM_LEAD_A):
        chat = bot.chat(person)
        await chat.types("maßnahmen")
        assert chat.last == NOT_YOUR_MEASURES + (REMINDED if person == TEAM_LEAD_A else "")
        await chat.types("hilfe")
        assert "maßnahmen" not in str(chat.cards[-1])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # who may is no matter of the database
async def test_nobody_else_gets_at_chapters_or_measures(bot: Bot) -> None:
    for verb in (
        "report.texts",
        "report.text",
        "report.text_save",
        "report.measures",
        "measure.form",
        "measure.put",
    ):
        data = {**YEAR, "chapter": "lob", "measure": "6f9619ff-8b86-4d01-b42d-00c04fc96500", "text": "x"}
        answer = await bot.chat(TEAM_LEAD_A).sends(verb, data)
        of_report = "Den Jahresbericht bearbeiten nur das BGF und die Geschäftsleitung."
        assert answer == (of_report if verb.startswith("report.text") else NOT_YOUR_MEASURES + REMINDED), verb
