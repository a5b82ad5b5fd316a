"""Whatever breaks, and whatever its message says: no log, no answer and no message repeats it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.sending.delivery import Delivery
from procedure.vocabulary import StaffId
from storage.case_finder import SqlCaseFinder
from storage.cases import SqlCaseStore
from storage.dialog_state import SqlDialogStates
from storage.documents import SqlDocumentStore
from storage.outbox import SqlOutbox
from storage.reminder_board import SqlReminderBoard
from storage.seen_activities import SqlSeenActivities
from tests.acceptance.conftest import Bot
from tests.acceptance.leaks.markers import CUSTOMER, EVERYTHING, NUMBER, found_in
from tests.acceptance.leaks.watched import WatchedBot, logged
from tests.acceptance.letters import attached, browse, opens_link
from tests.acceptance.test_time_travel import PEOPLE
from tests.acceptance.test_walk_in import to_summary
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT
from tests.support.file_server import FileServer

SAYS = f"duplicate key: (name)=({CUSTOMER}) number={NUMBER}"
AT_THE_DOOR = (
    (SqlSeenActivities, "claim", BGF, "hilfe"),
    (SqlCaseFinder, "find", BGF, "offen"),
    (SqlCaseStore, "get", BGF, "KRM-2026-0001"),
    (SqlDialogStates, "save", MANAGEMENT, f"neu persönlich Leistung A: {CUSTOMER}"),
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Fail on SQLite alone: what fails here is replaced, and never gets as far as a database."""
    return sqlite_url


@pytest.fixture
def broken() -> Iterator[pytest.MonkeyPatch]:
    """Break things until the test is over."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def breaks(patch: pytest.MonkeyPatch, owner: type, name: str) -> None:
    """Let a method fail with a message that quotes a customer's row."""

    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError(SAYS)

    patch.setattr(owner, name, fail)


async def test_a_turn_that_fails_anywhere_says_a_number_for_the_log_and_nothing_else(
    stopped_bot: Bot, broken: pytest.MonkeyPatch, onedrive: FileServer
) -> None:
    bot = WatchedBot.of(stopped_bot)
    with logged() as log:
        async with bot.running():
            for person in PEOPLE:
                await bot.chat(person).opens()
            await attached(bot, onedrive)
            link = await opens_link(bot.chat(BGF))
            sent = len(bot.connector.sent)
            for owner, method, person, words in AT_THE_DOOR:
                with pytest.MonkeyPatch.context() as patch:
                    breaks(patch, owner, method)
                    await _fails_aloud(bot, person, words)
            breaks(broken, SqlDocumentStore, "content")
            page = await browse(bot, link, "POST")
            breaks(broken, SqlCaseStore, "add")
            await to_summary(bot.chat(FRONT_DESK))
            answer = await bot.chat(FRONT_DESK).presses("Erfassen")
    assert log.getvalue().count('"turn_failed"') == len(AT_THE_DOOR) + 1
    assert log.getvalue().count('"request_failed"') == 1
    assert found_in(log.getvalue()) == []
    assert found_in((page.text, page.headers, answer), EVERYTHING) == []
    assert found_in([request.body for request in bot.connector.sent[sent:]], (NUMBER,)) == []


async def test_what_fails_behind_the_scenes_is_logged_as_a_kind_of_error_alone(
    stopped_bot: Bot, broken: pytest.MonkeyPatch
) -> None:
    bot = WatchedBot.of(stopped_bot)
    broken.setattr("bot.background.TIDY_SECONDS", 1)
    broken.setattr("bot.background.DEADLINES_SECONDS", 1)
    with logged() as log:
        async with bot.running():
            await bot.chat(BGF).opens()
            breaks(broken, Delivery, "deliver")
            await to_summary(bot.chat(FRONT_DESK), waiting=False)
            await bot.chat(FRONT_DESK).presses("Erfassen")
            await bot.until(lambda: "delivery_failed" in log.getvalue())
            breaks(broken, SqlOutbox, "retry")
            breaks(broken, SqlDocumentStore, "drop_expired")
            breaks(broken, SqlReminderBoard, "due")
            bot.clock.advance(timedelta(days=32))
            await bot.until(lambda: {"tidy", "deadlines"} <= jobs_in(log.getvalue()))
            breaks(broken, SqlOutbox, "claim")
            await bot.chat(BGF).types("hilfe")
            await bot.until(lambda: "relay_failed" in log.getvalue())
    assert found_in(log.getvalue()) == []


def jobs_in(log: str) -> set[str]:
    """Name the jobs of the schedule that failed."""
    return set(re.findall(r'"job": "(\w+)"', log))


async def _fails_aloud(bot: Bot, person: StaffId, words: str) -> None:
    chat = bot.chat(person)
    before = len(chat.texts)
    await chat.types(words)
    said = " ".join(chat.texts[before:])
    assert "Das hat leider nicht geklappt" in said, words
    assert found_in(said) == []
