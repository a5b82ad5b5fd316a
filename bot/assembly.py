"""Puts the assistant together from its parts; built once, at the start."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from bot.absences import Absences
from bot.clock import Clock
from bot.configuration.settings import Settings, SettingsError
from bot.drafts import Drafts
from bot.files.consent import FileConsent
from bot.files.download import FileDownload
from bot.files.downloads import LINK_LIFETIME, Downloads
from bot.files.hosts import FileHosts
from bot.files.received import ReceivedFiles
from bot.files.tickets import Purpose, Tickets
from bot.files.upload import FileUpload
from bot.files.year_files import YearFiles
from bot.finding import Finding
from bot.host import Host
from bot.intake import IntakeTurns
from bot.presses import Presses
from bot.report.errands import Errands
from bot.report.files import OfferedFiles
from bot.report.reports import Reports
from bot.report.runs import ReportRuns
from bot.report.statistics import Statistics
from bot.report.writing import ReportWriting
from bot.report.yearly import Yearly
from bot.sending.answered_cards import AnsweredCards
from bot.sending.channel_watch import ChannelWatch
from bot.sending.chats import Chats
from bot.sending.known_chats import Conversations
from bot.sending.live_cards import LiveCards
from bot.teams_bot import TeamsBot
from bot.time_travel import TimeTravel
from bot.typed import TypedText
from cards.actions import CaseActions
from casework.letter_ports import LetterFailed
from casework.letters import Letters
from casework.ports import UnitsOfWork
from documents.letters import DocxLetterWriter, check_templates
from storage.chat_cards import SqlChatCards
from storage.dialog_state import SqlDialogStates
from storage.keys import KeyRing
from storage.seen_activities import SqlSeenActivities
from storage.sent_cards import SqlSentCards


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Everything that is kept."""

    units: UnitsOfWork
    dialogs: SqlDialogStates
    seen: SqlSeenActivities
    sent_cards: SqlSentCards
    chat_cards: SqlChatCards
    conversations: Conversations
    keys: KeyRing


def checked_letters(settings: Settings) -> Letters:
    """Return the letter writer; SettingsError if a letter could not be written (R24)."""
    try:
        check_templates(settings.templates_dir)
    except LetterFailed as error:
        raise SettingsError(str(error)) from None
    writer = DocxLetterWriter(settings.templates_dir)
    return Letters(writer=writer, sender=settings.letter_head, new_id=new_id)


def downloads(stores: Stores, settings: Settings, clock: Clock) -> Downloads:
    """Build what makes links to files and fetches what they lead to."""
    return Downloads(
        units=stores.units,
        rulebook=settings.rulebook,
        tickets=Tickets.of(stores.keys, Purpose.LINK, clock=clock, lifetime=LINK_LIFETIME),
        clock=clock,
        years=_year_files(stores, settings, clock),
        public_url=settings.reachable_at,
    )


def _year_files(stores: Stores, settings: Settings, clock: Clock) -> YearFiles:
    return YearFiles(
        units=stores.units, rulebook=settings.rulebook, clock=clock, office_name=settings.office_name
    )


def chats_of(stores: Stores, host: Host, clock: Clock) -> Chats:
    """Build what writes into people's chats and notes what is shown there."""
    return Chats(
        conversations=stores.conversations,
        messenger=host.messenger,
        chat_cards=stores.chat_cards,
        clock=clock,
    )


def assistant(
    stores: Stores,
    host: Host,
    settings: Settings,
    clock: Clock,
    *,
    nudge: Callable[[], None],
    answered: AnsweredCards,
    file_hosts: FileHosts | None = None,
    time_travel: TimeTravel | None = None,
) -> TeamsBot:
    """Build the assistant; SettingsError if a letter's template is wrong."""
    units, rulebook = stores.units, settings.rulebook
    intake = _intake(stores, settings, clock)
    live = LiveCards(sent_cards=stores.sent_cards, chats=chats_of(stores, host, clock), clock=clock)
    finding = Finding(units=units, rulebook=rulebook, live=live, clock=clock, answered=answered)
    # Files of this machine only for a bot without credentials, which nobody else can reach.
    hosts = file_hosts or FileHosts(loopback=not settings.has_credentials)
    files = _received_files(stores, host, hosts, settings, clock)
    errands = Errands()
    consent = _consent(stores, host, hosts, settings, clock)
    yearly = _yearly(stores, settings, clock, errands, consent)
    presses = Presses(
        actions=_actions(stores, settings, clock),
        intake=intake,
        finding=finding,
        files=files,
        consent=consent,
        yearly=yearly,
        rulebook=rulebook,
        clock=clock,
        answered=answered,
    )
    typed = TypedText(
        intake=intake,
        finding=finding,
        absences=Absences(units=units, rulebook=rulebook, clock=clock),
        files=files,
        yearly=yearly,
        rulebook=rulebook,
        clock=clock,
        time_travel=time_travel,
    )
    return TeamsBot(
        units=units,
        conversations=stores.conversations,
        seen=stores.seen,
        presses=presses,
        typed=typed,
        intake=intake,
        channel_watch=ChannelWatch(units=units, rulebook=rulebook, clock=clock, channel=settings.channel),
        chat_cards=stores.chat_cards,
        clock=clock,
        nudge=nudge,
        errands=errands,
    )


def new_id() -> str:
    """Return a new random key."""
    return str(uuid.uuid4())


def _intake(stores: Stores, settings: Settings, clock: Clock) -> IntakeTurns:
    drafts = Drafts(
        units=stores.units, dialogs=stores.dialogs, rulebook=settings.rulebook, clock=clock, new_id=new_id
    )
    return IntakeTurns(drafts=drafts, rulebook=settings.rulebook)


def _received_files(
    stores: Stores, host: Host, hosts: FileHosts, settings: Settings, clock: Clock
) -> ReceivedFiles:
    return ReceivedFiles(
        units=stores.units,
        rulebook=settings.rulebook,
        download=FileDownload(session=host.session, hosts=hosts, max_mb=settings.max_file_mb),
        clock=clock,
        new_id=new_id,
    )


def _actions(stores: Stores, settings: Settings, clock: Clock) -> CaseActions:
    return CaseActions(
        units=stores.units,
        rulebook=settings.rulebook,
        letters=checked_letters(settings),
        link_for=downloads(stores, settings, clock).link_for,
    )


def _yearly(
    stores: Stores, settings: Settings, clock: Clock, errands: Errands, consent: FileConsent | None
) -> Yearly:
    link_for = downloads(stores, settings, clock).link_for
    years = _year_files(stores, settings, clock)
    files = OfferedFiles(years=years, link_for=link_for, consent=consent)
    reports = Reports(units=stores.units, rulebook=settings.rulebook, clock=clock, files=files)
    runs = ReportRuns(
        units=stores.units,
        rulebook=settings.rulebook,
        template=settings.template,
        clock=clock,
        errands=errands,
        finished=reports.finished,
    )
    statistics = Statistics(
        units=stores.units,
        rulebook=settings.rulebook,
        template=settings.template,
        clock=clock,
        errands=errands,
    )
    writing = ReportWriting(
        units=stores.units,
        rulebook=settings.rulebook,
        template=settings.template,
        clock=clock,
        new_id=new_id,
    )
    return Yearly(statistics=statistics, runs=runs, reports=reports, files=files, writing=writing)


def _consent(
    stores: Stores, host: Host, hosts: FileHosts, settings: Settings, clock: Clock
) -> FileConsent | None:
    if settings.file_delivery != "onedrive":
        return None
    return FileConsent(
        units=stores.units,
        rulebook=settings.rulebook,
        tickets=Tickets.of(stores.keys, Purpose.CONSENT, clock=clock, lifetime=LINK_LIFETIME),
        upload=FileUpload(session=host.session, hosts=hosts),
        years=_year_files(stores, settings, clock),
        clock=clock,
    )
