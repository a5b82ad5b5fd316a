"""``krm-bot backup`` and ``krm-bot restore``: the embedded database, while the bot runs, and the way back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.database import FAILED, storage_errors_explained

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

SERVER_BACKUP = (
    "Die Datenbank ist PostgreSQL. Bitte mit dessen Werkzeugen sichern:\n"
    "  pg_dump --format=custom --no-owner --file=DATEI --dbname=DATENBANK\n"
    "Die Schlüsseldatei bitte getrennt sichern."
)
SERVER_RESTORE = (
    "Die Datenbank ist PostgreSQL. Bitte den Bot anhalten und in eine neue, leere Datenbank zurückspielen:\n"
    "  createdb NEUE_DATENBANK\n"
    "  pg_restore --exit-on-error --single-transaction --no-owner --dbname=NEUE_DATENBANK DATEI\n"
    "Dann KRM_DATABASE_URL auf die neue Datenbank setzen und „krm-bot db status“ ausführen."
)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="Die Datei, in die gesichert wird; es gibt sie noch nicht.")],
) -> None:
    """Die Datenbank sichern, auch während der Bot läuft. Die Sicherung wird geprüft."""
    from bot.configuration.settings import load_settings
    from storage.backup import back_up

    with storage_errors_explained():
        database = _database(load_settings(), SERVER_BACKUP)
        facts = back_up(database, file)
    typer.echo(
        f"Gesichert und geprüft: {file} (Stand {facts.revision}, {facts.total} Einträge, "
        f"davon {facts.rows.get('cases', 0)} Vorgänge)."
    )
    typer.echo("Die Schlüsseldatei ist nicht dabei. Bitte getrennt sichern: Ohne sie ist nichts lesbar.")


def restore(
    file: Annotated[Path, typer.Argument(help="Die Sicherung.")],
    *,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Die vorhandene Datenbank ersetzen; sie wird daneben aufgehoben."),
    ] = False,
) -> None:
    """Eine Sicherung zurückspielen. Der Bot muss angehalten sein."""
    from bot.configuration.settings import load_settings
    from storage import backup as keeping
    from storage.key_file import load_key_ring
    from storage.schema import head_revision

    settings = load_settings()
    with storage_errors_explained():
        database = _database(settings, SERVER_RESTORE)
        old = keeping.set_aside(database)
        facts = keeping.restore(file, database, load_key_ring(settings.key_file), replace=replace)
    typer.echo(f"Zurückgespielt und geprüft: {database} ({facts.total} Einträge). Der Schlüssel passt.")
    if old.exists():
        typer.echo(
            f"Die Datenbank von vorher liegt in {old}. Bitte löschen, wenn sie nicht mehr gebraucht wird."
        )
    if facts.revision != head_revision():
        typer.echo("Die Sicherung ist von einer älteren Fassung. Bitte `krm-bot db upgrade` ausführen.")


def _database(settings: "Settings", for_a_server: str) -> Path:
    from storage.engine import embedded_file

    database = embedded_file(settings.database_url)
    if database is None:
        typer.echo(for_a_server, err=True)
        raise typer.Exit(FAILED)
    return database
