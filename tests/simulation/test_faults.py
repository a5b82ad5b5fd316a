"""The proof can fail: each of these faults is found within some months, and without them nothing is."""

import pytest

from tests.simulation.faults import FAULTS, a_small_world

SEEDS = range(7, 12)
"""What chance does not bring in one run it brings in another; most faults show in the first."""


async def test_without_a_fault_nothing_is_found() -> None:
    world = a_small_world(SEEDS[0])

    assert await world.run() == []
    assert world.ticking.happened["died"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in SEEDS:
        world = a_small_world(seed)
        with monkeypatch.context() as patch:
            FAULTS[fault](world, patch)
            if await world.run():
                return
    pytest.fail(f"nobody noticed: {fault}")
