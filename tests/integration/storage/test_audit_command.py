"""The commands ``krm-bot audit``, as an office types them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from bot.__main__ import build
from bot.cli.audit import sentence
from storage.audit_check import Break, BreakKind
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import BACK_TO_BEFORE, tamper, written
from tests.support.builders import REGISTERED_AT, an_office


@pytest.fixture
def key_file(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the keys of an office with three cases; the settings point at it."""
    file = tmp_path / "keys" / "krm.key"
    create_key_file(file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", database_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(file))

    async def fill(engine: AsyncEngine) -> None:
        keys = load_key_ring(file)
        await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
        await written(SqlUnitsOfWork(engine, keys))

    with_engine(database_url, fill)
    return file


def with_engine(url: str, work: Callable[[AsyncEngine], Awaitable[None]]) -> None:
    async def run() -> None:
        engine = create_engine(url)
        try:
            await work(engine)
        finally:
            await engine.dispose()

    asyncio.run(run())


def krm(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["audit", *arguments])


@pytest.mark.usefixtures("key_file")
def test_a_whole_record_is_said_to_be_with_what_was_looked_at() -> None:
    result = krm("verify")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Die Aufzeichnung ist unversehrt: 3 Vorgänge, ")
    assert "Versiegelt seit Donnerstag, 3. Dezember 2026." in result.stdout
    assert "3 von 3 Vorgängen geprüft" in result.stderr


@pytest.mark.usefixtures("key_file")
def test_a_broken_one_is_named_and_ends_with_1(database_url: str) -> None:
    change = "UPDATE audit_entries SET event = 'Other' WHERE position = 4 AND case_id LIKE '00000002%'"
    with_engine(database_url, lambda engine: tamper(engine, [change]))
    result = krm("verify")
    assert result.exit_code == 1
    assert "Vorgang KRM-2026-0002, Eintrag 4: verändert." in result.stderr
    assert "unversehrt:" not in result.stdout


@pytest.mark.usefixtures("key_file")
def test_an_older_record_is_sealed_by_the_command_and_twice_is_once(database_url: str) -> None:
    with_engine(database_url, lambda engine: tamper(engine, BACK_TO_BEFORE))
    unsealed = krm("verify")
    assert unsealed.exit_code == 1
    assert "Bitte `krm-bot audit seal` ausführen" in unsealed.stderr
    assert krm("seal").stdout == "Die Aufzeichnung ist jetzt versiegelt.\n"
    assert krm("seal").stdout == "Die Aufzeichnung war schon versiegelt.\n"
    assert krm("verify").exit_code == 0


def test_another_key_is_named(key_file: Path) -> None:
    key_file.unlink()
    create_key_file(key_file)
    result = krm("verify")
    assert result.exit_code == 1
    assert "Falscher Schlüssel" in result.stderr


SENTENCES = {
    "Vorgang KRM-2026-0007: fehlt.": Break(kind=BreakKind.MISSING, record="KRM-2026-0007"),
    "Personal und Abwesenheiten, Eintrag 2: vertauscht.": Break(
        kind=BreakKind.SWAPPED, record="staff", position=2
    ),
    "Nummern des Jahres 2026: verändert.": Break(kind=BreakKind.CHANGED, record="numbers-2026"),
    "unter den ersten 5 Einträgen (von vor der Versiegelung): nachträglich eingefügt.": Break(
        kind=BreakKind.INSERTED, record="KRM-2026-0001", sealed=5
    ),
    "Eintrag 5: das Ende wurde abgeschnitten oder verändert.": Break(
        kind=BreakKind.CUT_OFF, record="KRM-2026-0001", position=5
    ),
    "Ihr Anfang fehlt": Break(kind=BreakKind.START_LOST),
    "Vorgang KRM-2026-0001: die Versiegelung fehlt.": Break(
        kind=BreakKind.NOT_SEALED, record="KRM-2026-0001"
    ),
}


@pytest.mark.parametrize("words", SENTENCES)
def test_each_break_is_said_in_words(words: str) -> None:
    assert words in sentence(SENTENCES[words])
