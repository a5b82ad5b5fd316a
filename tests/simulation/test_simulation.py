"""Every reminder in two years, of two processes that die, sleep and race: as the oracle has it (R15).

``python -m tests.simulation`` runs more of it, with seeds of your choice.
"""

import pytest

from tests.simulation.stores import DatabaseStore, MemoryStore
from tests.simulation.world import World

RACING = {"one": 10, "at once": 35, "with a press": 25, "dying": 30}
"""What only a database can get wrong."""


@pytest.mark.parametrize("seed", [20260101])
async def test_five_hundred_cases_in_two_years(seed: int) -> None:
    world = World(MemoryStore(), seed=seed, size=500, days=730)
    differences, happened = await world.run(), world.ticking.happened

    print(f"seed {seed}: {dict(happened)}")  # noqa: T201 - shown where it fails
    assert differences == []
    assert len(await world.store.cases()) == 500
    assert happened["messages"] > 1000
    assert min(happened[kind] for kind in ("died", "went away", "at once", "clock back", "broken")) > 20
    assert happened["postponed"] > 20
    assert happened["clock forward"] > 1


async def test_two_processes_on_one_database(database_url: str) -> None:
    async with DatabaseStore.opened(database_url) as store:
        world = World(store, seed=20260301, size=40, days=50)
        world.ticking.kinds = RACING
        differences, happened = await world.run(), world.ticking.happened

    print(f"seed {world.seed}: {dict(happened)}")  # noqa: T201 - idem
    assert differences == []
    assert happened["messages"] > 50
    assert min(happened["at once"], happened["with a press"]) > 3
    assert happened["died"]
