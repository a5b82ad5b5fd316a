"""kill -9 at random instants, while Teams misbehaves and people go on: nothing lost, nothing half done."""

import os
from pathlib import Path

import pytest

from tests.faults.run import run

KILLS = 10
"""On each database: twenty in all."""


@pytest.mark.timeout(120)
async def test_ten_kills_lose_nothing_and_leave_nothing_half_done(database_url: str, tmp_path: Path) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")  # noqa: T201 - pytest shows it with a failure
    figures = await run(seed, KILLS, database_url, tmp_path)
    assert figures.wrong == [], figures
    assert figures.kills == KILLS
    assert figures.cases > 0
