"""``krm-bot demo`` as a command: it starts, says what it does, and leaves nothing behind."""

import signal
import socket
from contextlib import suppress
from pathlib import Path

import psutil

from bot.demo.data import CLOCK
from bot.demo.people import EVERYBODY, PEOPLE
from tests.e2e.demo_process import CTRL_C, DemoProcess

ALL_READY = "Beenden: Strg+C."
PROGRAMS = len(EVERYBODY) + 1
"""A window for each person, and the bot."""


def still_alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(processes, timeout=15)
    return alive


def test_smoke_starts_everything_and_ends_with_success(tmp_path: Path) -> None:
    with DemoProcess(tmp_path, "--smoke") as demo:
        demo.wait_for("Alle Fenster haben den Bot begrüßt.")
        children = demo.children()

        assert demo.wait() == 0
        assert not still_alive(children)
        assert "Warte auf den Bot" in demo.output
        windows = [*(person.name for person in PEOPLE), "Kanal des Teams"]
        assert all(demo.address(name).startswith("http://127.0.0.1:") for name in windows)


def test_a_later_demo_goes_on_with_the_clock_that_was_put_forward_and_says_so(tmp_path: Path) -> None:
    (tmp_path / CLOCK).write_text('{"ahead_seconds": 1209600}', encoding="utf-8")
    with DemoProcess(tmp_path, "--smoke") as demo:
        assert demo.wait(240) == 0
        assert "Die Uhr der Demo geht vor: Es ist" in demo.output
    assert (tmp_path / CLOCK).exists()


def test_ctrl_c_ends_everything_in_order(tmp_path: Path) -> None:
    with DemoProcess(tmp_path) as demo:
        demo.wait_for(ALL_READY)
        children = demo.children()
        assert len(children) >= PROGRAMS

        demo.type(CTRL_C)

        assert demo.wait() == 0
        assert not still_alive(children)
        assert "Beendet." in demo.output
        assert "Traceback" not in demo.output


def test_request_to_end_ends_everything_in_order(tmp_path: Path) -> None:
    with DemoProcess(tmp_path) as demo:
        demo.wait_for(ALL_READY)
        children = demo.children()

        psutil.Process(demo.pid).send_signal(signal.SIGTERM)

        assert demo.wait() == 0
        assert not still_alive(children)


def test_killed_demo_leaves_no_process_behind(tmp_path: Path) -> None:
    with DemoProcess(tmp_path) as demo:
        demo.wait_for(ALL_READY)
        children = demo.children()

        demo.kill()

        assert not still_alive(children)


def test_ended_bot_is_said_and_ends_the_demo(tmp_path: Path) -> None:
    with DemoProcess(tmp_path) as demo:
        demo.wait_for(ALL_READY)
        children = demo.children()
        (bot,) = (child for child in children if "bot.demo.server" in child.cmdline())

        bot.kill()

        assert demo.wait() == 1
        assert "Bot: unerwartet beendet." in demo.output
        assert not still_alive(children)


def test_windows_are_served_on_this_machine_s_loopback_address_only(tmp_path: Path) -> None:
    with DemoProcess(tmp_path) as demo:
        demo.wait_for(ALL_READY)
        listening = {
            connection.laddr.ip
            for child in demo.children()
            for connection in child.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN
        }

        assert listening == {"127.0.0.1"}


def test_taken_port_of_a_window_is_passed_over(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # taken by somebody else already, which is as good
            other.bind(("127.0.0.1", 8101))
            other.listen()
        with DemoProcess(tmp_path, "--smoke") as demo:
            assert demo.wait(240) == 0
            assert ":8101" not in demo.output
