"""``krm-bot settings`` lists everything that can be set and shows no secret."""

import os
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import settings
from bot.configuration.settings import Settings, variable


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("KRM_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run() -> Any:  # noqa: ANN401 - click's Result
    app = typer.Typer()
    settings.register(app)
    return CliRunner().invoke(app, [])


def test_each_variable_is_listed_with_meaning_and_default() -> None:
    result = run()

    assert result.exit_code == 0
    for name, field in Settings.model_fields.items():
        assert f"\n{variable(name)}\n  {field.description}." in result.output
    assert "Vorgabe: sqlite+aiosqlite:///var/krm.sqlite3" in result.output
    assert "Vorgabe: 12-24,12-31" in result.output


def test_what_differs_from_the_default_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_STATE", "BY")

    assert "Vorgabe: BW\n  Jetzt:   BY" in run().output


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "KRM_APP_ID": "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
        "KRM_TENANT_ID": "9a8b7c6d-5e4f-4d3c-8b1a-0f1e2d3c4b5a",
        "KRM_APP_PASSWORD": "streng-geheim",
        "KRM_DATABASE_URL": "postgresql+asyncpg://krm:auch-geheim@db/krm",
    }.items():
        monkeypatch.setenv(name, value)

    output = run().output

    assert "geheim" not in output.replace("Geheimer Clientschlüssel", "")
    assert "(gesetzt, wird nicht gezeigt)" in output
    assert "postgresql+asyncpg://krm:***@db/krm" in output


def test_wrong_settings_are_named_and_end_with_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_PORT", "abc")

    result = run()

    assert result.exit_code == 2
    assert "KRM_PORT: Bitte eine Zahl von 1 bis 65535 angeben." in result.output


def test_a_misspelt_variable_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_STAET", "BY")

    assert "KRM_STAET ist keine Einstellung und wird nicht beachtet." in run().output
