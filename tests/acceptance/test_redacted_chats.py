"""Whatever the assistant has said about a case is taken out of people's chats again (privacy)."""

import pytest

from casework.redacted_chats import redaction_of
from storage.engine import create_engine, reading
from storage.key_file import load_key_ring
from storage.tables import cases
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.conftest import Bot
from tests.acceptance.letters import NUMBER, sends_letter
from tests.acceptance.test_onedrive import CONSENT, agrees, attachments
from tests.acceptance.test_reminders import berlin, reminders
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A
from tests.support.file_server import FileServer

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT)
POINTER = f"{NUMBER}: Neuer Stand weiter unten."
OF_THE_CASE = (
    SECRET_TEXT,
    "Tom Teamleiter",
    "Bitte sagen Sie",  # the answer for the desk
    "Brief.pdf",  # the question whose case a file belongs to, and whether it may go into OneDrive
    "Brief.docx",  # where it lies in OneDrive
    "Wie wurde diese Frist berechnet?",  # a reminder
    "Ihre Aufgaben",  # lists
    "Offene Vorgänge",
    "Fristen: 1",
    "Suche: 1",
    "'case'",  # a button that leads to it
)


async def redacted(bot: Bot) -> None:
    """Owe the redaction of the one case there is, as its anonymisation does."""
    engine = create_engine(bot.settings.database_url)
    try:
        units = SqlUnitsOfWork(engine, load_key_ring(bot.settings.key_file))
        async with reading(engine) as connection:
            case_id = (await connection.execute(cases.select())).mappings().one()["id"]
        async with units() as unit:
            await unit.notices.put([redaction_of(case_id, bot.clock.now())])
            await unit.commit()
    finally:
        await engine.dispose()


def left(bot: Bot) -> list[str]:
    """List the messages, as every client shows them, that still tell something of the case.

    A number alone may stay.
    """
    chats: dict[str, str] = {}
    for number, sent in enumerate(bot.connector.sent, start=1):
        activity_id = sent.path.rsplit("/", 1)[1] if sent.method != "POST" else f"sent-{number}"
        chats[activity_id] = str([sent.body.get(part) for part in ("text", "summary", "attachments")])
        if sent.method == "DELETE":
            del chats[activity_id]
    return [
        message
        for message in chats.values()
        if any(words in message for words in (*OF_THE_CASE, SECRET_NAME))
        or (NUMBER in message and POINTER not in message)
    ]


async def everything_is_said(bot: Bot, onedrive: FileServer) -> None:
    """Let the assistant show a case in every way there is, from the desk to the letter."""
    desk, lead, bgf = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A), bot.chat(BGF)
    await record(desk)
    await bot.until(lambda: lead.says("wartet") and bgf.says(NUMBER))
    await lead.presses("Ich komme")
    await bot.until(lambda: desk.says("Bitte sagen Sie"))
    await desk.types(f"status {NUMBER}")
    for word in ("meine", "offen", "fristen", "suche Leistung A"):
        await lead.types(word)
    await lead.presses("0001 öffnen")
    await lead.presses("Übernehmen")
    await bot.chat(MANAGEMENT).types(NUMBER)
    await sends_letter(bgf, onedrive)
    await bgf.presses("Ablegen", number=NUMBER, kind="eingang")
    await bgf.types(NUMBER)
    await bgf.presses("Vorgang öffnen")
    await bgf.presses("Schreiben ansehen")
    context = attachments(bot, CONSENT)[-1]["content"]["acceptContext"]
    await agrees(bgf, context, f"{onedrive.url}/place")
    await bgf.presses("Schreiben ansehen")  # a second question, which nobody answers


# What the databases keep of cards, and give back, is proved on both in tests/integration/relay.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_message_shows_anything_of_a_case_that_was_redacted(
    stopped_bot: Bot, onedrive: FileServer
) -> None:
    bot = stopped_bot
    bot.settings = bot.settings.model_copy(update={"file_delivery": "onedrive"})
    async with bot.running():
        for person in EVERYBODY:
            await bot.chat(person).opens()
        await everything_is_said(bot, onedrive)
    bot.clock.set(berlin(4))
    async with bot.running():
        await bot.until(lambda: bool(reminders(bot.chat(BGF))))
        await bot.chat(BGF).types("meine")
        before = " ".join(left(bot))
        for shown in OF_THE_CASE:
            assert shown in before, shown
        await redacted(bot)
        await bot.until(lambda: not left(bot))
