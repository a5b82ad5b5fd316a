"""``krm-bot report-template``: the built-in template of the yearly report, and the check of one's own."""

from pathlib import Path
from typing import Annotated

import typer

BAD_INPUT = 2


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("report-template")(report_template)


def report_template(
    *, check: Annotated[Path | None, typer.Option(help="Ihre Vorlage, die geprüft wird.")] = None
) -> None:
    """Die Vorlage des Jahresberichts zum Anpassen ausgeben, oder Ihre prüfen."""
    from bot.configuration.report_template import ReportTemplateError, built_in_text, load_template

    if check is None:
        typer.echo(built_in_text(), nl=False)
        return
    try:
        template = load_template(check)
    except ReportTemplateError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    typer.echo(f"Die Vorlage „{template.version}“ ist in Ordnung.")
