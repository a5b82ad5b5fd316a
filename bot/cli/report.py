"""``krm-bot report``: the yearly report as files (GA VIII, R46)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.database import FAILED, storage_errors_explained

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from casework.ports import UnitsOfWork
    from casework.views_report import ReportView


BAD_INPUT = 2
FORMATS: Final = ("xlsx", "docx")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("report")(report)


def report(
    year: Annotated[int, typer.Argument(metavar="JAHR", help="Zum Beispiel 2026.")],
    out: Annotated[Path, typer.Option("--out", help="Ordner, in den die Dateien kommen; es gibt ihn schon.")],
    *,
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="Eine frühere Version noch einmal schreiben.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Neu zählen, auch wenn schon eine Version freigegeben ist.")
    ] = False,
) -> None:
    """Den Jahresbericht als Excel- und Word-Datei schreiben.

    Ohne Angabe: die freigegebene Version; gibt es keine, wird neu gezählt. Hat sich seit dem letzten Mal
    nichts geändert, bleibt es bei derselben Version.
    """
    from bot.cli.report_files import FilesRefused, check_folder, write_all
    from bot.configuration.settings import load_settings
    from casework.errors import CaseworkError

    if new and version is not None:
        typer.echo("--new und --version schließen sich aus. Bitte nur eines davon angeben.", err=True)
        raise typer.Exit(BAD_INPUT)
    settings = load_settings()
    try:
        check_folder(out)
        with storage_errors_explained():
            view = asyncio.run(_view(settings, year, version, new=new))
        files = _files(view)
        write_all(out, files, lambda: _note_taken(settings, view))
    except (CaseworkError, FilesRefused) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None
    state = "Entwurf, noch nicht freigegeben" if view.released_at is None else "freigegeben"
    typer.echo(f"Jahresbericht {view.year}, Version {view.version} ({state}).")
    typer.echo(f"Prüfsumme: {view.checksum}")
    for name in files:
        typer.echo(f"Geschrieben: {out / name}")


def _files(view: "ReportView") -> dict[str, bytes]:
    from documents.report_docx import report_document
    from documents.report_xlsx import report_workbook

    typer.echo("Die Dateien werden erstellt …", err=True)
    name = f"krm-bericht-{view.year}-v{view.version}"
    makers = dict(zip(FORMATS, (report_workbook, report_document), strict=True))
    return {f"{name}.{form}": make(view) for form, make in makers.items()}


async def _view(settings: "Settings", year: int, version: int | None, *, new: bool) -> "ReportView":
    from bot.clock import SystemClock
    from casework.report import latest_released, report_view

    async with _units(settings) as units:
        wanted = version
        if wanted is None and not new:
            wanted = await latest_released(units, year)
        if wanted is None:
            wanted = await _made(settings, units, year)
        return await report_view(
            units,
            year,
            wanted,
            actor=None,
            rulebook=settings.rulebook,
            now=SystemClock().now(),
            office_name=settings.office_name,
        )


def _note_taken(settings: "Settings", view: "ReportView") -> None:
    """Note in the record of the house that both files leave, as the chat notes it of each (R50)."""
    from bot.clock import SystemClock
    from casework.report_taken import note_taken_by_operator

    async def note() -> None:
        files = [f"{form} {view.version}" for form in FORMATS]
        async with _units(settings) as units:
            await note_taken_by_operator(units, view.year, files, now=SystemClock().now())

    # Here and not around the files: a database that cannot be reached is no folder that cannot be written.
    with storage_errors_explained():
        asyncio.run(note())


@asynccontextmanager
async def _units(settings: "Settings") -> "AsyncIterator[UnitsOfWork]":
    from storage.engine import create_engine
    from storage.key_file import load_key_ring
    from storage.readiness import assert_ready
    from storage.unit_of_work import SqlUnitsOfWork

    key_ring = load_key_ring(settings.key_file)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, key_ring)
        yield SqlUnitsOfWork(engine, key_ring, settings.timezone)
    finally:
        await engine.dispose()


async def _made(settings: "Settings", units: "UnitsOfWork", year: int) -> int:
    from bot.clock import SystemClock
    from casework.report import make_report

    run = await make_report(
        units,
        year,
        actor=None,
        rulebook=settings.rulebook,
        template=settings.template,
        now=SystemClock().now(),
        progress=_progress,
    )
    return run.version


def _progress(count: int) -> None:
    typer.echo(f"Gezählt: {count:,}".replace(",", ".") + " Vorgänge …", err=True)
