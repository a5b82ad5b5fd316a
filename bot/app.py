"""The composition root: one function wires everything; nothing is built at import."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import structlog
from aiohttp import web

from bot.assembly import Stores, assistant, chats_of, downloads
from bot.clock import Clock, MovableClock
from bot.configuration.settings import Settings
from bot.files.hosts import FileHosts
from bot.files.pages import FilePages
from bot.host import Host, open_host
from bot.jobs.changed_rules import ChangedRules
from bot.jobs.deadline_watch import DeadlineWatch
from bot.jobs.late_redactions import LateRedactions
from bot.jobs.retention import RetentionNights
from bot.jobs.schedule import Schedule
from bot.jobs.tidying import Tidying
from bot.jobs.waiting_customers import WaitingCustomers
from bot.metrics import MeasuredTurns, Metrics
from bot.metrics_page import metrics_page
from bot.report.reminders import report_reminders, report_watch
from bot.sending.channel import WeeklyPost
from bot.sending.delivery import Delivery
from bot.sending.known_chats import KnownChats
from bot.sending.relay import Relay
from bot.sending.reminding import Reminding
from bot.teams_bot import TeamsBot
from bot.time_travel import TimeTravel
from bot.web import build_web_app, make_runner
from procedure.notice_kind import NoticeKind
from storage.chat_cards import SqlChatCards
from storage.conversations import SqlConversations
from storage.dialog_state import SqlDialogStates
from storage.emptied_log import empty_log
from storage.engine import Database, create_engine
from storage.figures import Figures, read_figures
from storage.housekeeping import prune
from storage.key_file import open_key_ring
from storage.keys import KeyRing
from storage.outbox import SqlOutbox
from storage.readiness import assert_can_serve, assert_no_key_lacks
from storage.reminder_messages import SqlReminderMessages
from storage.seen_activities import SqlSeenActivities
from storage.sent_cards import SqlSentCards
from storage.survey import record_waits_for_its_seal
from storage.unit_of_work import SqlUnitsOfWork

_log = structlog.get_logger("app")

LOOK_AFTER_SECONDS = 5
"""How often waiting customers are looked after: the setting counts minutes."""
DEADLINES_SECONDS = 30
"""How often it is looked whether somebody is to be reminded: the rules count days."""
RULES_SECONDS = 3600
"""How often cases are brought to changed rules that could not be at the start."""
WEEKLY_SECONDS = 60
"""How often it is looked whether the week's summary is due."""
REPORT_SECONDS = 600
"""How often it is looked whether the yearly report or one of its measures is due: the rules count days."""
TIDY_SECONDS = 60
"""How often expired drafts are deleted (24 h)."""
RETENTION_SECONDS = 900
"""How often it is looked whether the night's run is due."""
PRUNE_SECONDS = 3600
"""How often delivered messages and processed presses that are old are removed."""
REDACTIONS_SECONDS = 3600
"""How often it is looked whether a chat still shows something of an anonymised case."""
SETTLED_KEPT = timedelta(days=90)
"""How long they are kept: the record of the case is elsewhere, and stays."""
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
            _background(engine, stores, host, settings, clock, file_hosts) as bot,
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


@asynccontextmanager
async def _background(
    engine: Database,
    stores: Stores,
    host: Host,
    settings: Settings,
    clock: Clock,
    file_hosts: FileHosts | None,
) -> AsyncIterator[TeamsBot]:
    # A customer who waits does not wait five minutes for somebody who cannot be reached.
    waiting = WaitingCustomers(units=stores.units, rulebook=settings.rulebook, clock=clock)
    deadlines = DeadlineWatch(units=stores.units, rulebook=settings.rulebook, clock=clock)
    weekly = _weekly_post(engine, stores, host, settings, clock)
    delivery = _delivery(engine, stores, host, settings, clock)
    relay = Relay(
        outbox=SqlOutbox(engine),
        delivery=delivery,
        clock=clock,
        on_team_unreached=waiting.ask_at_once,
    )
    changed = ChangedRules(units=stores.units, rulebook=settings.rulebook, clock=clock, nudge=relay.nudge)
    nights = RetentionNights(
        units=stores.units,
        rulebook=settings.rulebook,
        clock=clock,
        afterwards=partial(empty_log, engine),
        nudge=relay.nudge,
    )
    schedule = Schedule(
        {
            "look_after_waiting": (LOOK_AFTER_SECONDS, partial(waiting.look_after, relay.nudge)),
            "tidy": (TIDY_SECONDS, _tidying(stores, host, clock).run),
            "deadlines": (DEADLINES_SECONDS, changed.before(partial(deadlines.look_after, relay.nudge))),
            "rules": (RULES_SECONDS, changed.run),
            "weekly": (WEEKLY_SECONDS, changed.before(partial(weekly.make, relay.nudge))),
            "report": (REPORT_SECONDS, report_watch(stores, settings, clock, relay.nudge)),
            "retention": (RETENTION_SECONDS, nights.run),
            "prune": (PRUNE_SECONDS, partial(_prune_settled, engine, clock)),
            "redactions": (REDACTIONS_SECONDS, _late_redactions(stores, clock, relay.nudge).run),
        },
        at_once=("deadlines", "weekly", "report"),
    )
    bot = assistant(
        stores,
        host,
        settings,
        clock,
        nudge=relay.nudge,
        answered=delivery.answered,
        file_hosts=file_hosts,
        time_travel=_time_travel(settings, clock, relay, schedule, nights),
    )
    async with _at_work(relay, schedule), changed.at_work(), nights.at_work(), bot.errands.at_work():
        yield bot


def _delivery(engine: Database, stores: Stores, host: Host, settings: Settings, clock: Clock) -> Delivery:
    return Delivery(
        units=stores.units,
        outbox=SqlOutbox(engine),
        sent_cards=stores.sent_cards,
        conversations=stores.conversations,
        messenger=host.messenger,
        chat_cards=stores.chat_cards,
        rulebook=settings.rulebook,
        clock=clock,
        beyond_cases={
            NoticeKind.REMINDER: _reminding(engine, stores, host, settings, clock).deliver,
            NoticeKind.WEEKLY_SUMMARY: _weekly_post(engine, stores, host, settings, clock).deliver,
            **report_reminders(engine, stores, host, settings, clock),
        },
    )


def _weekly_post(
    engine: Database, stores: Stores, host: Host, settings: Settings, clock: Clock
) -> WeeklyPost:
    return WeeklyPost(
        units=stores.units,
        conversations=SqlConversations(engine),
        messenger=host.messenger,
        rulebook=settings.rulebook,
        clock=clock,
        channel=settings.channel,
        tenant_id=settings.tenant_id,
        show_team=settings.channel_show_team,
    )


def _reminding(engine: Database, stores: Stores, host: Host, settings: Settings, clock: Clock) -> Reminding:
    return Reminding(
        units=stores.units,
        messages=SqlReminderMessages(engine),
        chats=chats_of(stores, host, clock),
        rulebook=settings.rulebook,
        clock=clock,
    )


def _time_travel(
    settings: Settings, clock: Clock, relay: Relay, schedule: Schedule, nights: RetentionNights
) -> TimeTravel | None:
    """Return what puts the demo's clock forward; None for every other bot, because its clock cannot move."""
    if settings.has_credentials or not isinstance(clock, MovableClock):
        return None
    return TimeTravel(
        clock=clock,
        rulebook=settings.rulebook,
        resting=relay.resting,
        make_up_for_the_night=nights.make_up,
        do_what_is_due=schedule.tick_all,
    )


def _tidying(stores: Stores, host: Host, clock: Clock) -> Tidying:
    return Tidying(
        dialogs=stores.dialogs,
        conversations=stores.conversations,
        units=stores.units,
        messenger=host.messenger,
        clock=clock,
    )


def _late_redactions(stores: Stores, clock: Clock, nudge: Callable[[], None]) -> LateRedactions:
    return LateRedactions(units=stores.units, chat_cards=stores.chat_cards, clock=clock, nudge=nudge)


async def _figures(engine: Database, settings: Settings, clock: Clock) -> Figures:
    return await read_figures(engine, clock.now(), settings.rulebook)


async def _prune_settled(engine: Database, clock: Clock) -> None:
    await prune(engine, clock.now() - SETTLED_KEPT)


@asynccontextmanager
async def _at_work(relay: Relay, schedule: Schedule) -> AsyncIterator[None]:
    """Deliver and tick; both are finished, not broken off."""
    working = asyncio.create_task(relay.run())
    schedule.start()
    try:
        yield
    finally:
        await schedule.stop()
        relay.stop()
        await working


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
