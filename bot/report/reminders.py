"""Puts together what reminds of the yearly report and of its measures (R47, R48)."""

from collections.abc import Awaitable, Callable, Mapping

from bot.assembly import Stores, chats_of
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.host import Host
from bot.jobs.report_watch import ReportWatch
from bot.sending.report_reminding import ReportReminding
from procedure.notice_kind import NoticeKind
from storage.engine import Database
from storage.outbox import OutboxRow, SqlOutbox


def report_watch(
    stores: Stores, settings: Settings, clock: Clock, nudge: Callable[[], None]
) -> Callable[[], Awaitable[None]]:
    """Return the job that owes the reminders."""
    watch = ReportWatch(
        units=stores.units, rulebook=settings.rulebook, template=settings.template, clock=clock
    )
    return lambda: watch.look_after(nudge)


def report_reminders(
    engine: Database, stores: Stores, host: Host, settings: Settings, clock: Clock
) -> Mapping[NoticeKind, Callable[[OutboxRow], Awaitable[None]]]:
    """Return who delivers the reminders, by kind."""
    reminding = ReportReminding(
        units=stores.units,
        outbox=SqlOutbox(engine),
        chats=chats_of(stores, host, clock),
        rulebook=settings.rulebook,
        template=settings.template,
        clock=clock,
    )
    return dict.fromkeys((NoticeKind.REPORT_DUE, NoticeKind.MEASURE_DUE), reminding.deliver)
