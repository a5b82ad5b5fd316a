"""The bot of the demo: ``krm-bot`` with loopback settings and its own data."""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from bot.demo.data import DATABASE, KEY_FILE, LOGS
from bot.demo.errors import DemoError
from bot.demo.people import CHANNEL_ID
from bot.demo.playground import Playground
from bot.demo.ports import LOOPBACK
from bot.demo.processes import Child
from procedure.vocabulary import StaffId
from storage.conversations import SqlConversations
from storage.engine import create_engine

ROSTER = Path(__file__).with_name("roster.toml")
COMMAND_SECONDS = 60


class DemoBot:
    """Prepares, starts and asks the bot; all its data live in ``folder``."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self.port = port

    @property
    def endpoint(self) -> str:
        """Where the Playgrounds send their activities."""
        return f"http://{LOOPBACK}:{self.port}/api/messages"

    @property
    def _database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self._folder / DATABASE}"

    def environment(self, base: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return the bot's environment.

        Nothing of an office's own ``KRM_`` settings may slip in: the demo must never touch its database.
        (Its ``.env`` is not read either, because the bot runs in the demo's folder.)
        """
        kept = {name: value for name, value in base.items() if not name.upper().startswith("KRM_")}
        return kept | {
            "KRM_HOST": LOOPBACK,
            "KRM_PORT": str(self.port),
            "KRM_DATABASE_URL": self._database_url,
            "KRM_KEY_FILE": str(self._folder / KEY_FILE),
            "KRM_ALLOWED_SERVICE_HOSTS": LOOPBACK,
            "KRM_WEEKLY_CHANNEL": CHANNEL_ID,
            "PYTHONUNBUFFERED": "1",
        }

    async def prepare(self) -> None:
        """Bring the database to the newest schema and import the invented roster."""
        await self._run("Datenbank einrichten", "db", "upgrade")
        await self._run("erfundene Personen eintragen", "staff", "import", str(ROSTER))

    async def _run(self, what: str, *arguments: str) -> None:
        child = await self._start(what, f"{arguments[0]}.log", *arguments)
        try:
            code = await asyncio.wait_for(child.process.wait(), COMMAND_SECONDS)
        except TimeoutError:
            raise DemoError(
                f"Nach {COMMAND_SECONDS} Sekunden nicht fertig: {what}.\n{child.tail()}"
            ) from None
        finally:
            await child.stop()
        if code != 0:
            raise DemoError(f"Fehlgeschlagen: {what}.\n{child.tail()}")

    async def serve(self) -> Child:
        """Start the bot."""
        return await self._start("Bot", "bot.log", module="bot.demo.server")

    async def _start(self, name: str, log: str, *arguments: str, module: str = "bot.demo.leash") -> Child:
        return await Child.start(
            name,
            [sys.executable, "-m", module, *arguments],
            folder=self._folder,
            environment=self.environment(),
            log=self._folder / LOGS / log,
        )

    @property
    def readiness(self) -> str:
        """Where the bot says whether it can work."""
        return f"http://{LOOPBACK}:{self.port}/readyz"

    async def knows(self, windows: Iterable[Playground], since: datetime) -> bool:
        """Tell whether the bot has heard from each window since an instant, as it remembers it."""
        engine = create_engine(self._database_url)
        try:
            chats = SqlConversations(engine)
            for window in windows:
                chat = await chats.of(StaffId(window.person.object_id))
                if chat is None or chat.seen_at < since or chat.service_url != window.service_url:
                    return False
            return True
        finally:
            await engine.dispose()
