"""What people do with files in a chat and a browser; the steps of the tests of files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.acceptance.cards import texts_of
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_walk_in import record
from tests.support.builders import BGF, FRONT_DESK, TEAM_LEAD_A
from tests.support.channel import sent_file
from tests.support.file_server import FileServer

NUMBER = "KRM-2026-0001"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a browser gets."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


async def browse(bot: Bot, link: str, method: str = "GET") -> Page:
    """Follow a link, or press the button on its page."""
    async with bot.session.request(method, bot.url + urlsplit(link).path) as answer:
        return Page(status=answer.status, headers=dict(answer.headers), body=await answer.read())


async def recorded(bot: Bot) -> None:
    await record(bot.chat(FRONT_DESK), waiting=False)
    await bot.until(lambda: bot.chat(BGF).says(NUMBER) and bot.chat(TEAM_LEAD_A).says(NUMBER))


async def sends_letter(chat: Chat, onedrive: FileServer, text: str = "", name: str = "Brief.pdf") -> None:
    onedrive.files["brief"] = PDF
    await chat.sends_files(sent_file(name, f"{onedrive.url}/brief?tempauth=x"), text=text)


async def attached(bot: Bot, onedrive: FileServer) -> Chat:
    """Let the BGF put a letter to the case; return her chat."""
    await recorded(bot)
    bgf = bot.chat(BGF)
    await sends_letter(bgf, onedrive)
    card = await bgf.presses("Ablegen", number="krm 2026 1", kind="eingang")
    assert f"liegt jetzt bei {NUMBER}" in " ".join(texts_of(card))
    return bgf


def link_on(card: Any) -> str:  # noqa: ANN401 - JSON
    (link,) = re.findall(r"'url': '([^']+/files/[^']+)'", str(card))
    return str(link)


async def opens_link(chat: Chat) -> str:
    """Open the case, ask for the letter and return the link."""
    await chat.types(NUMBER)
    await chat.presses("Vorgang öffnen")
    return link_on(await chat.presses("Schreiben ansehen"))
