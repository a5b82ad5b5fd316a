"""The host with real signed tokens, on loopback."""

from collections.abc import AsyncIterator

import pytest

from tests.support.host import RunningBot, running_bot


@pytest.fixture
async def bot() -> AsyncIterator[RunningBot]:
    """Run a bot with credentials."""
    async with running_bot() as running:
        yield running
