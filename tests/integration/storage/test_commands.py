"""The commands ``krm-bot db`` and ``krm-bot staff``, as an office types them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import database, staff
from storage.schema import head_revision
from tests.support.databases import PostgresTemplate

EXAMPLE = Path(__file__).parents[3] / "docs" / "roster.example.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with the embedded default."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", "sqlite+aiosqlite:///var/krm.sqlite3")
    monkeypatch.setenv("KRM_KEY_FILE", "keys/krm.key")
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(
    request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Point the settings at a database without any table."""
    with ExitStack() as stack:
        if request.param == "postgresql":
            server: PostgresTemplate = request.getfixturevalue("postgres_template")
            monkeypatch.setenv("KRM_DATABASE_URL", stack.enter_context(server.lent("template1")))
        yield folder


def krm(*arguments: str) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    database.register(app)
    staff.register(app)
    return CliRunner().invoke(app, arguments)


def ok(*arguments: str) -> str:
    result = krm(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    result = krm(*arguments)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    return result.stderr


def test_the_first_upgrade_of_the_embedded_default_makes_database_and_key(folder: Path) -> None:
    assert ok("db", "upgrade") == f"Die Datenbank ist jetzt auf dem neuesten Stand ({head_revision()}).\n"
    assert (folder / "keys" / "krm.key").stat().st_mode & 0o777 == 0o600
    assert (folder / "var" / "krm.sqlite3").exists()
    assert ok("db", "upgrade") == f"Die Datenbank ist schon auf dem neuesten Stand ({head_revision()}).\n"
    assert ok("db", "status") == f"Die Datenbank ist auf dem neuesten Stand ({head_revision()}).\n"


def test_a_database_on_a_server_asks_for_its_key_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, postgres_template: PostgresTemplate
) -> None:
    with postgres_template.lent("template1") as url:
        monkeypatch.setenv("KRM_DATABASE_URL", url)
        assert "`krm-bot db create-key` ausführen" in refused("db", "upgrade")
        assert not (folder / "keys").exists()
        assert "Bitte getrennt von der Datenbank sichern" in ok("db", "create-key")
        ok("db", "upgrade")
    key = (folder / "keys" / "krm.key").read_bytes()
    assert "Sie bleibt, wie sie ist." in refused("db", "create-key")
    assert (folder / "keys" / "krm.key").read_bytes() == key


@pytest.mark.usefixtures("new_database")
def test_the_example_is_imported_and_shown() -> None:
    ok("db", "create-key")
    ok("db", "upgrade")
    first = ok("staff", "import", str(EXAMPLE))
    assert "Neu: Erika Empfang, Tom Teamleiter, Sina Stellvertretung" in first
    assert "Teams geändert: Leistung A, Leistung B, Markt und Integration." in first
    assert ok("staff", "import", str(EXAMPLE)) == "Nichts geändert. 7 Personen sind eingetragen.\n"
    shown = ok("staff", "list")
    assert "Tom Teamleiter  (Teamleitung Leistung A)" in shown
    assert "Sina Stellvertretung  (stv. Teamleitung Leistung A, stv. Teamleitung Leistung B)" in shown
    assert "Erika Empfang  (eingangszone)" in shown
    assert shown.endswith("7 Personen, 0 ausgetragen.\n")


def test_who_is_missing_from_the_file_is_signed_off_and_a_missing_deputy_is_said(folder: Path) -> None:
    ok("db", "upgrade")
    ok("staff", "import", str(EXAMPLE))
    text = EXAMPLE.read_text(encoding="utf-8")
    without = text.replace("Erika Empfang", "Emil Empfang").replace(
        'deputies = ["00000000-0000-4000-8000-000000000006"]', ""
    )
    (folder / "roster.toml").write_text("\ufeff" + without, encoding="utf-8")
    assert ok("staff", "import", "roster.toml") == (
        "Hinweis: Das Team „Markt und Integration“ hat keine Stellvertretung. Es vertritt das BGF.\n"
        "Geändert: Emil Empfang.\n"
        "Teams geändert: Markt und Integration.\n"
    )


def test_a_faulty_file_is_refused_line_by_line_and_changes_nothing(folder: Path) -> None:
    ok("db", "upgrade")
    ok("staff", "import", str(EXAMPLE))
    faulty = EXAMPLE.read_text(encoding="utf-8").replace('roles = ["bgf"]', 'roles = ["bfg"]')
    (folder / "roster.toml").write_text(faulty, encoding="utf-8")
    line = faulty.splitlines().index('roles = ["bfg"]') + 1
    said = refused("staff", "import", "roster.toml")
    assert "roster.toml wurde nicht eingelesen, nichts ist geändert." in said
    assert (
        f"Zeile {line}: Bei „roles“ steht eine Rolle, die es hier nicht gibt. Möglich sind: beschaeftigt"
        in said
    )
    assert "7 Personen, 0 ausgetragen." in ok("staff", "list")


def test_a_file_that_is_not_there_or_not_text_is_refused_with_the_remedy(folder: Path) -> None:
    assert "Bitte den Pfad prüfen." in refused("staff", "import", "missing.toml")
    (folder / "latin1.toml").write_bytes("name = 'Büro'".encode("latin-1"))
    assert "Bitte im Editor als UTF-8 speichern." in refused("staff", "import", "latin1.toml")


@pytest.mark.usefixtures("folder")
def test_without_a_database_every_command_names_the_remedy() -> None:
    assert "Bitte `krm-bot db upgrade` ausführen." in refused("db", "status")
    assert "Bitte `krm-bot db upgrade` ausführen." in refused("staff", "import", str(EXAMPLE))
    assert "Bitte `krm-bot db upgrade` ausführen." in refused("staff", "list")


def test_a_lost_key_is_not_replaced(folder: Path) -> None:
    ok("db", "upgrade")
    (folder / "keys" / "krm.key").unlink()
    for command in (("db", "upgrade"), ("db", "status"), ("staff", "list")):
        assert "Bitte aus der Sicherung zurückspielen (Einstellung KRM_KEY_FILE)." in refused(*command)
    assert not (folder / "keys" / "krm.key").exists()


def test_a_wrong_key_is_refused_once_there_are_data(folder: Path) -> None:
    ok("db", "upgrade")
    ok("staff", "import", str(EXAMPLE))
    (folder / "keys" / "krm.key").unlink()
    ok("db", "create-key")
    assert "Die Schlüsseldatei passt nicht zur Datenbank." in refused("staff", "list")
    assert "Die Schlüsseldatei passt nicht zur Datenbank." in refused("db", "status")


@pytest.mark.usefixtures("folder")
def test_a_database_that_cannot_be_reached_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ok("db", "create-key")
    monkeypatch.setenv("KRM_DATABASE_URL", "postgresql+asyncpg://krm:geheim@127.0.0.1:1/krm")
    said = refused("db", "status")
    assert "Bitte KRM_DATABASE_URL prüfen" in said
    assert "geheim" not in said
