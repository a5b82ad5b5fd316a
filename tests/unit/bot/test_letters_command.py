"""``krm-bot letters`` gives an office the templates to adapt, and says what is wrong with its own."""

import os
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import letters
from documents.letter_kinds import LETTER_KINDS


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("KRM_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Any:  # noqa: ANN401 - click's Result
    app = typer.Typer()
    letters.register(app)
    return CliRunner().invoke(app, arguments)


def test_templates_and_a_sample_of_each_letter_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_OFFICE_NAME", "Jobcenter Beispielkreis")

    result = run("--out", "vorlagen")

    assert result.exit_code == 0
    for letter in LETTER_KINDS:
        assert (Path("vorlagen") / letter.file_name).is_file()
        assert (Path("vorlagen/muster") / letter.file_name).is_file()
    text = Path("vorlagen/muster/eingangsbestaetigung.txt").read_text(encoding="utf-8")
    assert "Jobcenter Beispielkreis" in text
    assert "KRM_TEMPLATES_DIR=vorlagen" in result.output


def test_what_was_written_passes_the_check() -> None:
    run("--out", "vorlagen")

    result = run("--check", "vorlagen")

    assert result.exit_code == 0
    assert result.output == "Alle Vorlagen sind in Ordnung.\n"


def test_an_adapted_template_is_not_overwritten() -> None:
    Path("vorlagen").mkdir()
    own = Path("vorlagen/antwort-lob.docx")
    own.write_bytes(b"eigene")

    result = run("--out", "vorlagen")

    assert result.exit_code == 2
    assert "In vorlagen liegt schon „antwort-lob.docx“." in result.output
    assert own.read_bytes() == b"eigene"


def test_a_faulty_template_is_named() -> None:
    Path("vorlagen").mkdir()
    Path("vorlagen/antwort-lob.docx").write_bytes(b"kein Word")

    result = run("--check", "vorlagen")

    assert result.exit_code == 2
    assert result.output == "Die Vorlage „antwort-lob.docx“ ist keine lesbare Word-Datei (.docx).\n"


@pytest.mark.parametrize("arguments", [(), ("--out", "a", "--check", "b")])
def test_one_of_the_two_is_needed(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert "Bitte geben Sie entweder --out oder --check mit einem Ordner an." in result.output
