"""The whole bot with one real case in it, and what any client may send."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Bot, bot, stopped_bot
from tests.acceptance.test_time_travel import everything_sent
from tests.acceptance.test_walk_in import record
from tests.support.builders import FRONT_DESK, TEAM_LEAD_A

__all__ = ["bot", "stopped_bot"]

MEANT_TO_CHANGE = {
    "conversation_references": "every turn notes when its chat was last heard of",
    "seen_activities": "every message is noted, refused or not: a repetition is no second one",
    "sqlite_sequence": "counts rows that SQLite numbers",
}
"""What a refusal writes, and why; drafts, the outbox and the cards that are out are not among it."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Fuzz on SQLite alone: what is tested stands in front of the store."""
    return sqlite_url


@pytest.fixture
async def fuzzed(stopped_bot: Bot) -> AsyncIterator[Bot]:
    """Run the bot with a recorded case; a flood of one person is what happens here."""
    stopped_bot.settings = stopped_bot.settings.model_copy(update={"turns_per_minute": 100_000})
    async with stopped_bot.running():
        for person in (FRONT_DESK, TEAM_LEAD_A):
            await stopped_bot.chat(person).opens()
        await record(stopped_bot.chat(FRONT_DESK))
        await stopped_bot.until(lambda: stopped_bot.chat(TEAM_LEAD_A).says("wartet"))
        await everything_sent(stopped_bot)
        yield stopped_bot


def kept(bot: Bot) -> dict[str, list[Any]]:
    """Return everything that no refusal may change, read past the product."""
    path = Path(bot.settings.database_url.partition("///")[2])
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        stored = {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"').fetchall()))  # noqa: S608 - names of the schema
            for (name,) in names
            if name not in MEANT_TO_CHANGE
        }
    connection.close()
    return stored


def changed_since(before: dict[str, list[Any]], bot: Bot) -> list[str]:
    """Name the tables that hold something else than before."""
    now = kept(bot)
    return [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
