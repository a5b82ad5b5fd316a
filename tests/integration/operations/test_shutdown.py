"""The bot in a process of its own is told to end (SIGTERM) in the middle of a turn."""

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from casework.views import Step
from procedure.case import Case
from procedure.vocabulary import StaffId
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import CASE_ID, FRONT_DESK, REGISTERED_AT, TEAM_LEAD_A, a_case, an_office
from tests.support.channel import APP_ID, TENANT_ID, Signer, message, pressed
from tests.support.connector_server import ConnectorServer, Misbehaviour, connector_server
from tests.support.openid_server import openid_server


@dataclass(kw_only=True)
class Process:
    """``krm-bot serve``, its channel and its database."""

    url: str
    file: Path
    key_file: Path
    connector: ConnectorServer
    session: aiohttp.ClientSession
    running: asyncio.subprocess.Process

    def ask(self, person: StaffId, activity: dict[str, Any]) -> asyncio.Task[tuple[int, str]]:
        """Begin a turn of a person."""
        conversation = activity["conversation"] | {"id": f"a:{person}"}
        sent = activity | {
            "from": {"id": f"29:{person}", "aadObjectId": person},
            "conversation": conversation,
        }
        return asyncio.create_task(self._post(sent))

    async def _post(self, activity: dict[str, Any]) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {Signer().token(self.connector.url)}"}
        async with self.session.post(f"{self.url}/api/messages", json=activity, headers=headers) as answer:
            return answer.status, await answer.text()

    async def case(self) -> Case:
        """Return the case as it is stored, read by a process of its own right."""
        engine = create_engine(f"sqlite:///{self.file}")
        try:
            async with SqlUnitsOfWork(engine, load_key_ring(self.key_file))(reads_only=True) as unit:
                found = await unit.cases.get(CASE_ID)
                assert found is not None
                return found
        finally:
            await engine.dispose()

    async def refuses_connections(self) -> bool:
        """Tell whether nobody new is let in."""
        try:
            async with self.session.get(f"{self.url}/healthz", headers={"Connection": "close"}):
                return False
        except aiohttp.ClientError:
            return True


@asynccontextmanager
async def _started(environment: dict[str, str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"),
        env={name: value for name, value in os.environ.items() if not name.startswith("KRM_")}
        | {"PYTHONPATH": str(Path(__file__).parents[3])}
        | environment,
        cwd=folder,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(40):
            while b"Der Bot wartet auf" not in (line := await process.stderr.readline()):
                assert line, "the bot has not started"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Process]:
    key_file, file = tmp_path / "krm.key", Path(sqlite_url.removeprefix("sqlite:///"))
    create_key_file(key_file)
    engine, keys = create_engine(sqlite_url), load_key_ring(key_file)
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
    async with SqlUnitsOfWork(engine, keys)() as unit:
        await unit.cases.add(a_case())
        await unit.commit()
    await engine.dispose()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with (
        openid_server(Signer()) as openid,
        connector_server() as connector,
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session,
    ):
        environment = {
            "KRM_DATABASE_URL": sqlite_url,
            "KRM_KEY_FILE": str(key_file),
            "KRM_PORT": str(port),
            "KRM_APP_ID": APP_ID,
            "KRM_APP_PASSWORD": "ein-geheimnis",
            "KRM_TENANT_ID": TENANT_ID,
            "KRM_OPENID_METADATA_URL": openid.metadata_url,
            "KRM_LOGIN_ENDPOINT": openid.login_endpoint,
            "KRM_ALLOWED_SERVICE_HOSTS": connector.url.removeprefix("http://"),
        }
        async with _started(environment, tmp_path) as running:
            yield Process(
                url=f"http://127.0.0.1:{port}",
                file=file,
                key_file=key_file,
                connector=connector,
                session=session,
                running=running,
            )


async def _ends_well(bot: Process) -> None:
    async with asyncio.timeout(30):
        assert await bot.running.wait() == 0


async def test_a_turn_whose_reply_teams_is_slow_to_take_is_finished(bot: Process) -> None:
    bot.connector.plans = [Misbehaviour(status=201, body={"id": "sent-1"}, seconds=1.5)]
    turn = bot.ask(FRONT_DESK, message(bot.connector.url, "hilfe"))
    async with asyncio.timeout(10):
        while not bot.connector.sent:  # noqa: ASYNC110 - the stand-in runs in this loop
            await asyncio.sleep(0.01)

    bot.running.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.5)

    assert not turn.done()
    assert bot.running.returncode is None
    assert await bot.refuses_connections()
    assert (await turn)[0] == 201
    await _ends_well(bot)
    assert len(bot.connector.sent) == 1


async def test_a_press_that_waits_for_the_database_is_stored_and_answered(bot: Process) -> None:
    case = await bot.case()
    data = {"case": case.id, "version": case.version}
    assert (await bot.ask(TEAM_LEAD_A, message(bot.connector.url, "hilfe")))[0] == 201
    with closing(sqlite3.connect(bot.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        turn = bot.ask(TEAM_LEAD_A, pressed(bot.connector.url, Step.COME, data))
        await asyncio.sleep(0.5)
        bot.running.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
        assert not turn.done()
        other.execute("ROLLBACK")

    status, text = await turn

    assert (status, '"statusCode": 200' in text) == (200, True)
    await _ends_well(bot)
    assert (await bot.case()).version > case.version
