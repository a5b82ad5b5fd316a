"""A backup is whole, is one moment of a bot at work, and comes back; nothing is lost by trying."""

import asyncio
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import BackupFacts, BackupFailed, back_up, check, restore
from storage.engine import create_engine
from storage.errors import KeyUnknown
from storage.keys import KeyRing
from storage.roster import Roster
from storage.schema import head_revision
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT, a_case, an_office


@pytest.fixture
def database(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


async def work(database: Path, keys: KeyRing, numbers: Sequence[int]) -> None:
    """Record cases, as the office does."""
    engine = create_engine(f"sqlite:///{database}")
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
    units = SqlUnitsOfWork(engine, keys)
    for number in numbers:
        async with units() as unit:
            await unit.cases.add(a_case(id=f"case-{number:04d}", number=f"KRM-2026-{number:04d}"))
            await unit.commit()
    await engine.dispose()


def filled(database: Path, keys: KeyRing, cases: int = 3) -> None:
    asyncio.run(work(database, keys, range(1, cases + 1)))


def ids(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [row[0] for row in opened.execute("SELECT id FROM cases ORDER BY id")]


async def test_a_backup_taken_during_presses_is_one_moment_of_them_and_comes_back(
    database: Path, key_ring: KeyRing, tmp_path: Path
) -> None:
    await work(database, key_ring, range(1, 6))
    before = ids(database)
    at_work = asyncio.create_task(work(database, key_ring, range(6, 120)))
    while len(ids(database)) < 20:  # noqa: ASYNC110 - the work goes on in this loop
        await asyncio.sleep(0.01)

    taken = await asyncio.to_thread(back_up, database, tmp_path / "sicherung.sqlite3")
    assert not at_work.done()
    await at_work
    restored = tmp_path / "neu" / "krm.sqlite3"
    found = restore(tmp_path / "sicherung.sqlite3", restored, key_ring)

    everything = ids(database)
    kept = ids(restored)
    assert found == taken
    assert taken.rows["cases"] == len(kept)
    assert len(before) < len(kept) < len(everything)
    assert kept == everything[: len(kept)]  # a moment: nothing later, and no hole
    engine = create_engine(f"sqlite:///{restored}")
    async with SqlUnitsOfWork(engine, key_ring)(reads_only=True) as unit:
        number = len(kept)
        expected = a_case(id=f"case-{number:04d}", number=f"KRM-2026-{number:04d}")
        assert await unit.cases.get(expected.id) == expected
    await engine.dispose()


def test_the_backup_is_one_file_for_its_owner_alone_and_holds_no_name(
    database: Path, key_ring: KeyRing, tmp_path: Path
) -> None:
    filled(database, key_ring)

    facts = back_up(database, tmp_path / "ziel" / "sicherung.sqlite3")

    assert facts.revision == head_revision()
    assert [file.name for file in (tmp_path / "ziel").iterdir()] == ["sicherung.sqlite3"]
    written = tmp_path / "ziel" / "sicherung.sqlite3"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert not [
        name for name in ("Karla", "Kundin", "617A", "Erika") if name.encode() in written.read_bytes()
    ]
    with closing(sqlite3.connect(written)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_existing_file_is_not_overwritten(database: Path, tmp_path: Path) -> None:
    (tmp_path / "gestern").write_bytes(b"gestern")

    with pytest.raises(BackupFailed, match="gibt es schon"):
        back_up(database, tmp_path / "gestern")

    assert (tmp_path / "gestern").read_bytes() == b"gestern"


def test_a_copy_with_fewer_rows_than_the_original_is_no_backup(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(file: Path) -> BackupFacts:
        found = check(file)
        return BackupFacts(revision=found.revision, rows={**found.rows, "cases": -1})

    monkeypatch.setattr("storage.backup.check", losing)

    with pytest.raises(BackupFailed):
        back_up(database, tmp_path / "ziel" / "sicherung.sqlite3")

    assert list((tmp_path / "ziel").iterdir()) == []


def test_a_database_in_use_is_not_replaced(database: Path, key_ring: KeyRing, tmp_path: Path) -> None:
    filled(database, key_ring)
    back_up(database, tmp_path / "sicherung")
    holding = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('SELECT count(*) FROM cases').fetchall();"
        "print('offen', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as idle:
        assert idle.stdout is not None
        assert idle.stdout.readline() == b"offen\n"
        with pytest.raises(BackupFailed, match="Bitte zuerst den Bot anhalten"):
            restore(tmp_path / "sicherung", database, key_ring, replace=True)
        idle.communicate(timeout=10)

    assert len(ids(database)) == 3
    assert [file.name for file in database.parent.iterdir()] == [database.name]
    assert restore(tmp_path / "sicherung", database, key_ring, replace=True).rows["cases"] == 3


def test_what_was_there_is_refused_without_replace_and_kept_with_it(
    database: Path, key_ring: KeyRing, tmp_path: Path
) -> None:
    filled(database, key_ring, 2)
    back_up(database, tmp_path / "sicherung")
    asyncio.run(work(database, key_ring, [3]))

    with pytest.raises(BackupFailed, match="--replace"):
        restore(tmp_path / "sicherung", database, key_ring)
    assert len(ids(database)) == 3

    restore(tmp_path / "sicherung", database, key_ring, replace=True)
    assert len(ids(database)) == 2
    assert len(ids(database.with_name(f"{database.name}.vorher-1"))) == 3


def test_a_key_that_does_not_fit_changes_nothing(database: Path, key_ring: KeyRing, tmp_path: Path) -> None:
    filled(database, key_ring)
    back_up(database, tmp_path / "sicherung")

    with pytest.raises(KeyUnknown):
        restore(tmp_path / "sicherung", tmp_path / "neu" / "krm.sqlite3", KeyRing.generate())

    assert list((tmp_path / "neu").iterdir()) == []


def test_damaged_or_foreign_backups_change_nothing(database: Path, key_ring: KeyRing, tmp_path: Path) -> None:
    filled(database, key_ring)
    back_up(database, tmp_path / "gut")
    whole = (tmp_path / "gut").read_bytes()
    (tmp_path / "halb").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "gar-keine").write_bytes(b"guten Tag" * 500)
    (tmp_path / "leer").write_bytes(b"")
    for name in ("halb", "gar-keine", "leer", "fehlt"):
        with pytest.raises(BackupFailed, match="Bitte"):
            restore(tmp_path / name, database, key_ring, replace=True)

    assert len(ids(database)) == 3
    assert {file.name.split("-")[0] for file in database.parent.iterdir()} == {database.name}


def test_a_backup_of_a_newer_release_is_refused(database: Path, key_ring: KeyRing, tmp_path: Path) -> None:
    back_up(database, tmp_path / "sicherung")
    with closing(sqlite3.connect(tmp_path / "sicherung")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    with pytest.raises(BackupFailed, match="Fassung, die dieses Programm nicht kennt"):
        restore(tmp_path / "sicherung", tmp_path / "neu.sqlite3", key_ring)


def test_a_new_file_that_fails_its_check_gives_way_to_the_old_one(
    database: Path, key_ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(database, key_ring, 2)
    back_up(database, tmp_path / "sicherung")
    asyncio.run(work(database, key_ring, [3]))

    def failing_in_place(file: Path) -> BackupFacts:
        if file == database:
            raise BackupFailed
        return check(file)

    monkeypatch.setattr("storage.backup.check", failing_in_place)
    with pytest.raises(BackupFailed):
        restore(tmp_path / "sicherung", database, key_ring, replace=True)

    assert len(ids(database)) == 3
    assert [file.name for file in database.parent.iterdir()] == [database.name]


def test_a_database_that_is_none_any_more_is_kept_and_replaced(
    database: Path, key_ring: KeyRing, tmp_path: Path
) -> None:
    filled(database, key_ring)
    back_up(database, tmp_path / "sicherung")
    database.write_bytes(b"Schrott" * 1000)
    database.with_name(f"{database.name}-wal").write_bytes(b"Reste")

    restore(tmp_path / "sicherung", database, key_ring, replace=True)

    assert len(ids(database)) == 3
    assert database.with_name(f"{database.name}.vorher-1").read_bytes().startswith(b"Schrott")
