"""``krm-bot package``: the app package that an administrator uploads to Teams."""

from pathlib import Path
from typing import Annotated

import typer

BAD_INPUT = 2


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("package")(package)


def package(
    *,
    app_id: Annotated[str, typer.Option(help="App-ID des Bots aus Entra.")] = "",
    domain: Annotated[
        str,
        typer.Option(
            help="Domain Ihres Hauses. Dort liegen /datenschutz und /nutzung, auf die Teams verweist."
        ),
    ] = "",
    out: Annotated[Path, typer.Option(help="Datei, die geschrieben wird.")] = Path("krm-bot.zip"),
) -> None:
    """Das App-Paket für Teams erstellen."""
    from bot.app_package import PackageError, build_package

    try:
        build_package(app_id=app_id, domain=domain, out=out)
    except PackageError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    typer.echo(f"Das Paket liegt in {out}. Bitte laden Sie es im Teams Admin Center hoch.")
