"""An office whose bot runs three times: no sticky sessions, each activity goes to the next replica."""

import asyncio
import itertools
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.vocabulary import StaffId
from storage.engine import create_engine, reading
from storage.outbox import SqlOutbox
from tests.faults.office import Office, an_open_office
from tests.faults.plan import Plan
from tests.replicas.processes import ChannelTeams, Replica, Times

T = TypeVar("T")
Once = Callable[[AsyncEngine], Awaitable[None]]
"""Waits, with a connection to the database, until the right moment has come."""

REPLICAS = 3
SKEWS = (timedelta(seconds=-0.5), timedelta(), timedelta(seconds=0.5))
"""No two machines' clocks are the same."""
OUT_OF_ROTATION_SECONDS = 1.0
"""So soon a load balancer notices that a replica does not answer ``/readyz``."""
MOST_TRIES = 60
WAITING_FOR_SOMEBODY = (
    "SELECT pid, xact_start, query FROM pg_stat_activity "
    "WHERE state = 'idle in transaction' AND datname = current_database() AND pid <> pg_backend_pid()"
)
SETTLED_WITHIN_SECONDS = 45.0


class _InTurn(random.Random):
    """Chooses the next one each time, where something is chosen from a list."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self._next = itertools.count()

    def choice(self, seq: Sequence[T]) -> T:  # type: ignore[override]
        """Return the next one."""
        return seq[next(self._next) % len(seq)]


@dataclass(frozen=True, slots=True, kw_only=True)
class InTurn(Plan):
    """Teams is well; each activity goes to another replica, and many go to two at once."""

    bad_answers: float = 0.0
    repeated: float = 0.3
    held_back: float = 0.1

    def chance(self, of: str) -> random.Random:
        """Return the dice for one matter."""
        return _InTurn(f"{of} {self.seed}")


@dataclass(kw_only=True)
class Replicas:
    """The office's three bots."""

    office: Office
    times: Times
    urls: list[str]
    running: list[Replica] = field(default_factory=list)
    standstills: list[tuple[float, float]] = field(default_factory=list)
    """From when to when one stood still, on the clock of ``time.monotonic``."""
    caught_at: list[str] = field(default_factory=list)
    """The statement after which one stood still, or was killed, in the middle of a transaction."""

    _catching: asyncio.Lock = field(default_factory=asyncio.Lock)
    _known: set[tuple[int, datetime, str]] = field(default_factory=set)
    """What another one has left open is no sign that this one was caught."""

    @property
    def caught(self) -> bool:
        """Tell whether one stood still in the middle of a transaction."""
        return bool(self.caught_at)

    def begin(self) -> None:
        """Start all of them at once, and do not wait."""
        self.running = [self._started(number) for number in range(len(self.urls))]

    async def start(self) -> None:
        """Start all of them at once."""
        self.begin()
        await self.listening()

    async def listening(self) -> None:
        """Wait until all of them listen."""
        await asyncio.gather(*(replica.listening() for replica in self.running))

    async def kill(self, number: int, once: Once | None = None) -> None:
        """Kill one; its address stays in rotation until somebody notices.

        ``once``: from a moment on, and if possible in the middle of a transaction.
        """
        if once is not None:
            await self._caught_in_transaction(number, once)
        self.office.killed_at.append(time.monotonic())
        await asyncio.to_thread(self.running[number].kill)
        await asyncio.sleep(OUT_OF_ROTATION_SECONDS)
        self._rotate(number, into=False)

    async def start_again(self, number: int) -> None:
        """Start the killed one, as a service manager does."""
        self.running[number] = self._started(number)
        await self.running[number].listening()
        self._rotate(number, into=True)

    async def pause(self, number: int, seconds: float, once: Once | None = None) -> None:
        """Let one stand still for so long, if possible in the middle of a transaction; then let it go on."""
        replica = self.running[number]
        try:
            await self._caught_in_transaction(number, once)
            begin = time.monotonic()
            self.office.killed_at.append(begin)
            self.standstills.append((begin, begin + seconds))
            await asyncio.sleep(OUT_OF_ROTATION_SECONDS)
            self._rotate(number, into=False)
            await asyncio.sleep(seconds - OUT_OF_ROTATION_SECONDS)
        finally:
            replica.go_on()
        self._rotate(number, into=True)

    async def _caught_in_transaction(self, number: int, once: Once | None) -> None:
        """Stop a replica, again and again, until a transaction is left open by it; it stands still then."""
        replica, engine = self.running[number], create_engine(self.office.database_url)
        try:
            if once is not None:
                await once(engine)
            async with self._catching:
                for _ in range(MOST_TRIES):
                    # Stopped again and again it is slow: what it has sent may lack its receipt from now on.
                    self.office.killed_at.append(time.monotonic())
                    replica.pause()
                    left = await _open_transactions(engine) & await _open_transactions(engine, after=0.05)
                    if left := left - self._known:
                        self._known |= left
                        self.caught_at.append(min(statement for *_, statement in left))
                        return
                    replica.go_on()
                    await asyncio.sleep(0.02)
        finally:
            await engine.dispose()
        replica.pause()

    async def opened_by(self, *people: StaffId) -> None:
        """Let people install the assistant."""
        for person in people:
            while not await self.office.channel.opens(person):  # noqa: ASYNC110 - it is the bot that opens
                await asyncio.sleep(0.05)

    async def settled(self) -> None:
        """Wait until nothing is owed and nobody has anything left to press; AssertionError if that fails."""
        engine = create_engine(self.office.database_url)
        outbox, quiet_since = SqlOutbox(engine), time.monotonic()
        try:
            async with asyncio.timeout(SETTLED_WITHIN_SECONDS + 2 * self.times.longest_claim):
                while time.monotonic() < quiet_since + 1.0:
                    await asyncio.sleep(0.1)
                    await self.office.channel.look()
                    idle = all(decider.idle for decider in self.office.deciders)
                    if await outbox.pending_count() or not idle:
                        quiet_since = time.monotonic()
        finally:
            await engine.dispose()

    async def stop(self) -> list[int | None]:
        """End all of them in order; return their exit codes."""
        return await asyncio.gather(*(asyncio.to_thread(replica.end) for replica in self.running))

    def kill_all(self) -> None:
        """End whatever still runs, in a test that failed too."""
        for replica in self.running:
            replica.kill()

    def _started(self, number: int) -> Replica:
        office = self.office
        settings = office.settings | {"KRM_PORT": self.urls[number].rpartition(":")[2]}
        name = f"replica-{number + 1}"
        return Replica.start(settings, office.ahead + SKEWS[number], office.folder, self.times, name)

    def _rotate(self, number: int, *, into: bool) -> None:
        urls, url = self.office.channel.bot_urls, self.urls[number]
        if into and url not in urls:
            urls.append(url)
        elif not into and url in urls:
            urls.remove(url)


async def _open_transactions(engine: AsyncEngine, after: float = 0.0) -> set[tuple[int, datetime, str]]:
    """Name the transactions in which the database waits for somebody, each with its last statement."""
    await asyncio.sleep(after)
    async with reading(engine) as connection:
        rows = await connection.execute(text(WAITING_FOR_SOMEBODY))
        return {(pid, began, statement) for pid, began, statement in rows}


@asynccontextmanager
async def three_replicas(
    seed: int, folder: Path, database_url: str, times: Times, now: datetime | None = None, **settings: str
) -> AsyncIterator[Replicas]:
    """Prepare an office with three bots, not running yet, and with Teams' channels; ``now`` is its time."""
    plan = InTurn(seed=seed)
    async with an_open_office(plan, folder, database_url, replicas=REPLICAS) as office:
        await asyncio.to_thread(office.teams.kill)
        teams = await asyncio.to_thread(ChannelTeams.start, plan, office.teams.port)
        office.settings.update(settings)
        if now is not None:
            office.ahead = now - datetime.now(UTC)
        replicas = Replicas(office=office, times=times, urls=list(office.channel.bot_urls))
        try:
            await teams.listening()
            yield replicas
        finally:
            await asyncio.to_thread(replicas.kill_all)
            await asyncio.to_thread(teams.kill)
