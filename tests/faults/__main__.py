# ruff: noqa: T201 - a command prints
"""A long run by hand: ``python -m tests.faults --kills 300 --seed 7 --store both``.

Each office lives through ``--each`` kills; the next one has the next seed. What is wrong is printed with its
seed, and the exit status is 1.
"""

import argparse
import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.faults.run import run
from tests.support.databases import PostgresTemplate, SqliteTemplate

STORES = {"sqlite": ("sqlite",), "postgresql": ("postgresql",), "both": ("sqlite", "postgresql")}


class _Databases:
    def __init__(self, stack: ExitStack, stores: tuple[str, ...]) -> None:
        self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="krm-faults-")))
        self._sqlite = SqliteTemplate.make(self._folder)
        self._numbers = itertools.count()
        self._postgres = stack.enter_context(PostgresTemplate.started()) if "postgresql" in stores else None

    @contextmanager
    def lent(self, store: str) -> Iterator[str]:
        if store == "sqlite" or self._postgres is None:
            yield self._sqlite.copy_to(self._folder / f"{next(self._numbers)}" / "krm.sqlite3")
        else:
            with self._postgres.lent() as url:
                yield url


def main() -> int:
    """Kill as often as asked for, or until the time is up."""
    parser = argparse.ArgumentParser(description="kill -9 at random instants, while Teams misbehaves")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--each", type=int, default=20, help="kills of one office")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)), help="of the first office")
    parser.add_argument("--store", choices=tuple(STORES), default="both")
    parser.add_argument("--minutes", type=float, default=60.0, help="begin no office after so long")
    arguments = parser.parse_args()
    stores, end = STORES[arguments.store], time.monotonic() + arguments.minutes * 60
    killed = found = 0
    with ExitStack() as stack:
        databases = _Databases(stack, stores)
        for seed, store in zip(itertools.count(arguments.seed), itertools.cycle(stores)):
            if killed >= arguments.kills or time.monotonic() > end:
                break
            print(f"seed {seed} on {store} …", flush=True)
            with databases.lent(store) as url:
                figures = asyncio.run(run(seed, min(arguments.each, arguments.kills - killed), url))
            print(figures, *(f"  WRONG {what}" for what in figures.wrong), sep="\n", flush=True)
            killed, found = killed + figures.kills, found + len(figures.wrong)
    print(f"{killed} kills, {found} things wrong")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
