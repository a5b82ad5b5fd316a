"""The search of what left the process can fail: planted into each place, a name is found."""

import io
import json
import logging
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
import structlog
from sqlalchemy import text

from storage.engine import create_engine, writing
from tests.acceptance.conftest import Bot
from tests.acceptance.leaks.markers import CUSTOMER, EVERYTHING, STAFF, found_in, marked_office
from tests.acceptance.leaks.watched import WatchedBot, dumped, logged, raw_files
from tests.support.builders import BGF


@pytest.mark.parametrize(
    "written",
    [
        CUSTOMER,
        CUSTOMER.upper(),
        CUSTOMER.encode("utf-16-le"),
        CUSTOMER.encode("latin-1"),
        json.dumps({"name": CUSTOMER}),
        CUSTOMER.encode("unicode_escape"),
        quote(CUSTOMER),
        f"Vorgang%20{quote(CUSTOMER).lower()}",
    ],
)
def test_a_name_is_found_however_it_is_written(written: object) -> None:
    assert found_in(written) == [CUSTOMER]


def test_what_is_no_name_is_not_found() -> None:
    assert found_in("Der Vorgang KRM-2026-0001 ist angelegt.") == []
    assert all(found_in(word) == [word] for word in EVERYTHING)


def test_a_name_in_a_log_line_is_found_whoever_writes_it() -> None:
    for leak in (
        lambda: structlog.get_logger("x").debug("pressed", name=CUSTOMER),
        lambda: sys.stderr.write(CUSTOMER),
        lambda: logging.getLogger(CUSTOMER).error("x"),
    ):
        with logged() as log:
            leak()
        assert found_in(log.getvalue()) == [CUSTOMER]


def test_the_log_is_left_as_it_was_found() -> None:
    before = structlog.get_config(), logging.getLogger().handlers[:], sys.stderr
    with logged():
        pass
    assert (structlog.get_config(), logging.getLogger().handlers, sys.stderr) == before
    assert not isinstance(sys.stderr, io.StringIO) or sys.stderr is before[2]


async def test_a_name_in_any_table_and_in_the_raw_file_is_found(stopped_bot: Bot, tmp_path: Path) -> None:
    url = stopped_bot.settings.database_url
    assert [rows for rows in (await dumped(url)).values() if found_in(rows)] == []
    engine = create_engine(url)
    async with writing(engine) as connection:
        await connection.execute(text("UPDATE teams SET name = :name"), {"name": CUSTOMER})
    tables = await dumped(url)
    files = raw_files(tmp_path / "var") if url.startswith("sqlite") else {"krm.sqlite3": CUSTOMER}
    await engine.dispose()
    assert [name for name, rows in tables.items() if found_in(rows)] == ["teams"]
    assert any(found_in(raw) for raw in files.values())


async def test_a_name_in_an_answer_or_a_card_is_found(stopped_bot: Bot) -> None:
    bot = WatchedBot.of(stopped_bot)
    bot.answers.append((500, f"IntegrityError: {CUSTOMER}"))
    assert found_in(bot.refusals) == [CUSTOMER]
    async with bot.running():
        await bot.chat(BGF).types("abwesend Quirin bis Freitag")
        assert bot.connector.sent
        assert found_in([sent.body for sent in bot.connector.sent]) == []
    assert found_in([{"text": marked_office().staff[BGF].name}]) == [STAFF]
