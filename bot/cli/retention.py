"""``krm-bot retention``: what is anonymised when, what is kept and why; and do it now."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.database import FAILED, storage_errors_explained

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from casework.retention_run import Expiring, RetentionRun
    from storage.engine import Database
    from storage.unit_of_work import SqlUnitsOfWork

COLUMNS = ("Vorgang", "Anonymisieren ab", "Folge", "Grund")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help="Aufbewahrung: welche Vorgänge wann anonymisiert werden.", no_args_is_help=True)
    group.command("preview")(preview)
    group.command("run")(run)
    app.add_typer(group, name="retention")


def preview(
    on: Annotated[
        str, typer.Option("--on", metavar="DATUM", help="Der Tag, zum Beispiel 2029-01-01; sonst heute.")
    ] = "",
    csv: Annotated[
        Path | None,
        typer.Option("--csv", help="Die Liste auch in eine Datei schreiben; es gibt sie noch nicht."),
    ] = None,
) -> None:
    """Zeigen, was an einem Tag anonymisiert würde und was bleibt. Es wird nichts geändert."""
    from bot.configuration.settings import load_settings
    from procedure.days_in_words import day_in_words

    settings = load_settings()
    day = _day(on, settings)
    with storage_errors_explained():
        found = asyncio.run(_preview(settings, day))
    if csv is not None:
        _write(csv, found)
    going = [each for each in found if not each.obstacles]
    years = _count(settings.retention_years, "volles Kalenderjahr", "volle Kalenderjahre")
    typer.echo(f"Aufbewahrung: {years} nach dem Jahr des Endes.")
    typer.echo(
        f"{day_in_words(day)}: {_count(len(going), 'Vorgang wird', 'Vorgänge werden')} anonymisiert, "
        f"{_count(len(found) - len(going), 'bleibt', 'bleiben')}."
    )
    for each in found:
        typer.echo(f"{each.number}  ab {day_in_words(each.first_day)}  {outcome(each)}")
    if csv is not None:
        typer.echo(f"Die Liste steht in {csv}.")


def run() -> None:
    """Jetzt anonymisieren, was nicht mehr aufbewahrt werden muss. Der Bot tut das sonst jede Nacht."""
    from bot.configuration.settings import load_settings

    settings = load_settings()
    with storage_errors_explained():
        done = asyncio.run(_run(settings))
    for sentence in sentences(done):
        typer.echo(sentence)
    if done.failed:
        typer.echo(
            f"{_count(done.failed, 'Vorgang', 'Vorgänge')} nicht anonymisiert (Gründe oben). "
            "Bitte `krm-bot audit verify` ausführen.",
            err=True,
        )
        raise typer.Exit(FAILED)


def sentences(done: "RetentionRun") -> list[str]:
    """Say what a run has done."""
    cases = _count(done.anonymised, "Vorgang", "Vorgänge")
    entries = _count(done.entries, "Eintrag", "Einträge")
    said = [f"{cases} anonymisiert, {entries} der Aufzeichnung entfernt."]
    if done.swept:
        said.append(f"Nachträglich Dazugekommenes entfernt: {_count(done.swept, 'Vorgang', 'Vorgänge')}.")
    if done.kept:
        said.append(f"{_count(done.kept, 'Vorgang bleibt', 'Vorgänge bleiben')} (siehe `retention preview`).")
    if done.skipped:
        said.append(
            f"{_count(done.skipped, 'Vorgang war', 'Vorgänge waren')} gerade in Arbeit; "
            "der nächste Lauf nimmt sie."
        )
    return said


def outcome(each: "Expiring") -> str:
    """Say what becomes of a case, and why."""
    consequence, why = _columns(each)
    return f"{consequence}: {why}" if why else consequence


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _columns(each: "Expiring") -> tuple[str, str]:
    from cards.retention_words import WHY_KEPT
    from cards.wording_steps import HOLD_GROUNDS
    from procedure.retention import Obstacle

    if not each.obstacles:
        return "wird anonymisiert", ""
    grounds = f" ({', '.join(HOLD_GROUNDS[ground] for ground in each.holds)})"
    reasons = {**WHY_KEPT, Obstacle.HELD: WHY_KEPT[Obstacle.HELD] + grounds}
    return "bleibt", ", ".join(reasons[obstacle] for obstacle in each.obstacles)


def _write(file: Path, found: "tuple[Expiring, ...]") -> None:
    import csv

    try:
        # The mark in front and the semicolon are what a German spreadsheet opens without being asked.
        with file.open("x", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened, delimiter=";")
            writer.writerow(COLUMNS)
            for each in found:
                cells = (each.number, each.first_day.isoformat(), *_columns(each))
                writer.writerow([safe_cell(cell) for cell in cells])
    except FileExistsError:
        message = f"{file} gibt es schon. Bitte einen anderen Namen angeben."
    except OSError:
        message = f"{file} lässt sich nicht schreiben. Bitte den Pfad prüfen."
    else:
        return
    typer.echo(message, err=True)
    raise typer.Exit(FAILED)


def _day(on: str, settings: "Settings") -> date:
    from bot.clock import SystemClock

    if not on:
        return settings.rulebook.day(SystemClock().now())
    try:
        return date.fromisoformat(on)
    except ValueError:
        typer.echo(f"„{on}“ ist kein Tag. Bitte so angeben: --on 2029-01-01.", err=True)
        raise typer.Exit(FAILED) from None


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"


@asynccontextmanager
async def _units(settings: "Settings") -> "AsyncIterator[tuple[SqlUnitsOfWork, Database]]":
    from storage.engine import create_engine, embedded_file
    from storage.errors import SchemaOutdated
    from storage.key_file import load_key_ring
    from storage.readiness import assert_ready
    from storage.unit_of_work import SqlUnitsOfWork

    file = embedded_file(settings.database_url)
    if file is not None and not file.exists():
        # Before the key: where nothing was kept yet, no backup has one.
        message = "Es gibt noch keine Datenbank. Bitte `krm-bot db upgrade` ausführen."
        raise SchemaOutdated(message)
    key_ring = load_key_ring(settings.key_file)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, key_ring)
        yield SqlUnitsOfWork(engine, key_ring, settings.timezone), engine
    finally:
        await engine.dispose()


async def _preview(settings: "Settings", on: date) -> "tuple[Expiring, ...]":
    from casework.retention_run import retention_preview

    async with _units(settings) as (units, _):
        return await retention_preview(units, settings.rulebook, on)


async def _run(settings: "Settings") -> "RetentionRun":
    from bot.clock import SystemClock
    from casework.retention_run import retention_run
    from storage.emptied_log import empty_log

    async with _units(settings) as (units, engine):
        done = await retention_run(units, settings.rulebook, SystemClock().now(), on_failure=_failed)
        if done.anonymised or done.swept:
            await empty_log(engine)
        return done


def _failed(case_id: str, code: str) -> None:
    typer.echo(f"{case_id}: {code}", err=True)
