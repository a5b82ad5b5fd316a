"""The demo's scan: served on the loopback interface only, a file that the assistant takes."""

import aiohttp
import pytest

from bot.demo.scanner import NAME, Scanner
from documents.file_types import accept

LIMIT = 1_000_000


async def test_scan_is_handed_out_on_the_loopback_interface_and_is_a_file_that_is_taken() -> None:
    scanner = Scanner()
    try:
        address = await scanner.address()
        assert address.startswith("http://127.0.0.1:")
        assert await scanner.address() == address
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            content = await answer.read()
    finally:
        await scanner.stop()

    assert accept(NAME, content, LIMIT).media_type == "image/png"


async def test_stopped_scanner_serves_nothing() -> None:
    scanner = Scanner()
    address = await scanner.address()
    await scanner.stop()

    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(address)
