"""A sent file is fetched from allowed hosts only, of limited size, in limited time, without our token."""

import aiohttp
import pytest

from bot.files import download as file_download
from bot.files.download import FileDownload
from bot.files.hosts import FileHosts
from documents.refusal import FileRefused
from tests.support.file_server import FileServer

MEGABYTE = 1024 * 1024


def download(session: aiohttp.ClientSession, *, loopback: bool = True) -> FileDownload:
    return FileDownload(session=session, hosts=FileHosts(loopback=loopback), max_mb=1)


async def test_the_bytes_arrive_and_no_token_is_sent(
    onedrive: FileServer, session: aiohttp.ClientSession
) -> None:
    onedrive.files["brief"] = b"Inhalt"
    assert await download(session).fetch(f"{onedrive.url}/brief?tempauth=a%2Bb") == b"Inhalt"
    path, headers = onedrive.asked[0]
    assert path == "/brief?tempauth=a%2Bb"
    assert "Authorization" not in headers


async def test_a_foreign_host_is_not_even_asked(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    with pytest.raises(FileRefused, match="OneDrive"):
        await download(session, loopback=False).fetch(f"{onedrive.url}/brief")
    assert not onedrive.asked


async def test_a_redirect_to_an_allowed_place_is_followed(
    onedrive: FileServer, session: aiohttp.ClientSession
) -> None:
    onedrive.files["there"] = b"Inhalt"
    onedrive.redirect_to = "/there"
    assert await download(session).fetch(f"{onedrive.url}/brief") == b"Inhalt"


@pytest.mark.parametrize("place", ["http://10.0.0.1/x", "https://evil.example/x", "file:///etc/passwd"])
async def test_a_redirect_to_a_foreign_place_is_refused(
    onedrive: FileServer, session: aiohttp.ClientSession, place: str
) -> None:
    onedrive.redirect_to = place
    with pytest.raises(FileRefused):
        await download(session).fetch(f"{onedrive.url}/brief")


async def test_redirects_end(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    onedrive.redirect_to = "/again"
    with pytest.raises(FileRefused):
        await download(session).fetch(f"{onedrive.url}/brief")
    assert len(onedrive.asked) == file_download.MOST_REDIRECTS + 1


@pytest.mark.parametrize("chunked", [False, True])
async def test_too_large_a_file_is_refused_with_the_limit(
    onedrive: FileServer, session: aiohttp.ClientSession, *, chunked: bool
) -> None:
    onedrive.files["brief"] = b"x" * (MEGABYTE + 1)
    onedrive.chunked = chunked
    with pytest.raises(FileRefused, match="höchstens 1 Megabyte"):
        await download(session).fetch(f"{onedrive.url}/brief")


async def test_the_largest_file_allowed_arrives(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    onedrive.files["brief"] = b"x" * MEGABYTE
    assert len(await download(session).fetch(f"{onedrive.url}/brief")) == MEGABYTE


@pytest.mark.parametrize("status", [404, 403, 500])
async def test_a_refusal_becomes_one_sentence_without_the_address(
    onedrive: FileServer, session: aiohttp.ClientSession, status: int
) -> None:
    onedrive.status = status
    with pytest.raises(FileRefused) as refused:
        await download(session).fetch(f"{onedrive.url}/brief?tempauth=secret")
    assert str(refused.value) == file_download.UNREACHABLE
    assert refused.value.__suppress_context__


async def test_a_server_that_never_answers_is_given_up(
    onedrive: FileServer, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_download, "DOWNLOAD_SECONDS", 0.1)
    onedrive.seconds = 5
    with pytest.raises(FileRefused):
        await download(session).fetch(f"{onedrive.url}/brief")


async def test_nobody_listening_is_one_sentence(session: aiohttp.ClientSession) -> None:
    with pytest.raises(FileRefused):
        await download(session).fetch("http://127.0.0.1:9/brief")
