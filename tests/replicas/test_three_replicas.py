"""Three replicas on one PostgreSQL: one killed, one standing still, and nobody notices more than a pause."""

import os
from pathlib import Path

import aiohttp
import pytest

from tests.faults import channel
from tests.replicas.processes import SHORT
from tests.replicas.run import run

PAUSE_SECONDS = 8.0
"""Longer than a claim, than a delivery may take, and than the database waits for who is in a transaction."""


@pytest.mark.timeout(120)
async def test_one_killed_and_one_paused_lose_nothing_and_nothing_comes_twice(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Teams waits longer; in a run of seconds nobody would be left to work.
    monkeypatch.setattr(channel, "PATIENCE", aiohttp.ClientTimeout(total=3))
    seed = int.from_bytes(os.urandom(3))
    print(f"seed {seed}")  # noqa: T201 - pytest shows it with a failure
    figures = await run(seed, postgres_url, SHORT, pause_seconds=PAUSE_SECONDS, folder=tmp_path)
    print(figures)  # noqa: T201 - idem
    assert figures.wrong == [], figures
    assert figures.cases > 0
    assert figures.together > 0
    assert figures.meanwhile > 0
