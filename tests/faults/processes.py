"""Processes of their own that can be killed: started from a server that has imported everything before.

A fork takes milliseconds where a new interpreter takes seconds: that is how twenty deaths fit into a minute.
What dies is an ordinary process with its own memory, sockets and connections.
"""

import asyncio
import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import aiohttp

from tests.faults import teams
from tests.faults.plan import Plan

STARTED_WITHIN_SECONDS = 30.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(settings: Mapping[str, str], ahead: timedelta, folder: Path) -> None:
    """``krm-bot serve``, on a clock that is ahead of the machine's."""
    _end_with_the_tests()
    os.chdir(folder)
    os.environ.update(settings)
    log = os.open(folder / "bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    from bot.cli.serve import run
    from bot.configuration.settings import load_settings
    from tests.faults.clock import ClockAhead

    run(load_settings(), ClockAhead(ahead))


def _end_with_the_tests() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _teams(plan: Plan, port: int) -> None:
    _end_with_the_tests()
    teams.run(plan, port)


def _context() -> Any:  # noqa: ANN401 - multiprocessing's context
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.processes", "tests.faults.preloaded"])
    return context


class Process:
    """One process that listens on a port."""

    def __init__(self, process: ForkServerProcess, port: int) -> None:
        self._process = process
        self.port = port
        process.start()

    @classmethod
    def bot(cls, settings: Mapping[str, str], ahead: timedelta, folder: Path) -> "Process":
        """Start the bot."""
        process = _context().Process(target=_serve, args=(settings, ahead, folder), daemon=True)
        return cls(process, int(settings["KRM_PORT"]))

    @classmethod
    def teams(cls, plan: Plan, port: int) -> "Process":
        """Start Teams."""
        return cls(_context().Process(target=_teams, args=(plan, port), daemon=True), port)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        assert self._process.pid is not None
        return self._process.pid

    async def listening(self) -> None:
        """Wait until it listens; AssertionError if it ends before."""
        async with asyncio.timeout(STARTED_WITHIN_SECONDS):
            while True:
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.close()
                    return
                assert self._process.exitcode is None, f"ended with {self._process.exitcode}"
                await asyncio.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        self._process.kill()
        self._process.join(10)

    def end(self) -> int | None:
        """SIGTERM, as the machine's service manager ends it; return the exit code."""
        self._process.terminate()
        self._process.join(30)
        return self._process.exitcode


async def healed(session: aiohttp.ClientSession, url: str) -> None:
    """Let Teams be as it should be."""
    async with session.post(url + teams.HEALTHY) as answer:
        assert answer.status == 200
