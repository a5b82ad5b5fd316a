"""``krm-bot keys``: renew the key of the personal data while the office works."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import typer

from bot.cli.database import storage_errors_explained

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.configuration.settings import Settings
    from storage.engine import Database
    from storage.key_rotation import Progress
    from storage.keys import KeyRing

FAILED = 1

SETTLE_SECONDS = 1.0
"""How long searches under way may take that do not know the new key yet."""

QUIET = timedelta(minutes=1)
"""How long a key must not have been written with before it may go: longer than any transaction."""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help="Schlüssel der Daten: ansehen, erneuern.", no_args_is_help=True)
    group.command("show")(show)
    group.command("add")(add)
    group.command("rotate")(rotate)
    group.command("retire")(retire)
    app.add_typer(group, name="keys")


def show() -> None:
    """Zeigen, welche Schlüssel es gibt und was noch unter alten liegt. Geheim bleibt, was geheim ist."""
    from bot.configuration.settings import load_settings

    with storage_errors_explained():
        for line in asyncio.run(_show(load_settings())):
            typer.echo(line)


def add() -> None:
    """Einen Schlüssel bereitlegen, der erst nur liest. Nötig, wenn der Bot auf mehreren Maschinen läuft."""
    from bot.configuration.settings import load_settings
    from storage.key_changes import add_key

    key_file = load_settings().key_file
    with storage_errors_explained():
        name = add_key(key_file)
    if name is None:
        typer.echo("Es liegt schon ein neuer Schlüssel bereit, oder eine Erneuerung läuft noch.", err=True)
        raise typer.Exit(FAILED)
    typer.echo(
        f"Der Schlüssel {name} liegt bereit. Bitte die Datei {key_file} jetzt auf jede Maschine bringen "
        "und sichern. Danach auf einer davon `krm-bot keys rotate` ausführen, und die Datei noch einmal "
        "auf jede Maschine bringen."
    )


def rotate() -> None:
    """Auf einen neuen Schlüssel umstellen, im laufenden Betrieb. Abgebrochen? Einfach noch einmal starten."""
    from bot.configuration.settings import load_settings

    with storage_errors_explained():
        renewed = asyncio.run(_rotate(load_settings()))
    typer.echo(
        f"Fertig: {_thousands(renewed)} Einträge umgestellt. Unter einem alten Schlüssel liegt nichts mehr. "
        "Bitte die Schlüsseldatei sichern. Mit `krm-bot keys retire` wird der alte Schlüssel entfernt."
    )


def retire() -> None:
    """Alte Schlüssel aus der Schlüsseldatei entfernen, wenn nichts mehr unter ihnen liegt."""
    from bot.clock import SystemClock
    from bot.configuration.settings import load_settings

    with storage_errors_explained():
        gone = asyncio.run(_retire(load_settings(), SystemClock()))
    if not gone:
        typer.echo("Es gibt keinen alten Schlüssel.")
        return
    typer.echo(
        f"Entfernt: {', '.join(gone)}. Ältere Sicherungen der Datenbank brauchen ihn noch: "
        "Bitte die alte Sicherung der Schlüsseldatei so lange behalten wie diese."
    )


async def _show(settings: "Settings") -> list[str]:
    from storage.key_changes import waiting_key
    from storage.key_file import read_key_set
    from storage.key_rotation import count_old

    keys = read_key_set(settings.key_file)
    lines = []
    for name in keys.ciphers:
        does = "schreibt" if name == keys.writes else "liest nur"
        lines.append(f"{name}: {'liegt bereit' if name == waiting_key(keys) else does}")
    async with _checked(settings) as (engine, ring):
        left = await count_old(engine, ring)
    return [*lines, f"Unter anderen Schlüsseln als {keys.writes}: {_thousands(left)} Einträge."]


async def _rotate(settings: "Settings") -> int:
    from storage.key_changes import begin_renewal
    from storage.key_rotation import rotate as renew_all

    async with _checked(settings) as (engine, ring):
        if begin_renewal(settings.key_file):
            typer.echo(f"Neuer Schlüssel: {ring.writes}. Ab jetzt wird mit ihm geschrieben.")
            await asyncio.sleep(SETTLE_SECONDS)
        return await renew_all(engine, ring, _report)


async def _retire(settings: "Settings", clock: "Clock") -> tuple[str, ...]:
    from storage.errors import KeyStillNeeded
    from storage.key_changes import drop_old_keys, old_keys
    from storage.key_file import read_key_set
    from storage.key_rotation import count_old, count_old_hashes

    async with _checked(settings) as (engine, ring):
        old = old_keys(read_key_set(settings.key_file))
        if not old:
            return ()
        changed = datetime.fromtimestamp(settings.key_file.stat().st_mtime, UTC)
        if clock.now() - changed < QUIET:
            message = (
                "Der neue Schlüssel schreibt erst seit Kurzem. Bitte in einer Minute noch einmal versuchen."
            )
            raise KeyStillNeeded(message)
        left = await count_old(engine, ring) + await count_old_hashes(engine, ring)
        if left:
            message = (
                f"Unter einem alten Schlüssel liegen noch {_thousands(left)} Einträge. Es wurde nichts "
                "entfernt. Bitte zuerst `krm-bot keys rotate` ausführen."
            )
            raise KeyStillNeeded(message)
        return drop_old_keys(settings.key_file, old)


@asynccontextmanager
async def _checked(settings: "Settings") -> AsyncIterator[tuple["Database", "KeyRing"]]:
    """Open a database whose every value the keys can read."""
    from storage.engine import create_engine
    from storage.key_file import load_key_ring
    from storage.readiness import assert_no_key_lacks, assert_ready

    ring = load_key_ring(settings.key_file)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, ring)
        await assert_no_key_lacks(engine, ring)
        yield engine, ring
    finally:
        await engine.dispose()


def _report(progress: "Progress") -> None:
    typer.echo(f"{_thousands(progress.done)} von {_thousands(progress.of)}")


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
