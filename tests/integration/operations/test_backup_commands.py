"""``krm-bot backup`` and ``restore``: what is typed and answered; for PostgreSQL what to type instead."""

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import backup
from storage.key_file import create_key_file
from tests.support.databases import PostgresTemplate


def run(*arguments: object) -> Any:  # noqa: ANN401 - click's Result
    app = typer.Typer()
    backup.register(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "krm.key"
    create_key_file(file)
    monkeypatch.setenv("KRM_KEY_FILE", str(file))
    return file


@pytest.mark.usefixtures("key_file")
def test_there_and_back(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_DATABASE_URL", sqlite_url)

    saved = run("backup", tmp_path / "sicherung")
    again = run("backup", tmp_path / "sicherung")
    refused = run("restore", tmp_path / "sicherung")
    restored = run("restore", tmp_path / "sicherung", "--replace")

    assert saved.exit_code == 0
    assert "Gesichert und geprüft" in saved.output
    assert "Die Schlüsseldatei ist nicht dabei." in saved.output
    assert (again.exit_code, refused.exit_code) == (1, 1)
    assert "gibt es schon" in again.output
    assert "--replace" in refused.output
    assert restored.exit_code == 0
    assert "Zurückgespielt und geprüft" in restored.output
    assert ".vorher-1. Bitte löschen" in restored.output


def test_without_the_key_nothing_is_restored(
    sqlite_url: str, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRM_DATABASE_URL", sqlite_url)
    run("backup", tmp_path / "sicherung")
    key_file.unlink()

    result = run("restore", tmp_path / "sicherung", "--replace")

    assert result.exit_code == 1
    assert "Schlüsseldatei" in result.output


@pytest.mark.usefixtures("key_file")
def test_for_postgresql_the_commands_are_named_and_work(
    postgres_template: PostgresTemplate, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRM_DATABASE_URL", postgres_url)
    told = run("backup", tmp_path / "x").output + run("restore", tmp_path / "x").output
    assert not (tmp_path / "x").exists()
    dump = next(line for line in told.splitlines() if line.startswith("  pg_dump"))
    load = next(line for line in told.splitlines() if line.startswith("  pg_restore"))

    def play(line: str, address: str) -> None:
        # psycopg's form of the address is that of PostgreSQL's own tools.
        plain = address.replace("postgresql+asyncpg", "postgresql")
        words = [
            word.replace("NEUE_DATENBANK", plain)
            .replace("DATENBANK", plain)
            .replace("=DATEI", f"={tmp_path}/d")
            for word in shlex.split(line)
        ]
        words = [f"{tmp_path}/d" if word == "DATEI" else word for word in words]
        tool = postgres_template.server.bin_path / words[0]
        subprocess.run([tool, *words[1:]], check=True, capture_output=True, timeout=60)

    play(dump, postgres_url)
    with postgres_template.lent("template1") as fresh:
        play(load, fresh)
        monkeypatch.setenv("KRM_DATABASE_URL", fresh)
        from bot.cli import database

        app = typer.Typer()
        database.register(app)
        result = CliRunner().invoke(app, ["db", "status"])
        assert result.exit_code == 0, result.output
