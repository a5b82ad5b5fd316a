"""Runs the two commands as a person would, apart from the rest of the command line."""

import os
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from typer.testing import CliRunner

from bot.cli.rules import register

CASES = Path(__file__).parents[2] / "data" / "cases.json"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    output: str
    errors: str


def run(*arguments: str, settings: Mapping[str, str] | None = None) -> Ended:
    """Run a command with these settings and no others; an exception that escapes is a failure."""
    app = typer.Typer()
    register(app)
    environment = {name: None for name in os.environ if name.startswith("KRM_")}
    # Elsewhere, because a developer's .env here would count as settings.
    with TemporaryDirectory() as folder, chdir(folder):
        result = CliRunner().invoke(app, arguments, env={**environment, **(settings or {})})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)
