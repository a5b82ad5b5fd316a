"""No name, contact, number or text of anybody leaves the process where it is not asked for.

Invented words that occur nowhere else are driven through the whole bot: every intake, every step, papers,
lists, reminders, the weekly summary, a channel that fails. Then all that it gave away is searched for them.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cards import verbs
from casework.views import Step
from procedure.vocabulary import StaffId
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.outbox import SqlOutbox
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.conftest import Bot
from tests.acceptance.leaks.markers import (
    CUSTOMER,
    EVERYTHING,
    FILE,
    INSIDE,
    NUMBER,
    OF_CUSTOMERS,
    ROOM,
    SAID,
    found_in,
    marked_office,
)
from tests.acceptance.leaks.paths import (
    StepsTaken,
    ask_for_everything,
    knock_badly,
    leave_in_every_way,
    read_and_send_papers,
    take_down_each_kind,
)
from tests.acceptance.leaks.seeding import keep, seeds
from tests.acceptance.leaks.watched import WatchedBot, dumped, logged, raw_files
from tests.acceptance.test_time_travel import PEOPLE
from tests.acceptance.test_weekly import CHANNEL, LINK
from tests.faults.processes import free_port
from tests.support.builders import FRONT_DESK, an_office
from tests.support.connector_server import Misbehaviour
from tests.support.file_server import FileServer

SECRET_AT_REST = tuple(word for word in EVERYTHING if word != ROOM)
"""Where somebody's room is stands in the roster in plain: a door is no secret."""
MUCH_LATER = datetime(2027, 1, 11, 7, 0, tzinfo=UTC)
"""A Monday, 08:00 in the office: all deadlines are over, and the weekly summary is due."""


@pytest.fixture
def of_seeds(database_url: str) -> slice:
    """Take every step on SQLite; PostgreSQL differs in what it keeps and how, not in the cards."""
    return slice(None) if database_url.startswith("sqlite") else slice(None, None, 6)


@pytest.fixture
async def watched(stopped_bot: Bot, of_seeds: slice) -> WatchedBot:
    """Prepare an office whose people and rooms have marked names; with a channel and figures."""
    engine = create_engine(stopped_bot.settings.database_url)
    keys = load_key_ring(stopped_bot.settings.key_file)
    await SqlStaff(engine, keys).apply_roster(Roster(marked_office()), stopped_bot.clock.now())
    await keep(
        SqlUnitsOfWork(engine, keys), stopped_bot.settings.rulebook, [case for case, _ in seeds()[of_seeds]]
    )
    await engine.dispose()
    changes = {
        "turns_per_minute": 100_000,
        "weekly_channel": LINK,
        "channel_show_team": True,
        "metrics_port": free_port(),
    }
    stopped_bot.settings = stopped_bot.settings.model_copy(update=changes)
    return WatchedBot.of(stopped_bot)


def lying_in(bot: Bot, person: StaffId) -> object:
    """Return what any other client of a person shows: no answers to presses."""
    chat = bot.chat(person)
    chat.shown.clear()
    return chat.messages


def is_about_own_draft(body: dict[str, object]) -> bool:
    """Tell whether a message asks its reader about her own unfinished intake or file."""
    return any(verb in str(body) for verb in (verbs.INTAKE_NEXT, verbs.INTAKE_CONFIRM))


async def everything_sent(bot: Bot) -> None:
    """Wait until nothing is left to be delivered. How long is no measure: it is the work of weeks.

    Time passes meanwhile: what met a chat that was only just being opened is tried again a second later.
    """
    engine = create_engine(bot.settings.database_url)
    async with asyncio.timeout(60):
        while await SqlOutbox(engine).pending_count():
            await asyncio.sleep(0.05)
            bot.clock.advance(timedelta(seconds=1))
    await engine.dispose()


async def a_working_day(bot: WatchedBot, onedrive: FileServer, of_seeds: slice) -> tuple[set[str], list[str]]:
    """Walk every path; return the steps that worked, and the pages browsers got but for the letter itself."""
    async with bot.running():
        steps = StepsTaken()
        for case, people in seeds()[of_seeds]:
            await steps.in_case(bot, case, people)
        for person in PEOPLE:
            await bot.chat(person).opens()
        await take_down_each_kind(bot)
        await leave_in_every_way(bot)
        await ask_for_everything(bot)
        await knock_badly(bot)
        pages = await read_and_send_papers(bot, onedrive)
        await everything_sent(bot)
        return steps.taken, [f"{page.headers} {page.text}" for page in pages]


async def a_bad_week(bot: WatchedBot) -> str:
    """Let the schedule tell what is overdue, through a channel that refuses; return the figures."""
    said = f"{CUSTOMER} {NUMBER} {SAID}"
    bot.connector.plans += [
        Misbehaviour(status=403, body={"error": {"code": "MessageWritesBlocked", "message": said}}),
        Misbehaviour(status=400, body={"error": {"code": "BadSyntax", "message": said}}),
        Misbehaviour(status=500, text=said),
    ]
    bot.clock.set(MUCH_LATER)
    async with bot.running():
        await bot.until(lambda: bool(bot.connector.posts_in(CHANNEL)))
        await everything_sent(bot)
        url = f"http://127.0.0.1:{bot.settings.metrics_port}/metrics"
        async with bot.session.get(url) as answer:
            return await answer.text()


async def test_nothing_that_leaves_the_process_names_anybody(
    watched: WatchedBot, onedrive: FileServer, tmp_path: Path, of_seeds: slice
) -> None:
    with logged() as log:
        taken, pages = await a_working_day(watched, onedrive, of_seeds)
        figures = await a_bad_week(watched)
    if of_seeds == slice(None):
        assert set(Step) - taken == set()
    sent = [request.body for request in watched.connector.sent]
    tables = await dumped(watched.settings.database_url)
    files = raw_files(tmp_path / "var") if of_seeds == slice(None) else {}
    staff_too = (*EVERYTHING, *an_office().staff)
    sinks: dict[str, tuple[object, tuple[str, ...]]] = {
        "log": (log.getvalue(), staff_too),
        "metrics": (figures, staff_too),
        "errors": (watched.refusals, EVERYTHING),
        "pages": (pages, EVERYTHING),
        "channel": (watched.connector.posts_in(CHANNEL), staff_too),
        "cards": ([body for body in sent if not is_about_own_draft(body)], (*OF_CUSTOMERS, INSIDE)),
        "chat of the desk": (lying_in(watched, FRONT_DESK), (*OF_CUSTOMERS, INSIDE, FILE)),
        **{f"table {name}": (rows, SECRET_AT_REST) for name, rows in tables.items()},
        **{f"file {name}": (raw, SECRET_AT_REST) for name, raw in files.items()},
    }
    for sink, (content, words) in sinks.items():
        assert content or sink.startswith("table "), sink
        assert found_in(content, words) == [], sink
    assert "registered" in log.getvalue()
    assert "krm_" in figures
    for table in (
        "outbox",
        "reminder_items",
        "weekly_summaries",
        "applied_rules",
        "audit_entries",
        "documents",
    ):
        assert tables[table], table
