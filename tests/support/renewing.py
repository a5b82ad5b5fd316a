"""A renewal of the key in a process of its own, to be killed at any instant."""

import asyncio
import multiprocessing
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from storage.engine import create_engine
from storage.key_changes import begin_renewal
from storage.key_file import load_key_ring
from storage.key_rotation import Pace, rotate

PACE = Pace(rows=1, pause=0.001)
"""Many small transactions: many instants at which to die."""


def context() -> ForkServerContext:
    """Return what starts such processes quickly, with everything imported already."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload([__name__])
    return made


def begin(processes: ForkServerContext, url: str, key_file: Path) -> BaseProcess:
    """Start to renew, or go on with it; the work is about to begin when this returns."""
    at_work = processes.Event()
    process = processes.Process(target=_renew, args=(url, str(key_file), at_work))
    process.start()
    assert at_work.wait(30)
    return process


def _renew(url: str, key_file: str, at_work: Event) -> None:
    asyncio.run(_rotate(url, Path(key_file), at_work))


async def _rotate(url: str, key_file: Path, at_work: Event) -> None:
    begin_renewal(key_file)
    engine = create_engine(url)
    await rotate(engine, load_key_ring(key_file), lambda _: at_work.set(), PACE)
    await engine.dispose()
