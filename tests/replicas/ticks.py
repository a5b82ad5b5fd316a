"""One run: a Monday at eight on three replicas, one killed and one standing still while they tell it."""

import asyncio
import json
import random
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.notice_kind import NoticeKind
from procedure.representation import Audience
from storage.engine import create_engine, reading
from storage.tables import duties, outbox, reminder_items, reminder_permissions, weekly_summaries
from tests.faults.office import Office
from tests.replicas.due import FRIDAY, HOUR, Due, a_house_on_monday
from tests.replicas.office import REPLICAS, Once, Replicas, three_replicas
from tests.replicas.processes import Times
from tests.replicas.run import broken_record
from tests.replicas.told import Account, Item, doubled, wrong_with
from tests.simulation.rules import Owed, Told

CHANNEL = "19:zahlen@thread.tacv2"
SHORT_TICKS = Times(delivery_seconds=8.0, lease_seconds=9.0, idle_seconds=2.0, tick_seconds=1)
"""A reminder of thirty cases takes a while on a busy machine; given up in between, it would come twice."""
SHORTLY_BEFORE = timedelta(seconds=5)
"""When a run of seconds starts: what was missed is told at once, the rest at eight."""
BEFORE = timedelta(seconds=20)
"""With the office's own ticks the first one after eight comes half a minute after the start."""
UNTIL_IT_TICKS_SECONDS = 45.0
TOLD_WITHIN_SECONDS = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TickFigures:
    """What a run did and found."""

    seed: int
    due: Due
    account: Account
    caught_at: list[str]
    seconds: float
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = sum(len(message) for message in self.due.messages.values())
        caught, twice = ", ".join(self.caught_at), len(list(doubled(self.account)))
        slow = f" ({len(self.account.given_up)} deliveries too slow)" if self.account.given_up else ""
        return (
            f"seed {self.seed}: {len(self.due.cases)} cases, {told} things for "
            f"{len(self.due.messages)} people, {len(self.account.log)} messages, "
            f"{twice} twice in flight{slow}, caught after {caught}, {self.seconds:.0f} s"
        )


async def run_ticks(
    seed: int, database_url: str, times: Times, *, pause_seconds: float, folder: Path | None = None
) -> TickFigures:
    """Let it become eight while one of three replicas is killed and one stands still."""
    started = time.monotonic()
    begin = HOUR - (BEFORE if times.tick_seconds is None else SHORTLY_BEFORE)
    with tempfile.TemporaryDirectory(prefix="krm-ticks-") as own:
        async with three_replicas(
            seed, folder or Path(own), database_url, times, begin, KRM_WEEKLY_CHANNEL=CHANNEL
        ) as replicas:
            office, chance = replicas.office, random.Random(seed)  # noqa: S311 - repeatable
            office.recorders, office.deciders = [], []
            due = await a_house_on_monday(office, chance, begin)
            office.ahead = begin - datetime.now(UTC)
            wrong = await _over_eight(replicas, pause_seconds, chance)
            account = await read_account(office)
            return TickFigures(
                seed=seed,
                due=due,
                account=account,
                caught_at=[" ".join(statement.split()[:3]) for statement in replicas.caught_at],
                seconds=time.monotonic() - started,
                wrong=[*wrong, *wrong_with(account, due), *await broken_record(office)],
            )


async def _over_eight(replicas: Replicas, pause_seconds: float, chance: random.Random) -> list[str]:
    """Let one misfortune happen when what was missed is told, the other when eight is told, or sent."""
    first, spared = chance.sample(range(REPLICAS), 2)
    # Of the two that are left, the one whose clock is ahead comes to eight o'clock first.
    second = max({*range(REPLICAS)} - {first}) if chance.random() < 0.8 else spared
    missed = _as_soon_as(_given(since=FRIDAY))
    at_eight = _as_soon_as(chance.choice((_given(since=HOUR - timedelta(microseconds=1)), _CLAIMED)))
    replicas.begin()
    if chance.random() < 0.5:
        await asyncio.gather(
            replicas.pause(first, pause_seconds, missed), _killed_and_back(replicas, second, at_eight)
        )
    else:
        await asyncio.gather(
            _killed_and_back(replicas, first, missed), replicas.pause(second, pause_seconds, at_eight)
        )
    await replicas.listening()
    wrong = await _left_over(replicas.office)
    await replicas.settled()
    await replicas.office.channel.look_at_all()
    assert await replicas.stop() == [0] * REPLICAS, "a replica ended in disorder"
    return wrong


async def _killed_and_back(replicas: Replicas, number: int, once: Once) -> None:
    await replicas.kill(number, once)
    await replicas.start_again(number)


def _given(since: datetime) -> Select[tuple[int]]:
    """Count the permissions of after an instant: a tick is at work then."""
    return select(func.count()).where(reminder_permissions.c.given_at > since)


_CLAIMED = select(func.count()).where(
    outbox.c.kind == NoticeKind.REMINDER, outbox.c.claimed_until.is_not(None), outbox.c.due_at > FRIDAY
)
"""Counts the reminders that a replica has in hand."""


def _as_soon_as(asked: Select[tuple[int]]) -> Once:
    """Wait until something is counted."""

    async def once(engine: AsyncEngine) -> None:
        async with asyncio.timeout(UNTIL_IT_TICKS_SECONDS):
            while not await _one(engine, asked):  # noqa: ASYNC110 - it is another process that acts
                await asyncio.sleep(0.005)

    return once


async def _left_over(office: Office) -> list[str]:
    """Wait until all is told; name what is left when it takes too long."""
    engine, until = create_engine(office.database_url), time.monotonic() + TOLD_WITHIN_SECONDS
    today = HOUR + timedelta(hours=12)
    questions = {
        "duties still due": select(func.count()).where(duties.c.remind_at < today),
        "things without a message": select(func.count()).where(reminder_items.c.message_id.is_(None)),
        "summary lacking": select(1 - func.count()).select_from(weekly_summaries),
    }
    try:
        while True:
            left = {
                what: number for what, asked in questions.items() if (number := await _one(engine, asked))
            }
            if not left or time.monotonic() > until:
                return [f"{what}: {number}" for what, number in left.items()]
            await asyncio.sleep(0.1)
    finally:
        await engine.dispose()


async def _one(engine: AsyncEngine, asked: Select[tuple[int]]) -> int:
    async with reading(engine) as connection:
        return (await connection.execute(asked)).scalar_one()


async def read_account(office: Office) -> Account:
    """Read what the morning left."""
    engine = create_engine(office.database_url)
    of_the_morning = select(outbox).where(outbox.c.due_at > FRIDAY)
    given = select(reminder_permissions).where(reminder_permissions.c.given_at > FRIDAY)
    try:
        async with reading(engine) as connection:
            rows = list((await connection.execute(of_the_morning)).mappings())
            items = list((await connection.execute(select(reminder_items))).mappings())
            permissions = list((await connection.execute(given)).mappings())
            weeks = list((await connection.execute(select(weekly_summaries.c.week))).scalars())
    finally:
        await engine.dispose()
    given_up = _given_up(office.folder)
    mine = {None, *(row["id"] for row in rows)}
    return Account(
        log=list(office.channel.log),
        killed_at=list(office.killed_at),
        items=[
            Item(person=item["staff_id"], message=item["message_id"], told=_told(item))
            for item in items
            if item["message_id"] in mine
        ],
        rows=[(row["id"], row["staff_id"], row["kind"], row["state"]) for row in rows],
        permissions=[_told(row) for row in permissions],
        weeks=weeks,
        channel=CHANNEL,
        given_up={
            CHANNEL if row["staff_id"] is None else f"a:{row['staff_id']}"
            for row in rows
            if row["id"] in given_up
        },
    )


def _given_up(folder: Path) -> set[str]:
    """Read in the replicas' logs which messages got no answer in time."""
    lines = [line for file in folder.glob("replica-*.log") for line in file.read_text().splitlines()]
    said = [json.loads(line) for line in lines if '"no_answer"' in line]
    return {line["row"] for line in said if line["event"] == "send_failed"}


def _told(row: object) -> Told:
    kept = dict(row)  # type: ignore[call-overload]
    audience = str(Audience.parse(kept["audience"]))
    return Told(Owed(kept["case_id"], kept["kind"], audience, kept["due_on"]), kept["stage"])
