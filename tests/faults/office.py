"""One run: an office at work while its bot is killed again and again, and what is found afterwards."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from procedure.notice_kind import NoticeKind
from procedure.vocabulary import StaffId
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.outbox import SqlOutbox
from storage.roster import Roster
from storage.staff import SqlStaff
from tests.faults.channel import Channel
from tests.faults.people import Decider, Recorder
from tests.faults.plan import Plan
from tests.faults.processes import Process, free_port, healed
from tests.support.builders import (
    BGF,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    an_office,
)
from tests.support.channel import APP_ID, TENANT_ID, Signer
from tests.support.openid_server import openid_server

LEASE_OVER = timedelta(seconds=101)
"""How far each start's clock is ahead of the one before: what a dead process had claimed is free again."""
PATIENCE_SECONDS = 20.0
MOST_SETTLING = 8
STANDSTILL_SECONDS = 4.0
"""What is still open after so long without a message waits for a later hour."""


@dataclass(kw_only=True)
class Office:
    """A database, Teams, a bot that dies, and people who go on."""

    plan: Plan
    folder: Path
    database_url: str
    settings: dict[str, str]
    channel: Channel
    teams: Process
    ahead: timedelta
    recorders: list[Recorder] = field(default_factory=list)
    deciders: list[Decider] = field(default_factory=list)
    killed_at: list[float] = field(default_factory=list)
    """On the clock of ``time.monotonic``, which all processes of a machine share."""
    lives: list[tuple[float, timedelta]] = field(default_factory=list)
    """When each process of the bot was started, and how far its clock is ahead."""
    bot: Process | None = None

    def bot_time(self, at: float) -> datetime:
        """Return what the bot's clock showed at an instant of ``time.monotonic``."""
        ahead = [ahead for started, ahead in self.lives if started <= at]
        return datetime.now(UTC) - timedelta(seconds=time.monotonic() - at) + (ahead or [self.ahead])[-1]

    def bot_time_of(self, moment: datetime) -> datetime:
        """Return what the bot's clock showed at an instant of the machine's clock."""
        return self.bot_time(time.monotonic() - (datetime.now(UTC) - moment).total_seconds())

    async def start_bot(self) -> None:
        """Start the bot, a lease later than the one before."""
        self.ahead += LEASE_OVER
        self.lives.append((time.monotonic(), self.ahead))
        self.bot = await asyncio.to_thread(Process.bot, self.settings, self.ahead, self.folder)
        await self.bot.listening()

    async def kill_bot(self) -> None:
        """Kill it in the middle of whatever it does."""
        assert self.bot is not None
        self.killed_at.append(time.monotonic())
        await asyncio.to_thread(self.bot.kill)

    async def stop_bot(self) -> int | None:
        """End it in order; return the exit code."""
        assert self.bot is not None
        return await asyncio.to_thread(self.bot.end)

    async def work(self, kills: int, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
        """Let people work while the bot dies ``kills`` times; afterwards let everything settle.

        ``meanwhile`` does something else to them, before all is well again.
        """
        await self.start_bot()
        for person in self._everybody():
            while not await self.channel.opens(person):  # noqa: ASYNC110 - it is the bot that opens
                await asyncio.sleep(0.05)
        no_more, over = asyncio.Event(), asyncio.Event()
        recording = [asyncio.create_task(recorder.work(no_more)) for recorder in self.recorders]
        deciding = [asyncio.create_task(decider.work(over)) for decider in self.deciders]
        try:
            for life, _ in zip(self.plan.lives(), range(kills), strict=False):
                await asyncio.sleep(life)
                await self.kill_bot()
                await self.start_bot()
            if meanwhile is not None:
                await meanwhile()
            await healed(self.channel.session, self.teams.url)
            no_more.set()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(*recording)
            await self.settle()
            over.set()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(*deciding)
            await self.channel.settled()
            assert await self.stop_bot() == 0, "the bot ended in disorder"
            await self.channel.look_at_all()
        finally:
            for task in (*recording, *deciding):
                task.cancel()
            await asyncio.gather(*recording, *deciding, return_exceptions=True)

    async def settle(self) -> None:
        """Let hours pass until nothing is open; people come back, and what was dead for them lives again."""
        engine = create_engine(self.database_url)
        try:
            for _ in range(MOST_SETTLING):
                for person in self._everybody():
                    assert await self.channel.opens(person)
                if await self._quiet(SqlOutbox(engine)):
                    return
                assert await self.stop_bot() == 0, "the bot ended in disorder"
                self.ahead += timedelta(minutes=20)
                await self.start_bot()
        finally:
            await engine.dispose()

    async def _quiet(self, outbox: SqlOutbox) -> bool:
        """Wait while something moves; True once nothing is open and nobody has anything left to press."""
        quiet_since = moved_at = time.monotonic()
        moved = 0
        while time.monotonic() < moved_at + STANDSTILL_SECONDS:
            await asyncio.sleep(0.1)
            if len(self.channel.log) > moved:
                moved, moved_at = len(self.channel.log), time.monotonic()
            if await outbox.pending_count() or not all(decider.idle for decider in self.deciders):
                quiet_since = time.monotonic()
            elif time.monotonic() > quiet_since + 1.0:
                return True
        return False

    def _everybody(self) -> list[StaffId]:
        # The management stands for a BGF who cannot be reached.
        return [MANAGEMENT, *(each.person for each in (*self.recorders, *self.deciders))]


@asynccontextmanager
async def an_open_office(
    plan: Plan, folder: Path, database_url: str, *, replicas: int = 1
) -> AsyncIterator[Office]:
    """Prepare an office on a migrated database; its bot is not running yet."""
    key_file, signer = folder / "krm.key", Signer()
    create_key_file(key_file)
    engine = create_engine(database_url)
    await SqlStaff(engine, load_key_ring(key_file)).apply_roster(Roster(an_office()), REGISTERED_AT)
    await engine.dispose()
    teams = await asyncio.to_thread(Process.teams, plan, free_port())
    try:
        await teams.listening()
        async with openid_server(signer) as openid, aiohttp.ClientSession() as session:
            ports = [free_port() for _ in range(replicas)]
            settings = {
                "KRM_DATABASE_URL": database_url,
                "KRM_KEY_FILE": str(key_file),
                "KRM_APP_ID": APP_ID,
                "KRM_APP_PASSWORD": "ein-geheimnis",
                "KRM_TENANT_ID": TENANT_ID,
                "KRM_PORT": str(ports[0]),
                "KRM_OPENID_METADATA_URL": openid.metadata_url,
                "KRM_LOGIN_ENDPOINT": openid.login_endpoint,
                "KRM_ALLOWED_SERVICE_HOSTS": f"127.0.0.1:{teams.port}",
                "KRM_TURNS_PER_MINUTE": "100000",  # few people do the work of many
            }
            channel = Channel(
                plan=plan,
                session=session,
                signer=signer,
                teams_url=teams.url,
                bot_urls=[f"http://127.0.0.1:{port}" for port in ports],
            )
            office = Office(
                plan=plan,
                folder=folder,
                database_url=database_url,
                settings=settings,
                channel=channel,
                teams=teams,
                ahead=REGISTERED_AT - datetime.now(UTC),
            )
            office.recorders = [
                Recorder(person=person, channel=channel) for person in (FRONT_DESK, EMPLOYEE, TEAM_LEAD_B)
            ]
            office.deciders = [
                Decider(
                    person=TEAM_LEAD_A,
                    channel=channel,
                    title="Übernehmen",
                    brought_by=NoticeKind.CASE_FOR_TEAM,
                    proof="✓ In Arbeit",
                ),
                Decider(
                    person=BGF,
                    channel=channel,
                    title="Bestätigen",
                    brought_by=NoticeKind.RECORD_REQUEST,
                    proof="Nummer T-{number}",
                    inputs={"krm_tool_ref": "T-{number}"},
                ),
            ]
            try:
                yield office
            finally:
                if office.bot is not None:
                    await asyncio.to_thread(office.bot.kill)
    finally:
        await asyncio.to_thread(teams.kill)
