"""``krm-bot db``: bring the database up to date and say how it stands."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

FAILED = 1


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help="Datenbank: anlegen, aktualisieren, Stand ansehen.", no_args_is_help=True)
    group.command("upgrade")(upgrade)
    group.command("status")(status)
    group.command("create-key")(create_key)
    app.add_typer(group, name="db")


@contextmanager
def storage_errors_explained() -> Iterator[None]:
    """End the command with a sentence where the database or its key cannot be used."""
    from storage.errors import StorageError
    from storage.outage import outages_named

    try:
        with outages_named():
            yield
    except StorageError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None


def upgrade() -> None:
    """Die Datenbank anlegen oder auf den Stand dieses Programms bringen."""
    from bot.configuration.settings import load_settings

    settings = load_settings()
    with storage_errors_explained():
        before, after, waits_for_seal = asyncio.run(_upgrade(settings))
    if _is_newer(after):
        says = "Das Programm kann damit arbeiten, es ist nichts zu tun."
        typer.echo(f"Die Datenbank ist neuer ({after}). {says}")
    elif before == after:
        typer.echo(f"Die Datenbank ist schon auf dem neuesten Stand ({after}).")
    else:
        typer.echo(f"Die Datenbank ist jetzt auf dem neuesten Stand ({after}).")
    if waits_for_seal:
        typer.echo(
            "Die Aufzeichnung ist noch nicht versiegelt. Bitte „krm-bot audit seal“ ausführen, "
            "sobald keine ältere Fassung des Bots mehr läuft."
        )


def status() -> None:
    """Sagen, ob die Datenbank zu diesem Programm passt. Sonst endet der Befehl mit 1."""
    from bot.configuration.settings import load_settings

    settings = load_settings()
    with storage_errors_explained():
        typer.echo(asyncio.run(_status(settings)))


def create_key() -> None:
    """Einen neuen Schlüssel anlegen, für eine neue Datenbank auf einem Server."""
    from bot.configuration.settings import load_settings
    from storage.key_file import create_key_file

    key_file = load_settings().key_file
    if key_file.exists():
        typer.echo(f"Die Schlüsseldatei {key_file} gibt es schon. Sie bleibt, wie sie ist.", err=True)
        raise typer.Exit(FAILED)
    with storage_errors_explained():
        create_key_file(key_file)
    typer.echo(
        f"Die Schlüsseldatei {key_file} ist angelegt. "
        "Bitte getrennt von der Datenbank sichern: Ohne sie sind die Daten nicht lesbar."
    )


async def _upgrade(settings: "Settings") -> tuple[str | None, str | None, bool]:
    from storage.engine import create_engine
    from storage.key_file import open_key_ring
    from storage.readiness import assert_can_serve
    from storage.schema import current_revision
    from storage.schema import upgrade as upgrade_schema
    from storage.survey import record_waits_for_its_seal

    # The key first: with the database, the first start would be over.
    key_ring = open_key_ring(settings.key_file, settings.database_url)
    engine = create_engine(settings.database_url)
    try:
        before = await current_revision(engine)
        if not _is_newer(before):
            await upgrade_schema(engine)
        await assert_can_serve(engine, key_ring)
        return before, await current_revision(engine), await record_waits_for_its_seal(engine)
    finally:
        await engine.dispose()


def _is_newer(revision: str | None) -> bool:
    """Tell whether a newer release has been at the database, and this one can work with it."""
    from storage.schema import head_revision, works_with

    return revision is not None and works_with(head_revision(), revision)


async def _status(settings: "Settings") -> str:
    from storage.engine import create_engine, embedded_file
    from storage.errors import SchemaOutdated
    from storage.key_file import load_key_ring
    from storage.readiness import assert_ready
    from storage.schema import head_revision

    file = embedded_file(settings.database_url)
    if file is not None and not file.exists():
        message = "Es gibt noch keine Datenbank. Bitte `krm-bot db upgrade` ausführen."
        raise SchemaOutdated(message)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, load_key_ring(settings.key_file))
    finally:
        await engine.dispose()
    return f"Die Datenbank ist auf dem neuesten Stand ({head_revision()})."
