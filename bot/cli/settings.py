"""``krm-bot settings``: what can be set, what it means, its default, and what holds now."""

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

BAD_SETTINGS = 2
_HIDDEN = "(gesetzt, wird nicht gezeigt)"
_EMPTY = "(leer)"
_NONE = "keine"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("settings")(settings)


def settings() -> None:
    """Alle Einstellungen zeigen: Bedeutung, Vorgabe und jetziger Wert."""
    from bot.configuration.settings import Settings, SettingsError, load_settings, unknown_variables, variable

    problem = ""
    try:
        current: Settings | None = load_settings()
    except SettingsError as error:
        current, problem = None, str(error)
    typer.echo("Jede Einstellung ist eine Umgebungsvariable oder eine Zeile in der Datei .env.\n")
    for name, field in Settings.model_fields.items():
        default = _shown(name, field.default)
        typer.echo(variable(name))
        typer.echo(f"  {field.description}. Bitte {_expected(field)} angeben.")
        typer.echo(f"  Vorgabe: {default}")
        if current is not None:
            now = _shown(name, getattr(current, name))
            typer.echo("  Jetzt:   wie Vorgabe" if now == default else f"  Jetzt:   {now}")
    for name in unknown_variables():
        typer.echo(
            f"{name} ist keine Einstellung und wird nicht beachtet. Bitte prüfen Sie die Schreibweise."
        )
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(BAD_SETTINGS)


def _expected(field: "FieldInfo") -> str:
    extra = field.json_schema_extra
    return str(extra["expected"]) if isinstance(extra, dict) else ""


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 - whatever a setting holds
    from datetime import time

    from pydantic import SecretStr

    match value:
        case SecretStr():
            shown = _HIDDEN if value.get_secret_value() else _EMPTY
        case bool():
            shown = "true" if value else "false"
        case None | ():
            shown = _NONE
        case tuple():
            shown = ",".join(value)
        case time():
            shown = f"{value:%H:%M}"
        case _:
            shown = _without_password(str(value)) if name == "database_url" else str(value) or _EMPTY
    return shown


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    if not at:
        return url
    scheme, _, user = head.partition("://")
    return f"{scheme}://{user.partition(':')[0]}:***@{tail}"
