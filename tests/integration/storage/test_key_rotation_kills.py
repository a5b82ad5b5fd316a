"""A renewal that is killed at random instants, while people press: nothing is lost, changed or unreadable."""

import asyncio
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import Correction
from procedure.case import Case
from storage.engine import create_engine
from storage.key_changes import begin_renewal, drop_old_keys, old_keys
from storage.key_file import create_key_file, load_key_ring, read_key_set
from storage.key_rotation import Progress, count_old, count_old_hashes, rotate
from storage.keys import KeyRing
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.test_personal_data import SECRET, write_secrets
from tests.support.builders import CASE_ID, REGISTERED_AT, TEAM_LEAD_A
from tests.support.renewing import PACE, begin, context
from tests.support.sealed_values import everything_opened

KILLS = 20
LONGEST = 0.35
"""Seconds until a kill, at most: about what a whole renewal takes here."""


class Presses:
    """Somebody who changes a case again and again, and looks for its customer."""

    def __init__(self, engine: AsyncEngine, keys: KeyRing) -> None:
        self.units = SqlUnitsOfWork(engine, keys)
        self.last: Case | None = None
        self.count = 0

    async def press(self) -> None:
        async with self.units() as unit:
            assert await unit.cases.of_customer(f"{SECRET}42") == [CASE_ID]
            case = await unit.cases.get(CASE_ID)
            assert case is not None
            assert self.last in (None, case)
            text = f"press {self.count}"
            reaction = replace(case.reaction, summary=text)
            pressed = replace(case, version=case.version + 1, krm_tool_ref=text, reaction=reaction)
            await unit.cases.save(pressed)
            told = Correction(
                case_id=CASE_ID,
                at=REGISTERED_AT,
                actor=TEAM_LEAD_A,
                field="summary",
                old=case.reaction.summary,
                new=text,
                reason=text,
            )
            await unit.corrections.append([told])
            await unit.commit()
        self.last, self.count = pressed, self.count + 1

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        over = asyncio.Event()

        async def again() -> None:
            while not over.is_set():
                await self.press()
                await asyncio.sleep(0.01)

        pressing = asyncio.create_task(again())
        try:
            yield
        finally:
            over.set()
            await pressing


async def test_killed_twenty_times_while_people_press_nothing_is_lost(
    database_url: str, tmp_path: Path
) -> None:
    seed = time.time_ns()
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    chance, key_file = random.Random(seed), tmp_path / "keys" / "krm.key"  # noqa: S311 - a test's chance
    create_key_file(key_file)
    engine, running = create_engine(database_url), load_key_ring(key_file)
    await write_secrets(engine, running)
    before = await everything_opened(engine, running)
    presses = Presses(engine, running)
    async with presses.going_on():
        left = await _kill_again_and_again(engine, database_url, key_file, chance)
    begin_renewal(key_file)
    await rotate(engine, load_key_ring(key_file), _nobody_watches, PACE)
    await _assert_and_retire(engine, key_file)
    print(f"left at each kill: {left}; presses: {presses.count}")  # noqa: T201 - as above
    assert len(set(left)) > KILLS // 4, "the kills did not hit the work"

    afterwards = await everything_opened(engine, load_key_ring(key_file))
    pressed = {"krm_tool_ref", "summary"}
    kept = {place for place in before if not (place[1] in pressed and place[2] == (CASE_ID,))}
    assert {place: afterwards[place] for place in kept} == {place: before[place] for place in kept}
    assert len(afterwards) == len(before) + 3 * presses.count
    assert presses.count > KILLS
    await presses.press()  # reads its last one first
    await engine.dispose()


async def _kill_again_and_again(
    engine: AsyncEngine, url: str, key_file: Path, chance: random.Random
) -> list[int]:
    """Return how many rows were still to be renewed after each kill."""
    processes, left = context(), list[int]()
    while len(left) < KILLS:
        process = await asyncio.to_thread(begin, processes, url, key_file)
        await asyncio.to_thread(process.join, chance.uniform(0, LONGEST))
        process.kill()
        await asyncio.to_thread(process.join)
        assert process.exitcode in (0, -signal.SIGKILL)
        if process.exitcode == 0:
            await _assert_and_retire(engine, key_file)
        else:
            left.append(await count_old(engine, load_key_ring(key_file)))
        process.close()
    return left


async def _assert_and_retire(engine: AsyncEngine, key_file: Path) -> None:
    keys = load_key_ring(key_file)
    assert await count_old(engine, keys) == 0
    assert await count_old_hashes(engine, keys) == 0
    drop_old_keys(key_file, old_keys(read_key_set(key_file)))
    assert [file.name for file in key_file.parent.iterdir()] == ["krm.key"]


def _nobody_watches(_: Progress) -> None:
    pass
