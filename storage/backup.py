"""A backup of the embedded database, taken while the bot runs, and the way back.

The copy holds what the database holds: names, contacts, texts and files are sealed in it, each on its own,
and the key is not in it. It is not sealed as a whole besides: it could then be checked and read only with the
same key, whose loss is what a backup must survive, and any SQLite tool could no longer look at it. What
stands open in it (dates, case numbers, ids of people) is what stands open in the database. Its mode is 0600.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from storage.column_types import EncryptedText
from storage.errors import StorageError
from storage.keys import KeyRing, Sealed
from storage.schema import knows
from storage.tables import metadata

HEAD = len("v1.0123456789abcdef")
"""How much of a sealed text names its key."""
BUSY_SECONDS = 10.0
LEFT_BY_WRITERS = ("-wal", "-shm", "-journal")
"""Files beside a database; one that belonged to another database would spoil it."""


class BackupFailed(StorageError):  # noqa: N818 - named for the fact
    """Die Sicherung ist nicht gelungen. Es wurde nichts geändert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """What is in a database file."""

    revision: str
    """Its schema; older ones than the program's are brought up to date by ``krm-bot db upgrade``."""
    rows: Mapping[str, int]
    """How many rows each table has."""

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def back_up(database: Path, target: Path) -> BackupFacts:
    """Copy the database as it is at one moment, check the copy, and put it at ``target``, mode 0600.

    Nobody is kept waiting: writers go on meanwhile. BackupFailed, and nothing at ``target``, if the copy is
    not whole or differs from the original in its schema or in the number of rows of any table.
    """
    _assert_there(database)
    if target.exists():
        raise BackupFailed(f"{target} gibt es schon. Bitte einen anderen Namen angeben.")
    with _explained(), _aside(target) as copy:
        with closing(_opened(database)) as source, closing(sqlite3.connect(copy)) as destination:
            # One reading transaction for the counts and the copy: both see the same moment. All pages in
            # one step: page by page, each press meanwhile would begin the copy anew.
            source.execute("BEGIN")
            expected = _facts(source)
            source.backup(destination, pages=-1)
            source.execute("ROLLBACK")
        found = check(copy)
        if found != expected:
            raise BackupFailed
        _put(copy, target)
        return found


def check(file: Path) -> BackupFacts:
    """Make a copy one file that can be moved, and look whether it is whole. BackupFailed if not."""
    with _explained(), closing(sqlite3.connect(file, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise BackupFailed(f"{file.name} ist beschädigt. Bitte eine andere Sicherung nehmen.")
        if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BackupFailed(
                f"{file.name} hat Einträge, die ins Leere verweisen. Bitte eine andere nehmen."
            )
        return _facts(copy)


def restore(backup: Path, database: Path, key_ring: KeyRing, *, replace: bool = False) -> BackupFacts:
    """Put a backup in the database's place; what was there is kept beside it (``set_aside``).

    BackupFailed or KeyUnknown, and nothing changed, if the backup is not whole, its schema is not known
    here, the key does not fit, the database is in use, or it is not empty and ``replace`` is not wanted.
    """
    _assert_there(backup)
    if not replace and database.exists() and database.stat().st_size:
        raise BackupFailed(
            f"{database} ist nicht leer. Soll die Sicherung an ihre Stelle treten: bitte --replace angeben."
        )
    with _explained(), _aside(database) as copy:
        with closing(_opened(backup)) as source, closing(sqlite3.connect(copy)) as destination:
            source.backup(destination, pages=-1)
        found = check(copy)
        if not knows(found.revision):
            raise BackupFailed("Die Sicherung gehört zu einer Fassung, die dieses Programm nicht kennt.")
        _assert_key_fits(copy, key_ring)
        old = set_aside(database)
        with _exclusively(database):
            _move_old(database, old)
            _put(copy, database)
        try:
            if check(database) != found:
                raise BackupFailed
        except StorageError:
            if old.exists():
                old.replace(database)
            raise
        return found


def set_aside(database: Path) -> Path:
    """Name the file that keeps what was there before a restore."""
    number = 1
    while (aside := database.with_name(f"{database.name}.vorher-{number}")).exists():
        number += 1
    return aside


@contextmanager
def _exclusively(database: Path) -> Iterator[None]:
    """Keep everybody out of a database; BackupFailed if somebody is in it.

    Whoever has it open holds a lock on it even when idle (that is how WAL works), so that another mode
    cannot be set. A file that is no database any more cannot be asked, and nobody can work with it.
    """
    if not database.exists() or not database.stat().st_size:
        yield
        return
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as old:
        try:
            old.execute("PRAGMA journal_mode = DELETE")
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise BackupFailed(f"{database} ist in Gebrauch. Bitte zuerst den Bot anhalten.") from None
        except sqlite3.DatabaseError:
            pass
        yield


def _move_old(database: Path, old: Path) -> None:
    """Keep what was there, under both names until the new file takes its place in one step."""
    if database.exists():
        os.link(database, old)
    for ending in LEFT_BY_WRITERS:
        with suppress(FileNotFoundError):
            database.with_name(database.name + ending).rename(old.with_name(old.name + ending))


def _assert_key_fits(file: Path, key_ring: KeyRing) -> None:
    """Open one text of each key in each column; a file that needs a key has a text that needs it too."""
    with closing(_opened(file)) as copy:
        for table in metadata.sorted_tables:
            present = {row[1] for row in copy.execute(f"PRAGMA table_info({table.name})")}
            for column in table.columns:
                if column.name in present and isinstance(column.type, EncryptedText):
                    one = (
                        f"SELECT min({column.name}) FROM {table.name} WHERE {column.name} IS NOT NULL "  # noqa: S608 - names of ours
                        f"GROUP BY substr({column.name}, 1, {HEAD})"
                    )
                    for (sealed,) in copy.execute(one):
                        key_ring.open(Sealed(sealed), f"{table.name}.{column.name}")


def _facts(database: sqlite3.Connection) -> BackupFacts:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in database.execute(named)]
    if "alembic_version" not in tables:
        raise BackupFailed("Das ist keine Datenbank dieses Programms. Bitte die Datei prüfen.")
    rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - names the database gave
    (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    return BackupFacts(revision=revision, rows=rows)


def _opened(file: Path) -> sqlite3.Connection:
    """Open a file that must be there; SQLite would make an empty one."""
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )


def _assert_there(file: Path) -> None:
    if not file.is_file():
        raise BackupFailed(f"{file} gibt es nicht. Bitte den Pfad prüfen.")


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """Lend a temporary file (mode 0600) in the target's folder; gone at the end unless put in place."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".krm-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for ending in ("", *LEFT_BY_WRITERS):
            Path(name + ending).unlink(missing_ok=True)


def _put(copy: Path, target: Path) -> None:
    """Give a finished file its name, so that it survives a power cut: whole, or not there."""
    _synced(copy)
    copy.replace(target)
    _synced(target.parent)


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the machine raises into one sentence without values."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise BackupFailed(
            f"Die Datei ist nicht lesbar oder beschädigt ({type(error).__name__}). Bitte die Datei prüfen."
        ) from None
    except OSError as error:
        raise BackupFailed(
            f"Die Datei kann nicht geschrieben werden (Fehler {error.errno}). "
            "Bitte prüfen, ob der Ordner beschreibbar und Platz auf dem Datenträger ist."
        ) from None
