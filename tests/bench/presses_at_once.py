"""How long a press takes while twenty people press at once, in echo turns of our host, in one run.

    python -m tests.bench.presses_at_once [--rounds 10]

The whole bot runs in this process on an SQLite file, with signed tokens and the relay at work; the
channel (it presses, takes messages, serves keys and tokens) runs in a second one. Measured there, from
sending a turn to its answer: echo turns one after the other, twenty echo turns at once, twenty presses
of [Übernehmen] at once, each on a case of its own. Like is compared with like: how long it takes until
all twenty have their answer (the median of the rounds). Ends with status 1 if that is longer for
presses than for ten times as many echo turns, that is ten times the time of twenty echo turns at once.
"""

import argparse
import asyncio
import json
import logging
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from bot.app import running
from bot.clock import SystemClock
from bot.configuration.settings import Settings
from bot.host import open_host
from bot.web import build_web_app, make_runner
from casework.commands import RegisterReaction
from casework.register import register
from casework.views import Step
from procedure.office import Office, StaffMember, Team
from procedure.vocabulary import CaseId, Parting, Role, StaffId, TeamId
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.outbox import SqlOutbox
from storage.roster import Roster
from storage.schema import upgrade
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.bench.echo_turns import EchoAssistant
from tests.support.builders import a_reaction
from tests.support.channel import APP_ID, TENANT_ID, Signer, installation, message, pressed
from tests.support.connector_server import connector_server
from tests.support.openid_server import openid_server

PEOPLE = 20
ALLOWED_TURNS = 10
ECHO_TURNS = 200
_ROLES = {PEOPLE: frozenset({Role.BGF}), PEOPLE + 1: frozenset({Role.MANAGEMENT})}
_PERSON = "00000000-0000-4000-8000-{:012d}"


@dataclass(frozen=True, slots=True)
class Channel:
    """The second process, driven over its standard input and output."""

    process: asyncio.subprocess.Process
    addresses: dict[str, str]

    async def ask(self, **order: object) -> list[float]:
        """Have it send turns; return how long each took, in milliseconds."""
        if self.process.stdin is None:
            raise RuntimeError("no standard input")
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        return list(await _line(self.process))


@asynccontextmanager
async def started_channel() -> AsyncIterator[Channel]:
    """Start the second process, and end it whatever happens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.presses_at_once",
        "--channel",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        limit=2**20,
    )
    try:
        yield Channel(process, await _line(process))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _line(process: asyncio.subprocess.Process) -> Any:  # noqa: ANN401 - JSON
    if process.stdout is None:
        raise RuntimeError("no standard output")
    async with asyncio.timeout(120):
        return json.loads(await process.stdout.readline())


async def be_the_channel() -> None:
    """Send the turns that the other process asks for, and say how long each took."""
    signer = Signer()
    loop = asyncio.get_running_loop()
    async with (
        openid_server(signer) as openid,
        connector_server() as connector,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=PEOPLE)) as session,
    ):
        addresses = {"metadata_url": openid.metadata_url, "login_endpoint": openid.login_endpoint}
        print(json.dumps(addresses), flush=True)
        headers = {"Authorization": f"Bearer {signer.token(connector.url)}"}

        async def turn(url: str, activity: dict[str, Any]) -> float:
            began = time.perf_counter()
            async with session.post(url, json=activity, headers=headers) as answer:
                answer.raise_for_status()
                body = await answer.text()
            took = (time.perf_counter() - began) * 1000
            if activity["type"] == "invoke" and "adaptive" not in json.loads(body)["type"]:
                raise RuntimeError(f"refused: {body[:200]}")
            return took

        while order := await loop.run_in_executor(None, sys.stdin.readline):
            asked = json.loads(order)
            activities = [
                _addressed(_activity(connector.url, what), what["person"]) for what in asked["turns"]
            ]
            if asked["at_once"]:
                took = list(await asyncio.gather(*(turn(asked["url"], a) for a in activities)))
            else:
                took = [await turn(asked["url"], a) for a in activities]
            print(json.dumps(took), flush=True)


def _activity(connector_url: str, what: dict[str, Any]) -> dict[str, Any]:
    if "opens" in what:
        return installation(connector_url, "add")
    if "case" not in what:
        return message(connector_url, text="Satz")
    return pressed(connector_url, Step.TAKE_OVER, {"case": what["case"], "version": what["version"]})


def _addressed(activity: dict[str, Any], person: str) -> dict[str, Any]:
    return activity | {
        "from": {"id": f"29:{person}", "aadObjectId": person},
        "conversation": activity["conversation"] | {"id": f"a:{person}"},
    }


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on loopback."""
    runner = make_runner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    finally:
        await runner.cleanup()


def _office() -> Office:
    people = {
        StaffId(_PERSON.format(n)): StaffMember(
            id=StaffId(_PERSON.format(n)), name=f"Person {n}", roles=_ROLES.get(n, frozenset())
        )
        for n in range(PEOPLE + len(_ROLES))
    }
    teams = {
        TeamId(f"team-{n}"): Team(id=TeamId(f"team-{n}"), name=f"Team {n}", lead=person)
        for n, person in enumerate(list(people)[:PEOPLE])
    }
    return Office(staff=people, teams=teams)


async def _cases(settings: Settings, rounds: int) -> list[list[tuple[str, CaseId, int]]]:
    """Record a case for each person and round; return (person, case, version)."""
    engine = create_engine(settings.database_url)
    await upgrade(engine)
    keys = load_key_ring(settings.key_file)
    await SqlStaff(engine, keys).apply_roster(Roster(_office()), datetime.now(UTC))
    units = SqlUnitsOfWork(engine, keys)
    numbers = iter(range(rounds * PEOPLE))
    found = []
    for _ in range(rounds):
        of_round = []
        for team, person in enumerate(list(_office().staff)[:PEOPLE]):
            number = next(numbers)
            now = SystemClock().now()
            reaction = a_reaction(received_at=now, teams=(TeamId(f"team-{team}"),), parting=Parting.LEFT)
            command = RegisterReaction(command_id=f"bench-{number}", actor=person, reaction=reaction)
            identity = f"10000000-0000-4000-8000-{number:012d}"
            case = await register(
                units, command, rulebook=settings.rulebook, now=now, new_id=lambda identity=identity: identity
            )
            of_round.append((str(person), case.id, case.version))
        found.append(of_round)
    await engine.dispose()
    return found


async def measure(rounds: int) -> int:
    """Measure, print the result, and return the exit status."""
    with TemporaryDirectory() as folder:
        async with started_channel() as channel:
            key_file = Path(folder) / "krm.key"
            create_key_file(key_file)
            settings = Settings(
                _env_file=None,
                database_url=f"sqlite+aiosqlite:///{folder}/krm.sqlite3",
                key_file=key_file,
                app_id=APP_ID,
                turns_per_minute=100_000,  # few people take them all
                app_password="ein-geheimnis",
                tenant_id=TENANT_ID,
                openid_metadata_url=channel.addresses["metadata_url"],
                login_endpoint=channel.addresses["login_endpoint"],
                allowed_service_hosts=("127.0.0.1",),
            )
            alone, together = await _echo(settings, channel, rounds)
            presses = await _presses(settings, channel, rounds)
    print(f"echo turn, one after the other:   median {alone:6.1f} ms")
    print(f"{PEOPLE} echo turns at once, all answered after   {together:6.1f} ms")
    typical = statistics.median(max(took) for took in presses)
    print(f"{PEOPLE} presses at once, all answered after      {typical:6.1f} ms ({len(presses)} rounds)")
    every = [one for took in presses for one in took]
    print(f"press: median {statistics.median(every):.1f} ms, slowest of all {max(every):.1f} ms")
    ratio = typical / together
    print(f"ratio: {ratio:.1f} (allowed: {ALLOWED_TURNS}); to one echo turn alone: {typical / alone:.1f}")
    return 0 if ratio <= ALLOWED_TURNS else 1


async def _echo(settings: Settings, channel: Channel, rounds: int) -> tuple[float, float]:
    async def ready() -> bool:
        return True

    people = [{"person": _PERSON.format(n)} for n in range(PEOPLE)]
    async with open_host(settings, SystemClock()) as host:
        app = build_web_app(handler=EchoAssistant(), adapter=host.adapter, readiness=ready)
        async with listening(app) as url:
            await channel.ask(url=url, at_once=True, turns=people)
            alone = await channel.ask(url=url, at_once=False, turns=people * (ECHO_TURNS // PEOPLE))
            together = [max(await channel.ask(url=url, at_once=True, turns=people)) for _ in range(rounds)]
    return statistics.median(alone), statistics.median(together)


async def _presses(settings: Settings, channel: Channel, rounds: int) -> list[list[float]]:
    of_rounds = await _cases(settings, rounds + 1)
    took: list[list[float]] = []
    engine = create_engine(settings.database_url)
    async with running(settings, SystemClock()) as app, listening(app) as url:
        everybody = [{"person": person, "opens": True} for person in _office().staff]
        await channel.ask(url=url, at_once=False, turns=everybody)
        for number, cases in enumerate(of_rounds):
            await _until_delivered(SqlOutbox(engine))
            turns = [{"person": person, "case": case, "version": version} for person, case, version in cases]
            answers = await channel.ask(url=url, at_once=True, turns=turns)
            if number:  # the first round opens connections and fills caches
                took.append(answers)
    await engine.dispose()
    return took


async def _until_delivered(outbox: SqlOutbox) -> None:
    """Wait until what was said before has arrived: measured is the pressing, not the morning's post."""
    async with asyncio.timeout(120):
        while await outbox.pending_count():  # noqa: ASYNC110 - the store has no event to wait for
            await asyncio.sleep(0.1)


def main() -> int:
    """Run one side of the measurement."""
    parser = argparse.ArgumentParser(description="Presses at once, in echo turns of our host")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--channel", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.channel:
        asyncio.run(be_the_channel())
        return 0
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(measure(arguments.rounds))


if __name__ == "__main__":
    raise SystemExit(main())
