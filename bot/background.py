"""What goes on beside the turns: deliveries, what the clock brings about, and the assistant they serve."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from bot.assembly import Stores, assistant, chats_of
from bot.clock import Clock, MovableClock
from bot.configuration.settings import Settings
from bot.files.hosts import FileHosts
from bot.host import Host
from bot.jobs.changed_rules import ChangedRules
from bot.jobs.deadline_watch import DeadlineWatch
from bot.jobs.late_redactions import LateRedactions
from bot.jobs.retention import RetentionNights
from bot.jobs.schedule import Schedule
from bot.jobs.tidying import Tidying
from bot.jobs.waiting_customers import WaitingCustomers
from bot.report.reminders import report_reminders, report_watch
from bot.sending.channel import WeeklyPost
from bot.sending.delivery import Delivery
from bot.sending.relay import Relay
from bot.sending.reminding import Reminding
from bot.teams_bot import TeamsBot
from bot.time_travel import TimeTravel
from procedure.notice_kind import NoticeKind
from storage.conversations import SqlConversations
from storage.emptied_log import empty_log
from storage.engine import Database
from storage.housekeeping import prune
from storage.outbox import SqlOutbox
from storage.reminder_messages import SqlReminderMessages

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


@asynccontextmanager
async def at_work(
    engine: Database,
    stores: Stores,
    host: Host,
    settings: Settings,
    clock: Clock,
    file_hosts: FileHosts | None,
) -> AsyncIterator[TeamsBot]:
    """Deliver and look after everything until the end; yields who answers turns."""
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
    async with _running(relay, schedule), changed.at_work(), nights.at_work(), bot.errands.at_work():
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


async def _prune_settled(engine: Database, clock: Clock) -> None:
    await prune(engine, clock.now() - SETTLED_KEPT)


@asynccontextmanager
async def _running(relay: Relay, schedule: Schedule) -> AsyncIterator[None]:
    """Deliver and tick; both are finished, not broken off."""
    working = asyncio.create_task(relay.run())
    schedule.start()
    try:
        yield
    finally:
        await schedule.stop()
        relay.stop()
        await working
