"""Three processes of ``krm-bot serve`` on one database, which can be killed, paused and let go on."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.faults.plan import Plan
from tests.faults.processes import Process
from tests.replicas.teams import TeamsWithChannels


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long things take in a run; those of the office where nothing is said."""

    delivery_seconds: float | None = None
    lease_seconds: float | None = None
    idle_seconds: float | None = None
    """How long the database waits for a process in the middle of a transaction."""
    tick_seconds: int | None = None

    @property
    def longest_claim(self) -> float:
        """How long a process that stands still can keep something from the others."""
        from bot.sending.relay import LEASE

        return self.lease_seconds or LEASE.total_seconds()


SHORT = Times(delivery_seconds=4.0, lease_seconds=6.0, idle_seconds=2.0, tick_seconds=1)
"""For a run of seconds: a pause of eight is longer than everything that could be waited for."""


class Replica(Process):
    """One of several bots."""

    @classmethod
    def start(
        cls, settings: Mapping[str, str], ahead: timedelta, folder: Path, times: Times, name: str
    ) -> "Replica":
        """Start it; its log has its name."""
        process = _context().Process(target=_serve, args=(settings, ahead, folder, times, name), daemon=True)
        return cls(process, int(settings["KRM_PORT"]))

    def pause(self) -> None:
        """SIGSTOP: it stands still in the middle of whatever it does, its connections stay open."""
        os.kill(self._pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """SIGCONT: for it, no time has passed."""
        os.kill(self._pid, signal.SIGCONT)

    @property
    def _pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid


class ChannelTeams(Process):
    """Teams that lets the bot post in channels, too."""

    @classmethod
    def start(cls, plan: Plan, port: int) -> "ChannelTeams":
        """Start it."""
        return cls(_context().Process(target=_teams, args=(plan, port), daemon=True), port)


def _serve(settings: Mapping[str, str], ahead: timedelta, folder: Path, times: Times, name: str) -> None:
    _end_with_the_tests()
    os.chdir(folder)
    os.environ.update(settings)
    log = os.open(folder / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    from bot.cli.serve import run
    from bot.configuration.settings import load_settings
    from tests.faults.clock import ClockAhead

    _shorten(times)
    run(load_settings(), ClockAhead(ahead))


def _shorten(times: Times) -> None:
    """Let a run of seconds see what takes minutes; nothing else differs from the office's bot."""
    import bot.background
    import bot.sending.relay
    import storage.engine

    if times.delivery_seconds is not None:
        bot.sending.relay.DELIVERY_SECONDS = times.delivery_seconds
    if times.lease_seconds is not None:
        bot.sending.relay.LEASE = timedelta(seconds=times.lease_seconds)
    if times.idle_seconds is not None:
        storage.engine.STANDSTILL_MILLISECONDS = int(times.idle_seconds * 1000)
    if times.tick_seconds is not None:
        bot.background.DEADLINES_SECONDS = bot.background.WEEKLY_SECONDS = times.tick_seconds


def _teams(plan: Plan, port: int) -> None:
    _end_with_the_tests()
    teams = TeamsWithChannels(answers=plan.answers())
    web.run_app(teams.app(), host="127.0.0.1", port=port, print=None, handle_signals=False, access_log=None)


def _end_with_the_tests() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _context() -> Any:  # noqa: ANN401 - multiprocessing's context
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.processes", "tests.faults.preloaded"])
    return context
