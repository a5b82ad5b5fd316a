"""``krm-bot doctor``: is everything as it should be, and if not, what is to be done?"""

import asyncio
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.configuration.settings import Settings
    from bot.examination.finding import Finding

SICK = 1


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("doctor")(doctor)


def doctor() -> None:
    """Einstellungen, Datenbank, Schlüssel, Uhr, Personal und Nachrichten prüfen; zu jedem Befund die Abhilfe.

    Die Ausgabe nennt Namen aus der Personalliste. Endet mit 1, wenn etwas ein Fehler ist.
    """
    from bot.clock import SystemClock
    from bot.configuration.settings import SettingsError, load_settings
    from bot.examination.finding import Weight
    from bot.logs import configure_logging

    configure_logging(json=False)
    try:
        settings = load_settings()
    except SettingsError as problem:
        typer.echo(f"Fehler      Einstellungen: {problem}")
        raise typer.Exit(SICK) from None
    findings = asyncio.run(_examine(settings, SystemClock()))
    for finding in findings:
        typer.echo(f"{finding.weight:<11} {finding.about}: {finding.says}")
        if finding.remedy:
            typer.echo(f"{'':<11} {finding.remedy}")
    errors = sum(finding.weight is Weight.ERROR for finding in findings)
    hints = sum(finding.weight is Weight.HINT for finding in findings)
    typer.echo(f"Fehler: {errors}. Hinweise: {hints}.")
    if errors:
        raise typer.Exit(SICK)


async def _examine(settings: "Settings", clock: "Clock") -> "list[Finding]":
    from bot.examination.machine import examine_machine
    from bot.examination.store import examine_store
    from bot.examination.teams import examine_teams

    today = settings.rulebook.day(clock.now())
    return [
        *examine_machine(settings, today),
        *[finding async for finding in examine_store(settings, clock)],
        *[finding async for finding in examine_teams(settings, clock)],
    ]
