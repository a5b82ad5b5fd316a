"""A process that dies in the middle loses nothing it had committed, and leaves nothing half done."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from storage.engine import create_engine
from storage.key_file import create_key_file, open_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT, a_case, an_office


def test_after_a_sudden_death_the_committed_case_is_there_and_the_other_is_not(
    sqlite_url: str, tmp_path: Path
) -> None:
    key_file = tmp_path / "krm.key"
    command = [sys.executable, "-m", __name__, sqlite_url, str(key_file)]
    dying = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert dying.returncode == -signal.SIGKILL, dying.stderr.decode()
    asyncio.run(_look(sqlite_url, key_file))


async def _look(url: str, key_file: Path) -> None:
    engine = create_engine(url)
    async with SqlUnitsOfWork(engine, open_key_ring(key_file, url))() as unit:
        assert await unit.cases.find_by_number("KRM-2026-0001") == a_case()
        assert await unit.cases.find_by_number("KRM-2026-0002") is None
        assert await unit.cases.allocate_number(2026) == "KRM-2026-0002"
    await engine.dispose()


async def _die(url: str, key_file: Path) -> None:
    create_key_file(key_file)
    engine, keys = create_engine(url), open_key_ring(key_file, url)
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
    units = SqlUnitsOfWork(engine, keys)
    async with units() as unit:
        await unit.cases.add(a_case(number=await unit.cases.allocate_number(2026)))
        await unit.commit()
    async with units() as unit:
        number = await unit.cases.allocate_number(2026)
        await unit.cases.add(a_case(id="6f9619ff-8b86-4d01-b42d-00c04fc96500", number=number))
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(_die(sys.argv[1], Path(sys.argv[2])))
