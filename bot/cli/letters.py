"""``krm-bot letters``: take the built-in letters as a start for one's own, and check those."""

from pathlib import Path
from typing import Annotated

import typer

BAD_INPUT = 2
_SAMPLES = "muster"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("letters")(letters)


def letters(
    *,
    out: Annotated[
        Path | None, typer.Option(help="Ordner, in den die eingebauten Vorlagen geschrieben werden.")
    ] = None,
    check: Annotated[Path | None, typer.Option(help="Ordner mit Ihren Vorlagen, der geprüft wird.")] = None,
) -> None:
    """Briefvorlagen zum Anpassen ausgeben oder prüfen."""
    if (out is None) == (check is None):
        typer.echo("Bitte geben Sie entweder --out oder --check mit einem Ordner an.", err=True)
        raise typer.Exit(BAD_INPUT)
    if out is not None:
        _write(out)
    else:
        _check(check)


def _check(folder: Path | None) -> None:
    from documents.letters import template_problems

    problems = template_problems(folder)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(BAD_INPUT)
    typer.echo("Alle Vorlagen sind in Ordnung.")


def _write(folder: Path) -> None:
    """Write the templates, and one sample of each letter in a folder of its own."""
    import shutil

    from bot.configuration.settings import load_settings
    from documents.letter_as_text import letter_as_text
    from documents.letter_kinds import LETTER_KINDS
    from documents.letter_samples import letter_samples
    from documents.letters import BUILT_IN, DocxLetterWriter

    existing = [letter.file_name for letter in LETTER_KINDS if (folder / letter.file_name).exists()]
    if existing:
        typer.echo(
            f"In {folder} liegt schon „{existing[0]}“. Bitte geben Sie einen anderen Ordner an.", err=True
        )
        raise typer.Exit(BAD_INPUT)
    samples = folder / _SAMPLES
    samples.mkdir(parents=True, exist_ok=True)
    for letter in LETTER_KINDS:
        shutil.copyfile(BUILT_IN / letter.file_name, folder / letter.file_name)
    writer = DocxLetterWriter()
    for sample in letter_samples(load_settings().letter_head):
        path, content = samples / sample.letter.file_name, sample.write(writer)
        path.write_bytes(content)
        path.with_suffix(".txt").write_text(letter_as_text(content), encoding="utf-8")
    typer.echo(
        f"{len(LETTER_KINDS)} Vorlagen liegen in {folder}, ein Muster jedes Schreibens in {samples}. "
        f"Ändern Sie die Vorlagen in Word, prüfen Sie sie mit „krm-bot letters --check {folder}“ und "
        f"setzen Sie KRM_TEMPLATES_DIR={folder}."
    )
