"""``krm-bot audit``: is the record of who did what still whole?"""

import asyncio
from typing import TYPE_CHECKING

import typer

from bot.cli.database import FAILED, storage_errors_explained

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from storage.audit_check import Break
    from storage.audit_verify import Verified


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help="Aufzeichnung: prüfen, ob jemand sie verändert hat.", no_args_is_help=True)
    group.command("verify")(verify)
    group.command("seal")(seal)
    app.add_typer(group, name="audit")


def verify() -> None:
    """Prüfen, ob die Aufzeichnung unversehrt ist. Sonst endet der Befehl mit 1.

    Der Bot darf dabei laufen.
    """
    from bot.configuration.settings import load_settings

    settings = load_settings()
    with storage_errors_explained():
        verified = asyncio.run(_verify(settings))
    if verified.broken is not None:
        typer.echo(sentence(verified.broken), err=True)
        raise typer.Exit(FAILED)
    cases = _count(verified.cases, "Vorgang", "Vorgänge")
    entries = _count(verified.entries, "Eintrag", "Einträge")
    since = _day(verified.since, settings)
    gone = _gone(verified)
    typer.echo(f"Die Aufzeichnung ist unversehrt: {cases}, {entries}.{gone} Versiegelt seit {since}.")


def seal() -> None:
    """Die Aufzeichnung einer älteren Fassung versiegeln, einmal. Zweimal ändert nichts.

    Erst ausführen, wenn keine ältere Fassung des Bots mehr läuft.
    """
    from bot.configuration.settings import load_settings

    settings = load_settings()
    with storage_errors_explained():
        fresh = asyncio.run(_seal(settings))
    typer.echo(
        "Die Aufzeichnung ist jetzt versiegelt." if fresh else "Die Aufzeichnung war schon versiegelt."
    )


def sentence(broken: "Break") -> str:
    """Say what is broken, and what to do."""
    from storage.audit_check import BreakKind

    match broken.kind:
        case BreakKind.WRONG_KEY:
            return (
                "Falscher Schlüssel: Die Schlüsseldatei passt nicht zu dieser Aufzeichnung, oder ihr Anfang "
                "wurde verändert. Bitte die richtige Schlüsseldatei zurückspielen und noch einmal prüfen."
            )
        case BreakKind.NOT_SEALED if not broken.record:
            return "Die Aufzeichnung ist noch nicht versiegelt. Bitte `krm-bot audit seal` ausführen."
        case BreakKind.START_LOST:
            return f"Die Aufzeichnung ist nicht unversehrt. Ihr Anfang fehlt: er wurde entfernt. {_REMEDY}"
        case BreakKind.BROUGHT_BACK:
            return (
                "Die Aufzeichnung ist nicht unversehrt. Es sind weniger Vorgänge anonymisiert, als vermerkt "
                f"ist: ein früherer Stand wurde zurückgespielt. {_REMEDY}"
            )
    return f"Die Aufzeichnung ist nicht unversehrt. {_place(broken)}: {_what(broken)}. {_REMEDY}"


_REMEDY = "Bitte die Datenbank mit der letzten Sicherung vergleichen."


def _place(broken: "Break") -> str:
    from storage.audit_chain import STAFF

    if broken.record == STAFF:
        record = "Personal und Abwesenheiten"
    elif broken.record.startswith("numbers-"):
        return f"Nummern des Jahres {broken.record.removeprefix('numbers-')}"
    else:
        record = f"Vorgang {broken.record}"
    if broken.position is not None:
        return f"{record}, Eintrag {broken.position}"
    if broken.sealed:
        return f"{record}, unter den ersten {broken.sealed} Einträgen (von vor der Versiegelung)"
    return record


def _what(broken: "Break") -> str:
    from storage.audit_check import BreakKind

    return {
        BreakKind.CHANGED: "verändert",
        BreakKind.MISSING: "fehlt",
        BreakKind.INSERTED: "nachträglich eingefügt",
        BreakKind.SWAPPED: "vertauscht",
        BreakKind.CUT_OFF: "das Ende wurde abgeschnitten oder verändert",
        BreakKind.CORRECTIONS: "die Berichtigungen sind nicht die, die verzeichnet sind",
        BreakKind.NOT_SEALED: "die Versiegelung fehlt",
    }[broken.kind]


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"


def _gone(verified: "Verified") -> str:
    """Explain why there are fewer entries than there were."""
    if not verified.anonymised:
        return ""
    cases = _count(verified.anonymised, "Vorgang ist", "Vorgänge sind")
    removed = _count(verified.removed, "Eintrag", "Einträge")
    return f" {cases} anonymisiert, {removed} dazu entfernt."


def _day(since: str, settings: "Settings") -> str:
    from datetime import datetime

    from procedure.days_in_words import day_in_words

    return day_in_words(datetime.fromisoformat(since).astimezone(settings.timezone))


def _show_progress(done: int, of: int) -> None:
    typer.echo(f"{done} von {_count(of, 'Vorgang', 'Vorgängen')} geprüft", err=True)


async def _verify(settings: "Settings") -> "Verified":
    from storage.audit_verify import verify as verify_record
    from storage.engine import create_engine
    from storage.key_file import load_key_ring
    from storage.schema import assert_schema_is_current

    engine = create_engine(settings.database_url)
    try:
        await assert_schema_is_current(engine)
        return await verify_record(engine, load_key_ring(settings.key_file), _show_progress)
    finally:
        await engine.dispose()


async def _seal(settings: "Settings") -> bool:
    from bot.clock import SystemClock
    from storage.audit_seal import seal as seal_record
    from storage.engine import create_engine
    from storage.key_file import load_key_ring
    from storage.readiness import assert_ready

    key_ring = load_key_ring(settings.key_file)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, key_ring)
        return await seal_record(engine, key_ring, SystemClock().now())
    finally:
        await engine.dispose()
