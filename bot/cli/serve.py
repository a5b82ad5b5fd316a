"""``krm-bot serve``: the bot itself."""

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

import typer

from bot.cli.database import storage_errors_explained

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.configuration.settings import Settings

FAILED = 2


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("serve")(serve)


def serve() -> None:
    """Den Bot starten. Einstellungen zeigt „krm-bot settings“; Ende mit Strg+C."""
    from bot.clock import SystemClock
    from bot.configuration.settings import load_settings

    run(load_settings(), SystemClock())


def run(settings: "Settings", clock: "Clock") -> None:
    """Serve until a signal ends it; what keeps it from serving is said in a sentence."""
    from bot.logs import configure_logging
    from bot.metrics_page import MetricsPortTaken

    configure_logging(json=not sys.stderr.isatty())
    if not settings.has_credentials:
        typer.echo(
            "Ohne KRM_APP_ID: Der Bot prüft keine Anmeldung und ist nur auf diesem Rechner erreichbar.",
            err=True,
        )
    with storage_errors_explained():
        try:
            asyncio.run(_serve(settings, clock))
        except MetricsPortTaken as taken:
            typer.echo(str(taken), err=True)
            raise typer.Exit(FAILED) from None
        except OSError as error:
            # The address is taken or not ours: the number says which, the text may name paths.
            typer.echo(
                f"Auf {settings.host}:{settings.port} kann der Bot nicht warten (Fehler {error.errno}). "
                "Bitte KRM_HOST oder KRM_PORT ändern.",
                err=True,
            )
            raise typer.Exit(FAILED) from None


async def _serve(settings: "Settings", clock: "Clock") -> None:
    from bot.app import serve as listen

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)

    def say_so() -> None:
        typer.echo(f"Der Bot wartet auf http://{settings.host}:{settings.port}/api/messages", err=True)

    await listen(settings, clock, stop, listening=say_so)
