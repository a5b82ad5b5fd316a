"""The composition root: one function wires everything; nothing is built at import."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog
from aiohttp import web

from bot.assembly import Stores, downloads
from bot.background import at_work
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.files.hosts import FileHosts
from bot.files.pages import FilePages
from bot.host import Host, open_host
from bot.metrics import MeasuredTurns, Metrics
from bot.metrics_page import metrics_page
from bot.sending.known_chats import KnownChats
from bot.web import build_web_app, make_runner
from storage.chat_cards import SqlChatCards
from storage.conversations import SqlConversations
from storage.dialog_state import SqlDialogStates
from storage.engine import Database, create_engine
from storage.figures import Figures, read_figures
from storage.key_file import open_key_ring
from storage.keys import KeyRing
from storage.readiness import assert_can_serve, assert_no_key_lacks
from storage.seen_activities import SqlSeenActivities
from storage.sent_cards import SqlSentCards
from storage.survey import record_waits_for_its_seal
from storage.unit_of_work import SqlUnitsOfWork

_log = structlog.get_logger("app")

SHUTDOWN_SECONDS = 15.0
"""How long turns under way may take to end; Teams waits no longer for an answer either."""


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock, *, file_hosts: FileHosts | None = None
) -> AsyncIterator[web.Application]:
    """Run relay and schedule around the web application.

    Raises an error with a German remedy if the database's schema, the key or a letter's template does
    not fit. ``file_hosts`` replaces the hosts that files may come from and go to.
    """
    key_ring = open_key_ring(settings.key_file, settings.database_url)
    engine = create_engine(settings.database_url)
    stores = _stores(engine, key_ring, settings)
    metrics = Metrics(partial(_figures, engine, settings, clock), clock)
    try:
        if await assert_can_serve(engine, key_ring):
            _log.warning("schema_is_newer")  # a rolling upgrade is under way
        await assert_no_key_lacks(engine, key_ring)
        if await record_waits_for_its_seal(engine):
            _log.warning("record_not_sealed", remedy="krm-bot audit seal")
        async with (
            open_host(settings, clock) as host,
            at_work(engine, stores, host, settings, clock, file_hosts) as bot,
            metrics_page(metrics, settings.metrics_port),
        ):
            app = build_web_app(
                handler=MeasuredTurns(handler=bot, figures=metrics.turns),
                adapter=host.adapter,
                readiness=lambda: _ready(engine, key_ring, host),
                files=FilePages(downloads(stores, settings, clock)),
            )
            app.on_response_prepare.append(metrics.turns.count_answer)
            yield app
    finally:
        await engine.dispose()


def _stores(engine: Database, key_ring: KeyRing, settings: Settings) -> Stores:
    return Stores(
        units=SqlUnitsOfWork(engine, key_ring, settings.timezone),
        dialogs=SqlDialogStates(engine, key_ring),
        seen=SqlSeenActivities(engine),
        sent_cards=SqlSentCards(engine),
        chat_cards=SqlChatCards(engine),
        conversations=KnownChats(SqlConversations(engine)),
        keys=key_ring,
    )


async def _figures(engine: Database, settings: Settings, clock: Clock) -> Figures:
    return await read_figures(engine, clock.now(), settings.rulebook)


async def _ready(engine: Database, key_ring: KeyRing, host: Host) -> bool:
    try:
        await assert_can_serve(engine, key_ring)
    except Exception:  # noqa: BLE001 - whatever keeps the store from answering: not ready
        return False
    return host.is_ready


async def serve(
    settings: Settings, clock: Clock, stop: asyncio.Event, *, listening: Callable[[], None]
) -> None:
    """Listen on the configured address until ``stop`` is set; turns under way are finished.

    ``listening`` is called once requests can be answered.
    """
    async with running(settings, clock) as app:
        runner = make_runner(app, shutdown_seconds=SHUTDOWN_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
            listening()
            await stop.wait()
        finally:
            await runner.cleanup()
