"""„zeit +14 Tage“ in the whole bot of the demo: what hangs on the clock goes with it, and nothing breaks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.clock import FixedClock
from bot.sending.redacting import OTHERS_FIRST
from bot.time_travel import TOO_FAR
from casework.measures import PutMeasure, put_measure
from dialogs.request_time import ONLY_FORWARD
from procedure.days_in_words import day_in_words
from procedure.vocabulary import CaseState, StaffId
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.outbox import SqlOutbox
from storage.tables import cases
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot
from tests.acceptance.letters import NUMBER, attached, browse, opens_link, recorded
from tests.acceptance.test_walk_in import SECRET_TEXT, record, to_summary
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A
from tests.support.expired import expired, keep_with_all
from tests.support.file_server import FileServer
from tests.support.house import RULEBOOK

PEOPLE = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT)
NOW = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
"""A Thursday, 10:00 in the office."""
FORWARD = [
    ("zeit +14 Tage", "Donnerstag, 17. Dezember 2026, 10:00 Uhr"),
    ("zeit +400 Tage", "Freitag, 7. Januar 2028, 10:00 Uhr"),
]
OVERDUE = ("Frist abgelaufen", "2 Fristen", "3 Fristen", "Zur Kenntnis")
OK, GONE = 200, 410


class Clock(FixedClock):
    """One that can be put forward, as the demo's."""

    def move_to(self, at: datetime) -> None:
        self.set(at)


@pytest.fixture
async def stopped_demo(stopped_bot: Bot) -> Bot:
    """Prepare the bot as the demo does: without credentials, with a clock that can be moved."""
    stopped_bot.clock = Clock(NOW)
    none = {"app_id": "", "app_password": SecretStr(""), "tenant_id": ""}
    stopped_bot.settings = stopped_bot.settings.model_copy(update=none)
    return stopped_bot


@pytest.fixture
async def demo(stopped_demo: Bot) -> AsyncIterator[Bot]:
    """Run it; everybody has opened their chat."""
    async with stopped_demo.running():
        await everybody_opens(stopped_demo)
        yield stopped_demo


async def everybody_opens(bot: Bot) -> None:
    for person in PEOPLE:
        await bot.chat(person).opens()


async def put_forward(bot: Bot, words: str, *, happened: str = "") -> None:
    """Type the words as the BGF, and wait until everything due has arrived.

    ``happened`` is what the answer tells besides where the clock stands.
    """
    chat = bot.chat(BGF)
    before = len(chat.texts)
    await chat.types(words)
    (said,) = chat.texts[before:]
    assert said == stands(bot) + happened
    if happened:
        await cleaned(bot)
    await everything_sent(bot)


def stands(bot: Bot) -> str:
    """Return the sentence about where the clock stands."""
    now = bot.settings.rulebook.local(bot.clock.now())
    return f"Die Uhr steht jetzt auf {day_in_words(now.date())}, {now:%H:%M} Uhr."


def overdue(bot: Bot, person: StaffId) -> list[str]:
    """Return the cards about what is overdue."""
    cards = [" ".join(texts_of(card)) for card in bot.chat(person).cards]
    return [card for card in cards if card.startswith(OVERDUE)]


async def everything_sent(bot: Bot) -> None:
    """Wait until nothing is left to be delivered."""
    engine = create_engine(bot.settings.database_url)
    async with asyncio.timeout(15):
        while await SqlOutbox(engine).pending_count():  # noqa: ASYNC110 - the relay's doing
            await asyncio.sleep(0.05)
    await engine.dispose()


async def test_in_an_office_the_words_are_unknown_and_no_clock_moves(stopped_bot: Bot) -> None:
    stopped_bot.clock = Clock(NOW)
    async with stopped_bot.running():
        chat = stopped_bot.chat(BGF)
        await chat.types("zeit +14 Tage")
        assert chat.texts == []
        assert "Uhr" not in chat.last
        assert stopped_bot.clock.now() == NOW


@pytest.mark.parametrize(("words", "day"), FORWARD)
async def test_who_owes_and_the_management_have_one_card_each_and_a_restart_repeats_none(
    stopped_demo: Bot, words: str, day: str
) -> None:
    async with stopped_demo.running():
        await everybody_opens(stopped_demo)
        await recorded(stopped_demo)
        await put_forward(stopped_demo, words)
        assert day in stopped_demo.chat(BGF).texts[-1]
    async with stopped_demo.running():
        await put_forward(stopped_demo, "zeit +1 Stunde")
    for person in (TEAM_LEAD_A, BGF, MANAGEMENT):
        assert len(overdue(stopped_demo, person)) == 1, person


@pytest.mark.parametrize(("words", "day"), FORWARD)
async def test_old_cards_and_links_end_in_order_and_new_ones_work(
    demo: Bot, onedrive: FileServer, words: str, day: str
) -> None:
    bgf = await attached(demo, onedrive)
    old = await opens_link(bgf)
    await put_forward(demo, words)
    assert day in stands(demo)
    assert (await browse(demo, old)).status == GONE
    assert (await browse(demo, await opens_link(bgf), "POST")).status == OK
    await demo.chat(TEAM_LEAD_A).presses("Übernehmen")
    assert NUMBER in demo.chat(TEAM_LEAD_A).last
    await record(demo.chat(FRONT_DESK), waiting=False)
    assert f"{demo.settings.rulebook.local(demo.clock.now()).year}-000" in demo.chat(FRONT_DESK).last


async def test_a_draft_that_lies_for_two_weeks_is_deleted_at_once(demo: Bot) -> None:
    desk = demo.chat(FRONT_DESK)
    await to_summary(desk)
    await put_forward(demo, "zeit +14 Tage")
    desk.shown.clear()  # what the same person's other clients show, too
    assert SECRET_TEXT not in str(desk.cards)
    assert "nach 24 Stunden gelöscht" in str(desk.cards)


async def test_it_can_be_typed_during_an_intake_that_then_goes_on(demo: Bot) -> None:
    bgf = demo.chat(BGF)
    await to_summary(bgf)
    await put_forward(demo, "zeit +1 Stunde")
    await bgf.presses("Erfassen")
    assert "ist angelegt" in str(bgf.cards)


async def test_beyond_the_known_holidays_it_stays_where_it_is_and_says_so(demo: Bot) -> None:
    bgf = demo.chat(BGF)
    await bgf.types("zeit +99999 Tage")
    assert bgf.last == TOO_FAR
    await bgf.types("zeit -1 Tag")
    assert bgf.last == ONLY_FORWARD
    assert demo.clock.now() == NOW


async def test_two_people_who_put_it_forward_at_once_do_so_one_after_the_other(demo: Bot) -> None:
    await asyncio.gather(*(demo.chat(person).types("zeit +1 Arbeitstag") for person in (BGF, MANAGEMENT)))
    assert demo.settings.rulebook.day(demo.clock.now()) == date(2026, 12, 7)
    said = {text for person in (BGF, MANAGEMENT) for text in demo.chat(person).texts}
    assert len(said) == 2


async def test_after_three_years_it_says_how_many_cases_were_anonymised_and_says_it_once(demo: Bot) -> None:
    await with_units(demo, lambda units: keep_with_all(units, expired(1), expired(2)))
    await put_forward(demo, "zeit +1 Jahr")
    happened = " 2 Vorgänge wurden anonymisiert, weil die Aufbewahrungsfrist abgelaufen ist."
    await put_forward(demo, "zeit +2 Jahre", happened=happened)
    assert demo.settings.rulebook.day(demo.clock.now()) == date(2029, 12, 3)
    assert await states(demo) == [CaseState.ANONYMISED] * 2
    await put_forward(demo, "zeit +1 Tag")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # no matter of the database
async def test_what_a_night_brings_waits_for_a_night(stopped_demo: Bot) -> None:
    stopped_demo.clock = Clock(datetime(2029, 12, 3, 9, 0, tzinfo=UTC))
    async with stopped_demo.running():
        await everybody_opens(stopped_demo)
        await with_units(stopped_demo, lambda units: keep_with_all(units, expired(1)))
        await put_forward(stopped_demo, "zeit +2 Stunden")
        assert await states(stopped_demo) == [CaseState.CLOSED]
        unfiled = expired(2, filed_at=None)
        await with_units(stopped_demo, lambda units: keep_with_all(units, unfiled))
        happened = (
            " 1 Vorgang wurde anonymisiert, weil die Aufbewahrungsfrist abgelaufen ist."
            " 1 Vorgang bleibt, obwohl die Frist abgelaufen ist: die Ablage ist nicht geprüft."
        )
        await put_forward(stopped_demo, "zeit +1 Arbeitstag", happened=happened)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # no matter of the database
async def test_three_years_of_reminders_are_one_card_for_each_and_one_of_measures(demo: Bot) -> None:
    await recorded(demo)
    for _ in range(3):
        await record(demo.chat(FRONT_DESK), waiting=False)
    await with_units(demo, lambda units: asyncio.gather(*(measure(units, number) for number in range(3))))
    await everything_sent(demo)
    before = {person: len(demo.chat(person).messages) for person in PEOPLE}
    await put_forward(demo, "zeit +3 Jahre")
    came = {person: len(demo.chat(person).messages) - before[person] for person in PEOPLE}
    # The BGF has typed the words: one message is their answer. The measures are the Teamleitung's.
    assert came == {FRONT_DESK: 0, TEAM_LEAD_A: 2, DEPUTY_A: 1, BGF: 2, MANAGEMENT: 1}
    assert "3 Maßnahmen" in "".join(map(str, demo.chat(TEAM_LEAD_A).cards))


async def measure(units: SqlUnitsOfWork, number: int) -> None:
    """Decide something for which a Teamleitung answers."""
    command = PutMeasure(
        actor=BGF,
        year=2026,
        measure_id=f"measure-{number}",
        seen=0,
        text="Wegweiser erneuern",
        owner="teamleitung/leistung-a",
        due_on=date(2027, number + 3, 1),
    )
    await put_measure(units, command, rulebook=RULEBOOK, now=NOW)


async def cleaned(bot: Bot) -> None:
    """Let time pass, as in the demo, until chats are clean: that steps back for messages somebody awaits."""
    engine = create_engine(bot.settings.database_url)
    async with asyncio.timeout(15):
        while await SqlOutbox(engine).pending_count():
            bot.clock.advance(OTHERS_FIRST)
            await asyncio.sleep(0.2)
    await engine.dispose()


async def with_units(bot: Bot, work: Callable[[SqlUnitsOfWork], Awaitable[object]]) -> None:
    """Put something into the store."""
    engine = create_engine(bot.settings.database_url)
    await work(SqlUnitsOfWork(engine, load_key_ring(bot.settings.key_file), bot.settings.timezone))
    await engine.dispose()


async def states(bot: Bot) -> list[CaseState]:
    """Return how each case stands, by its number."""
    engine = create_engine(bot.settings.database_url)
    async with engine.connect() as connection:
        found = list((await connection.execute(select(cases.c.state).order_by(cases.c.number))).scalars())
    await engine.dispose()
    return found
