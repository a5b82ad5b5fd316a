"""What stands in the log about an error that nobody expected: its kind and where, never what it says."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable

import pytest

from bot.logs import kind_and_place
from tests.acceptance.leaks.watched import logged

NAME = "Karla Kundin"


def fails() -> None:
    raise ValueError(f"Key (name)=({NAME}) already exists")


def by_a_library() -> None:
    try:
        fails()
    except ValueError:
        logging.getLogger("sqlalchemy.pool").exception("Could not write %s", NAME)


def by_a_lost_task() -> None:
    async def lose() -> None:
        task = asyncio.get_running_loop().create_task(later())
        await asyncio.sleep(0)
        del task

    async def later() -> None:
        fails()

    asyncio.run(lose())


def by_the_end_of_the_process() -> None:
    try:
        fails()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def by_a_thread() -> None:
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()


@pytest.mark.parametrize("happens", [by_a_library, by_a_lost_task, by_the_end_of_the_process, by_a_thread])
def test_the_log_names_the_kind_of_an_error_and_its_lines_and_not_its_message(
    happens: Callable[[], None],
) -> None:
    with logged() as log:
        happens()
    assert "ValueError" in log.getvalue()
    assert "test_logs.py:" in log.getvalue()
    assert NAME not in log.getvalue()
    assert len(log.getvalue().splitlines()) == 1


def test_an_error_without_a_trace_is_named_all_the_same() -> None:
    assert kind_and_place(KeyError, KeyError(NAME), None) == "KeyError"
    assert kind_and_place(None, None, None) == "Error"
