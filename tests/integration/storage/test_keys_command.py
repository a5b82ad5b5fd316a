"""The commands ``krm-bot keys``, as an office types them."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import typer
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from bot.cli import keys
from storage.engine import create_engine, writing
from storage.key_file import create_key_file, load_key_ring, read_key_set
from storage.keys import KeyRing
from storage.tables import cases
from tests.integration.storage.test_personal_data import SECRET, write_secrets
from tests.support.builders import CASE_ID
from tests.support.sealed_values import everything_opened

T = TypeVar("T")


@pytest.fixture
def key_file(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the keys of a filled office; the settings point at it."""
    file = tmp_path / "keys" / "krm.key"
    create_key_file(file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", database_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(file))
    monkeypatch.setattr(keys, "SETTLE_SECONDS", 0)
    with_engine(database_url, lambda engine: write_secrets(engine, load_key_ring(file)))
    return file


def with_engine(url: str, work: Callable[[AsyncEngine], Awaitable[T]]) -> T:
    async def run() -> T:
        engine = create_engine(url)
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def krm(*arguments: str) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    keys.register(app)
    return CliRunner().invoke(app, ["keys", *arguments])


def ok(*arguments: str) -> str:
    result = krm(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    result = krm(*arguments)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    return result.stderr


def long_ago(key_file: Path) -> None:
    os.utime(key_file, (0, 0))


def test_a_key_is_renewed_and_the_old_one_removed(key_file: Path, database_url: str) -> None:
    before = with_engine(database_url, lambda engine: everything_opened(engine, load_key_ring(key_file)))
    (old,) = read_key_set(key_file).ciphers
    said = ok("rotate")
    new = read_key_set(key_file).writes
    assert said.startswith(f"Neuer Schlüssel: {new}. Ab jetzt wird mit ihm geschrieben.\n0 von ")
    whole = re.search(r"Fertig: (\d+) Einträge umgestellt", said)
    assert whole is not None
    assert f"\n{whole[1]} von {whole[1]}\n" in said
    assert "Unter einem alten Schlüssel liegt nichts mehr." in said
    assert "`krm-bot keys retire`" in said
    assert "Fertig: 0 Einträge umgestellt." in ok("rotate")
    long_ago(key_file)
    assert ok("retire").startswith(f"Entfernt: {old}. ")
    assert tuple(read_key_set(key_file).ciphers) == (new,)
    assert ok("retire") == "Es gibt keinen alten Schlüssel.\n"
    after = with_engine(database_url, lambda engine: everything_opened(engine, load_key_ring(key_file)))
    assert after == before


def test_an_old_key_stays_for_the_minute_in_which_somebody_may_still_be_writing_with_it(
    key_file: Path,
) -> None:
    ok("rotate")
    assert "Bitte in einer Minute noch einmal" in refused("retire")
    assert len(read_key_set(key_file).keys) == 2


def test_an_old_key_stays_while_anything_is_sealed_with_it(key_file: Path, database_url: str) -> None:
    old = KeyRing(read_key_set(key_file).keys)
    ok("rotate")
    long_ago(key_file)

    async def one_left(engine: AsyncEngine) -> None:
        async with writing(engine) as connection:
            of_one = update(cases).where(cases.c.id == CASE_ID)
            await connection.execute(of_one.values(summary=old.seal(SECRET, "cases.summary")))

    with_engine(database_url, one_left)
    assert "liegen noch 1 Einträge. Es wurde nichts entfernt. Bitte" in refused("retire")
    assert len(read_key_set(key_file).keys) == 2
    assert "Fertig: 1 Einträge umgestellt." in ok("rotate")


def test_an_old_key_stays_while_a_customer_number_is_found_through_it(
    key_file: Path, database_url: str
) -> None:
    old = KeyRing(read_key_set(key_file).keys).hash_customer_number(f"{SECRET}42")
    ok("rotate")
    long_ago(key_file)

    async def one_left(engine: AsyncEngine) -> None:
        async with writing(engine) as connection:
            of_one = update(cases).where(cases.c.id == CASE_ID)
            await connection.execute(of_one.values(customer_number_hash=old))

    with_engine(database_url, one_left)
    assert "liegen noch 1 Einträge." in refused("retire")


def test_the_keys_are_shown_by_name_without_anything_secret(key_file: Path) -> None:
    (old,) = read_key_set(key_file).ciphers
    lines = ok("show").splitlines()
    assert lines == [f"{old}: schreibt", f"Unter anderen Schlüsseln als {old}: 0 Einträge."]
    assert f"Der Schlüssel {read_key_set(key_file).writes}" not in ok("add")
    (new,) = set(read_key_set(key_file).ciphers) - {old}
    assert ok("show").splitlines()[:2] == [f"{old}: schreibt", f"{new}: liegt bereit"]
    assert "liegt schon ein neuer Schlüssel bereit" in refused("add")
    assert ok("rotate").startswith(f"Neuer Schlüssel: {new}.")
    shown = ok("show")
    assert shown.splitlines()[:2] == [f"{old}: liest nur", f"{new}: schreibt"]
    assert not any(key.hex() in shown for key in read_key_set(key_file).keys)


@pytest.mark.parametrize("command", ["show", "rotate", "retire"])
def test_with_a_wrong_key_file_every_command_names_the_remedy_and_changes_nothing(
    key_file: Path, command: str
) -> None:
    key_file.unlink()
    create_key_file(key_file)
    before = key_file.read_bytes()
    assert "Bitte die Schlüsseldatei zurückspielen" in refused(command)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("command", ["show", "add", "rotate", "retire"])
def test_without_a_key_file_every_command_names_the_remedy(key_file: Path, command: str) -> None:
    key_file.unlink()
    assert "Bitte aus der Sicherung zurückspielen" in refused(command)
    assert not key_file.exists()
