# ruff: noqa: T201 - a command prints
"""A longer run by hand: ``python -m tests.simulation --runs 10 --cases 100 --store sqlite``.

Each run has the next seed; what differs is printed with it, and the exit status is 1.
"""

import argparse
import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.simulation.stores import DatabaseStore, MemoryStore, Store
from tests.simulation.world import World
from tests.support.databases import PostgresTemplate, SqliteTemplate


@asynccontextmanager
async def _store(kind: str) -> AsyncIterator[Store]:
    if kind == "memory":
        yield MemoryStore()
    elif kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            template = SqliteTemplate.make(Path(folder))
            async with DatabaseStore.opened(f"sqlite:///{template.file}") as store:
                yield store
    else:
        with PostgresTemplate.started() as template, template.lent() as url:
            async with DatabaseStore.opened(url) as store:
                yield store


async def _run(seed: int, arguments: argparse.Namespace) -> bool:
    async with _store(arguments.store) as store:
        world = World(store, seed=seed, size=arguments.cases, days=arguments.days)
        differences = await world.run()
    print(f"seed {seed}: {dict(world.ticking.happened)}", *differences, sep="\n", flush=True)
    return not differences


def main() -> int:
    """Run with several seeds."""
    parser = argparse.ArgumentParser(description="Reminders of random cases against the oracle")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)), help="of the first run")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--store", choices=("memory", "sqlite", "postgresql"), default="memory")
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.runs)
    agreed = [asyncio.run(_run(seed, arguments)) for seed in seeds]
    print(f"{sum(agreed)} of {len(agreed)} runs agree")
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
