"""A file goes to the place Teams named, in one piece, and nowhere else."""

import aiohttp
import pytest

from bot.files.hosts import FileHosts
from bot.files.upload import FileUpload, UploadFailed
from tests.support.file_server import FileServer


def upload(session: aiohttp.ClientSession, *, loopback: bool = True) -> FileUpload:
    return FileUpload(session=session, hosts=FileHosts(loopback=loopback))


async def test_the_file_goes_up_with_its_range(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    await upload(session).put(f"{onedrive.url}/place", b"Inhalt")
    assert onedrive.uploaded == {"place": (b"Inhalt", "bytes 0-5/6")}
    assert "Authorization" not in onedrive.asked[0][1]


async def test_nothing_goes_to_a_foreign_host(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    with pytest.raises(UploadFailed):
        await upload(session, loopback=False).put(f"{onedrive.url}/place", b"Inhalt")
    assert not onedrive.asked


async def test_a_redirect_is_not_followed(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    onedrive.redirect_to = "https://evil.example/x"
    with pytest.raises(UploadFailed):
        await upload(session).put(f"{onedrive.url}/place", b"Inhalt")


async def test_a_refusal_is_a_failure(onedrive: FileServer, session: aiohttp.ClientSession) -> None:
    onedrive.status = 409
    with pytest.raises(UploadFailed):
        await upload(session).put(f"{onedrive.url}/place", b"Inhalt")
