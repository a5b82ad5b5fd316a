"""``krm-bot staff``: import the roster and show it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.database import FAILED, storage_errors_explained

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from procedure.office import Office, StaffMember
    from storage.roster import Roster
    from storage.staff import RosterChanges, SqlStaff


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help="Personal: wer hier arbeitet, mit Aufgaben und Teams.", no_args_is_help=True)
    group.command("import")(import_file)
    group.command("list")(list_people)
    app.add_typer(group, name="staff")


def import_file(
    file: Annotated[Path, typer.Argument(help="Die Liste als TOML-Datei (siehe docs/roster.example.toml).")],
) -> None:
    """Die Personalliste einlesen. Zweimal einlesen ändert nichts; niemand wird gelöscht."""
    from bot.configuration.settings import load_settings

    roster = _read(file)
    settings = load_settings()
    with storage_errors_explained():
        changes, office = asyncio.run(_apply(settings, roster))
    for warning in roster.warnings:
        typer.echo(f"Hinweis: {warning}")
    for sentence in _sentences(changes, office):
        typer.echo(sentence)


def list_people() -> None:
    """Alle eingetragenen Personen mit ihren Aufgaben zeigen."""
    from bot.configuration.settings import load_settings

    settings = load_settings()
    with storage_errors_explained():
        office = asyncio.run(_load(settings))
    active = [person for person in office.staff.values() if person.active]
    for person in sorted(active, key=lambda member: member.name.casefold()):
        typer.echo(f"{person.id}  {person.name}  ({', '.join(_duties(person, office))})")
    gone = len(office.staff) - len(active)
    typer.echo(f"{len(active)} Personen, {gone} ausgetragen.")


def _read(file: Path) -> "Roster":
    from storage.roster import parse_roster
    from storage.roster_source import RosterInvalid

    try:
        return parse_roster(file.read_text(encoding="utf-8-sig"))  # some editors put a mark in front
    except OSError:
        message = f"Die Datei {file} ist nicht lesbar. Bitte den Pfad prüfen."
    except UnicodeDecodeError:
        message = f"Die Datei {file} ist kein UTF-8-Text. Bitte im Editor als UTF-8 speichern."
    except RosterInvalid as error:
        message = f"{file} wurde nicht eingelesen, nichts ist geändert.\n{error}"
    typer.echo(message, err=True)
    raise typer.Exit(FAILED)


@asynccontextmanager
async def _staff(settings: "Settings") -> AsyncIterator["SqlStaff"]:
    from storage.engine import create_engine
    from storage.key_file import open_key_ring
    from storage.readiness import assert_ready
    from storage.staff import SqlStaff

    key_ring = open_key_ring(settings.key_file, settings.database_url)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, key_ring)
        yield SqlStaff(engine, key_ring)
    finally:
        await engine.dispose()


async def _apply(settings: "Settings", roster: "Roster") -> "tuple[RosterChanges, Office]":
    from bot.clock import SystemClock

    async with _staff(settings) as staff:
        return await staff.apply_roster(roster, SystemClock().now()), await staff.office()


async def _load(settings: "Settings") -> "Office":
    async with _staff(settings) as staff:
        return await staff.office()


def _sentences(changes: "RosterChanges", office: "Office") -> list[str]:
    if changes.is_empty:
        return [f"Nichts geändert. {len(changes.unchanged)} Personen sind eingetragen."]
    parts = (
        ("Neu", [office.staff[i].name for i in changes.added]),
        ("Geändert", [office.staff[i].name for i in changes.changed]),
        ("Ausgetragen", [office.staff[i].name for i in changes.deactivated]),
        ("Teams geändert", [office.team_name(i) for i in changes.teams]),
        ("Abwesenheiten", ["geändert"] if changes.absences else []),
    )
    return [f"{title}: {', '.join(names)}." for title, names in parts if names]


def _duties(person: "StaffMember", office: "Office") -> list[str]:
    leads = [f"Teamleitung {office.team_name(team)}" for team in sorted(office.leads(person.id))]
    deputises = [f"stv. Teamleitung {office.team_name(team)}" for team in sorted(office.deputises(person.id))]
    return [*leads, *deputises, *sorted(person.roles)] or ["beschaeftigt"]
