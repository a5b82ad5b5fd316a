"""The whole demo: the bot, five people and the team's channel, a window for each."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self

import aiohttp

from bot.clock import SystemClock
from bot.demo.bot_process import DemoBot
from bot.demo.clock import DemoClock
from bot.demo.data import CLOCK, LOGS, WINDOWS
from bot.demo.errors import DemoError
from bot.demo.node import Node, find_node, install_packages, playground_script, project_folder
from bot.demo.people import BGF, CHANNEL_READER, EVERYBODY, Person
from bot.demo.playground import Playground
from bot.demo.ports import free_port
from bot.demo.processes import Child
from bot.demo.scanner import NAME, Scanner
from bot.demo.waiting import answers, wait_until

BOT_PORT = 3978
WINDOW_PORT = 8101
"""The first window's port; the others follow."""
AT_ONCE = 2
"""So many windows start at the same time; more would only wait for the processor."""


class Demo:
    """Everything the demo runs. ``async with Demo(...)`` starts it and leaves no process behind."""

    def __init__(
        self,
        folder: Path,
        *,
        bot_port: int = BOT_PORT,
        window_port: int = WINDOW_PORT,
        say: Callable[[str], None] = print,
    ) -> None:
        self._folder = folder
        self._say = say
        self._bot = DemoBot(folder, free_port(bot_port))
        self.windows = self._plan(window_port)
        self._scanner = Scanner()
        self._serving: Child | None = None
        self._opened: list[Child] = []

    def _plan(self, port: int) -> dict[Person, Playground]:
        """Give each person a port of their own."""
        ports: dict[Person, int] = {}
        for person in EVERYBODY:
            ports[person] = port = free_port(port, taken={self._bot.port, *ports.values()})
        return {
            person: Playground(
                person=person,
                port=port,
                channel_port=ports[CHANNEL_READER],
                bot_endpoint=self._bot.endpoint,
                folder=self._folder / WINDOWS / person.key,
            )
            for person, port in ports.items()
        }

    async def __aenter__(self) -> Self:
        """Start; whatever has been started is ended again when that fails."""
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the windows, then the bot."""
        await self._stop()

    def clock(self) -> DemoClock:
        """Return the demo's clock as it stands; a window may put it forward at any time."""
        return DemoClock(self._folder / CLOCK, SystemClock())

    async def _start(self) -> None:
        project = project_folder()
        node = await asyncio.to_thread(find_node)
        log = self._folder / LOGS / "npm.log"
        await asyncio.to_thread(install_packages, node, project, log, self._say)
        self._say("Richte die Datenbank und die erfundenen Personen ein …")
        await self._bot.prepare()
        self._say("Warte auf den Bot …")
        await self.start_bot()
        self._say(f"Warte auf die Fenster: {', '.join(person.name for person in self.windows)} …")
        started_at = self.clock().now()
        await self._open_windows(node, playground_script(project))
        await self._until_greeted(started_at)

    async def start_bot(self) -> None:
        """Start the bot and wait until it can work."""
        self._serving = child = await self._bot.serve()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
            await wait_until(lambda: answers(session, self._bot.readiness), child)

    async def stop_bot(self) -> None:
        """End the bot alone; the windows stay."""
        child, self._serving = self._serving, None
        if child is not None:
            await child.stop()

    async def restart_bot(self) -> None:
        """End the bot and start it again."""
        await self.stop_bot()
        await self.start_bot()

    async def send_scan(self) -> None:
        """Send an invented letter to the assistant, as if the BGF had put a scan into its chat."""
        window = self.windows[BGF]
        message = window.message_with_file(
            self.clock().now(), name=NAME, address=await self._scanner.address()
        )
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            await session.post(window.custom_activities, json=message)

    async def _open_windows(self, node: Node, script: Path) -> None:
        turns = asyncio.Semaphore(AT_ONCE)

        async def open_in_turn(window: Playground, session: aiohttp.ClientSession) -> None:
            async with turns:
                await self._open(window, node, script, session)

        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
                asyncio.TaskGroup() as group,
            ):
                for window in self.windows.values():
                    group.create_task(open_in_turn(window, session))
        except ExceptionGroup as several:
            # One sentence helps more than five: what stops one window usually stops them all.
            raise several.exceptions[0] from None

    async def _open(
        self, window: Playground, node: Node, script: Path, session: aiohttp.ClientSession
    ) -> None:
        """Start a window, wait until it answers, and let it greet the bot."""
        window.write_configuration()
        child = await Child.start(
            f"Fenster von {window.person.name}",
            window.command(node.executable, script),
            folder=window.folder,
            environment=window.environment(),
            log=self._folder / LOGS / f"{window.person.key}.log",
        )
        self._opened.append(child)
        await wait_until(lambda: answers(session, window.liveness), child)
        await session.post(window.custom_activities, json=window.greeting(self.clock().now()))

    async def _until_greeted(self, started_at: datetime) -> None:
        """Wait until the bot knows where each person's chat is now."""

        async def all_known() -> bool:
            return await self._bot.knows(self.windows.values(), started_at)

        if self._serving is not None:
            await wait_until(all_known, self._serving)

    async def watch(self) -> None:
        """Return never; DemoError as soon as one of the programs ends by itself."""
        while True:
            for child in (self._serving, *self._opened):
                if child is not None and not child.running:
                    raise DemoError(
                        f"{child.name}: unerwartet beendet. Protokoll: {child.log}\n{child.tail()}"
                    )
            await asyncio.sleep(1)

    async def _stop(self) -> None:
        try:
            await asyncio.gather(*(child.stop() for child in self._opened))
        finally:
            await self.stop_bot()
            await self._scanner.stop()
