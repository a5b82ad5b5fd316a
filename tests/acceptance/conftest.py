"""The whole bot, as it runs in the office: real tokens, a real database, the channel on loopback."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp
import pytest
from aiohttp import web

from bot.app import running
from bot.background import LOOK_AFTER_SECONDS
from bot.clock import FixedClock
from bot.configuration.settings import Settings
from bot.files.hosts import FileHosts
from bot.web import make_runner
from procedure.vocabulary import StaffId
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from tests.acceptance.cards import Button, buttons_of, texts_of
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    an_office,
)
from tests.support.channel import Signer, installation, message, pressed
from tests.support.connector_server import ConnectorServer, connector_server
from tests.support.file_server import FileServer, file_server
from tests.support.host import host_settings
from tests.support.openid_server import OpenIdServer, openid_server
from tests.support.waiting import until

Card = dict[str, Any]


@dataclass(kw_only=True)
class Chat:
    """One person's chat with the assistant, as her client shows it."""

    person: StaffId
    bot: "Bot"
    shown: dict[str, Card] = field(default_factory=dict)
    """Answers to presses: only this client sees them, in place of the card."""

    @property
    def messages(self) -> list[tuple[str, Card | str]]:
        """What stands in the chat: (activity id, card or text), updates applied."""
        chat: dict[str, Card | str] = {}
        for number, sent in enumerate(self.bot.connector.sent, start=1):
            if f"a:{self.person}/" not in unquote(sent.path):
                continue
            if sent.method == "DELETE":
                chat.pop(sent.path.rsplit("/", 1)[1], None)
                continue
            attachments = sent.body.get("attachments") or []
            content = attachments[0]["content"] if attachments else sent.body.get("text", "")
            chat[sent.path.rsplit("/", 1)[1] if sent.method == "PUT" else f"sent-{number}"] = content
        return list((chat | {k: v for k, v in self.shown.items() if k in chat}).items())

    @property
    def cards(self) -> list[Card]:
        return [content for _, content in self.messages if isinstance(content, dict)]

    @property
    def texts(self) -> list[str]:
        return [content for _, content in self.messages if isinstance(content, str)]

    @property
    def last(self) -> str:
        """Everything the newest message says."""
        content = self.messages[-1][1]
        return content if isinstance(content, str) else " ".join(texts_of(content))

    def says(self, words: str) -> bool:
        """Tell whether words stand in the newest message."""
        return bool(self.messages) and words in self.last

    async def opens(self) -> None:
        """Install the assistant."""
        await self.bot.post(self.address(installation(self.bot.connector.url, "add")))

    async def types(self, text: str, **changes: object) -> int:
        """Send a message; return the HTTP status."""
        return (await self.bot.post(self.address(message(self.bot.connector.url, text, **changes))))[0]

    async def sends_files(self, *files: dict[str, Any], text: str = "") -> None:
        """Send files, as attached with the paper clip."""
        await self.types(text, attachments=list(files))

    async def presses(self, title: str, **inputs: str) -> Any:  # noqa: ANN401 - the answer's value
        """Press a button of the newest card that has it; return what the client is shown."""
        activity_id, button = self.find(title)
        return await self.sends(button.verb, {**button.data, **inputs}, activity_id)

    async def sends(self, verb: str, data: Mapping[str, Any], activity_id: str = "sent-0") -> Any:  # noqa: ANN401
        """Send a press, forged or not."""
        activity = pressed(self.bot.connector.url, verb, data, replyToId=activity_id)
        status, body = await self.bot.post(self.address(activity))
        assert status == 200, body
        assert body["statusCode"] == 200
        if isinstance(body["value"], dict):
            self.shown[activity_id] = body["value"]
        return body["value"]

    def button(self, title: str) -> Button:
        """Return a button of the newest card that has it."""
        return self.find(title)[1]

    def titles(self) -> list[str]:
        """Return the titles of the newest card's buttons."""
        return [button.title for button in buttons_of(self.cards[-1])]

    def find(self, title: str) -> tuple[str, Button]:
        """Return the newest card's id that has a button, and the button."""
        for activity_id, content in reversed(self.messages):
            if isinstance(content, dict):
                for button in buttons_of(content):
                    if button.title == title:
                        return activity_id, button
        raise AssertionError(f"no button {title!r} in {self.messages}")

    def address(self, activity: dict[str, Any]) -> dict[str, Any]:
        """Let an activity come from this chat."""
        return activity | {
            "from": {"id": f"29:{self.person}", "aadObjectId": self.person},
            "conversation": activity["conversation"] | {"id": f"a:{self.person}"},
        }


@dataclass(kw_only=True)
class Bot:
    """The running bot, its channel and its clock."""

    settings: Settings
    connector: ConnectorServer
    openid: OpenIdServer
    clock: FixedClock
    session: aiohttp.ClientSession
    signer: Signer
    url: str = ""
    _chats: dict[StaffId, Chat] = field(default_factory=dict)

    def chat(self, person: StaffId) -> Chat:
        return self._chats.setdefault(person, Chat(person=person, bot=self))

    async def post(self, activity: Mapping[str, Any]) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.signer.token(self.connector.url)}"}
        async with self.session.post(f"{self.url}/api/messages", json=activity, headers=headers) as answer:
            text = await answer.text()
            return answer.status, (await answer.json() if text else None)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait for the relay. How long is no measure of its speed: the machine may be busy."""
        await until(happened, seconds=15.0)

    async def until_ticked(self, happened: Callable[[], bool]) -> None:
        """Wait for the schedule's next tick and the relay after it."""
        await until(happened, seconds=LOOK_AFTER_SECONDS + 15.0)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the bot; leaving is a shutdown, entering again a restart."""
        # The stand-in for OneDrive is on this machine; everything else is checked as in the office.
        async with running(self.settings, self.clock, file_hosts=FileHosts(loopback=True)) as app:
            runner = make_runner(app)
            await runner.setup()
            try:
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
                yield
            finally:
                await runner.cleanup()


@pytest.fixture
async def stopped_bot(database_url: str, tmp_path: Path) -> AsyncIterator[Bot]:
    """Prepare an office with its roster on a migrated database; the bot is not running yet."""
    signer = Signer()
    clock = FixedClock(REGISTERED_AT)
    key_file = tmp_path / "krm.key"
    create_key_file(key_file)
    engine = create_engine(database_url)
    await SqlStaff(engine, load_key_ring(key_file)).apply_roster(Roster(an_office()), clock.now())
    await engine.dispose()
    async with (
        openid_server(signer) as openid,
        connector_server() as connector,
        aiohttp.ClientSession() as session,
    ):
        settings = host_settings(connector, openid, database_url=database_url, key_file=key_file)
        yield Bot(
            settings=settings,
            connector=connector,
            openid=openid,
            clock=clock,
            session=session,
            signer=signer,
        )


@pytest.fixture
async def bot(stopped_bot: Bot) -> AsyncIterator[Bot]:
    """Run the bot; the five people of the office have opened their chats."""
    async with stopped_bot.running():
        for person in (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT):
            await stopped_bot.chat(person).opens()
        yield stopped_bot


@pytest.fixture
async def onedrive() -> AsyncIterator[FileServer]:
    """Run a stand-in for the place where Teams keeps files."""
    async with file_server() as server:
        yield server
