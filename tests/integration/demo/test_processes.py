"""No program outlives the demo, however it ends."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.demo.errors import DemoError
from bot.demo.processes import Child
from bot.demo.waiting import wait_until

STUBBORN = (
    "import signal, time;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('da', flush=True); time.sleep(60)"
)
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)"
)
LEASHED = (
    "import sys, time, types;"
    "fake = types.ModuleType('bot.__main__'); fake.main = lambda: time.sleep({seconds});"
    "sys.modules['bot.__main__'] = fake;"
    "from bot.demo.leash import main; main()"
)


async def start(folder: Path, code: str) -> Child:
    return await Child.start(
        "Programm",
        [sys.executable, "-c", code],
        folder=folder,
        environment=dict(os.environ),
        log=folder / "log.txt",
    )


async def first_line(child: Child) -> str:
    async def said() -> bool:
        return bool(child.tail())

    await wait_until(said, child, 20)
    return child.tail().splitlines()[0]


async def test_program_that_ignores_the_request_is_ended(tmp_path: Path) -> None:
    child = await start(tmp_path, STUBBORN)
    await first_line(child)

    await child.stop(patience_seconds=0.2)

    assert not child.running


async def test_what_a_program_has_started_ends_with_it(tmp_path: Path) -> None:
    child = await start(tmp_path, PARENT)
    grandchild = psutil.Process(int(await first_line(child)))

    await child.stop()

    _, alive = psutil.wait_procs([grandchild], timeout=5)
    assert not alive


async def test_ending_twice_does_no_harm(tmp_path: Path) -> None:
    child = await start(tmp_path, "pass")
    await child.process.wait()

    await child.stop()
    await child.stop()

    assert child.process.returncode == 0


async def test_impatient_second_ctrl_c_ends_a_stubborn_program_at_once(tmp_path: Path) -> None:
    child = await start(tmp_path, STUBBORN)
    await first_line(child)
    stopping = asyncio.create_task(child.stop(patience_seconds=60))
    await asyncio.sleep(0.1)

    stopping.cancel()

    await asyncio.wait_for(child.process.wait(), 5)
    with pytest.raises(asyncio.CancelledError):
        await stopping


def test_bot_on_the_leash_ends_when_the_demo_is_gone() -> None:
    process = subprocess.Popen([sys.executable, "-c", LEASHED.format(seconds=60)], stdin=subprocess.PIPE)
    assert process.stdin is not None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)

    process.stdin.close()

    assert process.wait(10) != 0


def test_program_on_the_leash_may_end_by_itself() -> None:
    process = subprocess.Popen([sys.executable, "-c", LEASHED.format(seconds=0.2)], stdin=subprocess.PIPE)
    assert process.stdin is not None

    assert process.wait(10) == 0

    process.stdin.close()


async def test_waiting_ends_with_the_log_when_the_program_ends_early(tmp_path: Path) -> None:
    child = await start(tmp_path, "print('Der Schlüssel fehlt'); raise SystemExit(3)")

    async def never() -> bool:
        return False

    with pytest.raises(DemoError, match=r"beendet, bevor alles bereit war[.]\nDer Schlüssel fehlt"):
        await wait_until(never, child, 20)
    await child.stop()


async def test_waiting_ends_when_time_runs_out(tmp_path: Path) -> None:
    child = await start(tmp_path, STUBBORN)

    async def never() -> bool:
        return False

    with pytest.raises(DemoError, match="nicht bereit"):
        await wait_until(never, child, 0.3)
    await child.stop(patience_seconds=0)
