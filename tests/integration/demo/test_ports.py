"""A taken port gives way to the next free one."""

import socket
from collections.abc import Iterator

import pytest

from bot.demo import ports
from bot.demo.errors import DemoError
from bot.demo.ports import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_free_port_is_taken_as_wanted(taken: int) -> None:
    free = free_port(taken)

    assert free_port(free) == free


def test_taken_port_is_passed_over(taken: int) -> None:
    assert free_port(taken) > taken


def test_port_promised_to_another_is_passed_over(taken: int) -> None:
    free = free_port(taken)

    assert free_port(free, taken={free}) > free


def test_no_free_port_is_said_with_a_remedy(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setattr(ports, "_TRIES", 1)

    with pytest.raises(DemoError, match="beenden Sie andere Programme"):
        free_port(taken)
