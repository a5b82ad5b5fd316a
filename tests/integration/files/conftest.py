"""Files over a real connection, with a stand-in for OneDrive on this machine."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.file_server import FileServer, file_server


@pytest.fixture
async def onedrive() -> AsyncIterator[FileServer]:
    async with file_server() as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened
