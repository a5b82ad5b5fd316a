"""``krm-bot demo``: the bot with invented people, each in a browser window of their own."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option(help="Ordner für die Daten der Demo.")] = Path("var/demo"),
    *,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Die Daten der letzten Demo vorher löschen.")
    ] = False,
    smoke: Annotated[
        bool, typer.Option("--smoke", help="Nur prüfen, ob alles startet, und wieder beenden.")
    ] = False,
) -> None:
    """Den Bot mit fünf erfundenen Personen im Browser ausprobieren."""
    from bot.demo.console import run_demo
    from bot.demo.errors import DemoError

    try:
        asyncio.run(run_demo(folder, fresh=fresh, smoke=smoke))
    except DemoError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
