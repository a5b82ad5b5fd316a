"""What the database says: schema, key, clock, what waits, and who is in the roster."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.examination.finding import Finding, error, fine, hint
from bot.examination.office import examine_office
from casework.clocks import CLOCKS_APART
from storage.engine import create_engine, embedded_file
from storage.errors import SchemaOutdated, StorageError
from storage.figures import Figures, read_figures
from storage.key_file import load_key_ring
from storage.readiness import assert_no_key_lacks, assert_ready
from storage.schema import head_revision
from storage.staff import SqlStaff
from storage.survey import (
    database_time,
    last_weekly_post_failed,
    record_waits_for_its_seal,
    who_can_be_written_to,
)

ALLOWED_SKEW = CLOCKS_APART / 2
"""From the database's clock: then no two machines differ by more than they may."""
BACKLOG = timedelta(minutes=15)
"""A message that could be sent waits no longer than this while the bot runs."""


async def examine_store(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Look at the database; if it cannot be used, that is the only finding."""
    file = embedded_file(settings.database_url)
    if file is not None and not file.exists():
        yield _failed(SchemaOutdated("Es gibt noch keine Datenbank. Bitte `krm-bot db upgrade` ausführen."))
        return
    engine = None
    try:
        keys = load_key_ring(settings.key_file)
        engine = create_engine(settings.database_url)
        await assert_ready(engine, keys)
        await assert_no_key_lacks(engine, keys)
        yield fine("Datenbank", f"Sie ist auf dem Stand dieses Programms ({head_revision()}).")
        yield fine("Schlüssel", "Er passt zur Datenbank.")
        if await record_waits_for_its_seal(engine):
            yield hint(
                "Aufzeichnung",
                "Sie ist noch nicht versiegelt: Eine Veränderung fiele nicht auf.",
                "Bitte „krm-bot audit seal“ ausführen, sobald keine ältere Fassung des Bots mehr läuft.",
            )
        if file is None:
            yield _clock(await database_time(engine) - clock.now())
        now = clock.now()
        figures = await read_figures(engine, now, settings.rulebook)
        for finding in (*_waiting(figures, now), *_not_reminded(figures)):
            yield finding
        if settings.channel is not None:
            yield _channel(failed=await last_weekly_post_failed(engine))
        office = await SqlStaff(engine, keys).office()
        for finding in examine_office(office, await who_can_be_written_to(engine)):
            yield finding
    except StorageError as problem:
        yield _failed(problem)
    finally:
        if engine is not None:
            await engine.dispose()


def _failed(problem: StorageError) -> Finding:
    about = "Schlüssel" if type(problem).__name__.startswith("Key") else "Datenbank"
    says, _, remedy = str(problem).partition(" Bitte ")
    return error(about, says, f"Bitte {remedy}" if remedy else "Bitte Datenbank und Schlüssel prüfen.")


def _clock(skew: timedelta) -> Finding:
    if abs(skew) <= ALLOWED_SKEW:
        return fine("Uhr", "Sie geht wie die des Datenbank-Servers.")
    return error(
        "Uhr",
        f"Sie weicht um {abs(skew).total_seconds():.0f} Sekunden von der des Datenbank-Servers ab.",
        "Bitte auf beiden Rechnern die Zeit über NTP stellen lassen.",
    )


def _waiting(figures: Figures, now: datetime) -> Iterator[Finding]:
    about = "Nachrichten"
    late = figures.oldest_due_at is not None and now - figures.oldest_due_at > BACKLOG
    if late:
        yield error(
            about,
            f"Wartende: {figures.outbox_due}, die längste seit über 15 Minuten.",
            "Bitte prüfen, ob der Bot läuft und Teams erreicht („krm-bot serve“, Protokoll).",
        )
    if figures.dead_letters:
        yield hint(
            about,
            f"Nicht zustellbar: {figures.dead_letters}.",
            "Bitte prüfen, wer den Bot noch nicht geöffnet oder ihn entfernt hat. "
            "Schreibt die Person dem Bot, kommen die Nachrichten.",
        )
    if not late and not figures.dead_letters:
        yield fine(about, f"Wartende: {figures.outbox_open}, keine zu lange; keine ist unzustellbar.")


def _not_reminded(figures: Figures) -> Iterator[Finding]:
    if figures.reminders_failing:
        yield error(
            "Erinnerungen",
            f"Vorgänge, an die nicht erinnert werden konnte: {figures.reminders_failing}. "
            "Der Bot versucht es alle 15 Minuten wieder.",
            "Bitte im Protokoll nach „case_not_told“ suchen, dort steht die Art des Fehlers, "
            "und die Fristen dieser Vorgänge bis dahin selbst im Blick behalten.",
        )


def _channel(*, failed: bool) -> Finding:
    if failed:
        return error(
            "Kanal",
            "Die letzte Wochenübersicht konnte nicht in den Kanal gestellt werden.",
            "Bitte die App im Team des Kanals einrichten und KRM_WEEKLY_CHANNEL prüfen.",
        )
    return fine("Kanal", "Er ist eingestellt; es ist kein Fehlschlag bekannt.")
