"""The command line ``krm-bot``: one module per command group in ``bot.cli``."""

import sys

import typer

from bot.cli import (
    audit,
    backup,
    cards,
    database,
    demo,
    doctor,
    keys,
    letters,
    package,
    person,
    report,
    report_template,
    retention,
    rules,
    serve,
    settings,
    staff,
)


def build() -> typer.Typer:
    """Compose the command line."""
    app = typer.Typer(
        name="krm-bot",
        help="Kundenreaktionsmanagement in Teams: Bot, Regeln, Datenbank.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for part in (
        serve,
        demo,
        rules,
        database,
        backup,
        doctor,
        keys,
        audit,
        retention,
        person,
        staff,
        settings,
        cards,
        letters,
        report,
        report_template,
        package,
    ):
        part.register(app)
    return app


def main() -> None:
    """Run the command line; a wrong setting ends it with a sentence instead of a traceback."""
    from bot.configuration.settings import SettingsError

    try:
        build()()
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line speaks to the person who typed
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
