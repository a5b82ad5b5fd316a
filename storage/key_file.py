"""The file that holds the keys. It lies outside the database and is as precious as its backup."""

import base64
import binascii
import contextlib
import json
import os
import stat
import tempfile
from pathlib import Path

from storage.engine import embedded_file
from storage.errors import KeyFileInvalid, KeyFileMissing, KeyFileUnsafe, StorageError
from storage.key_set import KeySet
from storage.keys import KeyRing

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
"""Permissions that nobody but the owner may have on the key file."""


def open_key_ring(key_file: Path, database_url: str) -> KeyRing:
    """Load the office's keys; make them on the first start of the embedded default.

    First start means: SQLite, and no database file yet. With data but without its key nothing new
    is made (it could not open the data), KeyFileMissing instead.
    """
    if not key_file.exists() and _is_first_start(database_url):
        create_key_file(key_file)
    return load_key_ring(key_file)


def create_key_file(key_file: Path) -> None:
    """Write a fresh key, readable by the owner only. An existing file is never touched."""
    try:
        key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(key_file)
    except OSError:
        message = (
            f"Die Schlüsseldatei {key_file} kann nicht angelegt werden. "
            "Bitte die Schreibrechte des Ordners prüfen (Einstellung KRM_KEY_FILE)."
        )
        raise KeyFileUnsafe(message) from None


def _write_new(key_file: Path) -> None:
    content = {"keys": [base64.b64encode(key).decode() for key in KeyRing.generate().keys]}
    # Written aside and linked: whoever sees the file sees all of it, and of two first starts at once
    # one wins. mkstemp makes it 0600.
    handle, name = tempfile.mkstemp(dir=key_file.parent, prefix=".key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, key_file)
    finally:
        Path(name).unlink()
    sync_folder(key_file.parent)


def load_key_ring(key_file: Path) -> KeyRing:
    """Read the keys into a ring that notices when they are renewed.

    KeyFileMissing, KeyFileUnsafe and KeyFileInvalid name the remedy.
    """
    # The stamp first: a renewal in between is noticed once more, never missed.
    source = WatchedKeyFile(key_file)
    return KeyRing(read_key_set(key_file), source)


class WatchedKeyFile:
    """A key file that says whether it was renewed; asking costs a microsecond (``KeySource``)."""

    def __init__(self, key_file: Path) -> None:
        self._file = key_file
        self._stamp = self._stamped()

    def changed(self) -> KeySet | None:
        """Return the keys if the file has been replaced.

        A file that is missing or damaged at the moment must not stop the work of a process that has the
        keys: it is asked again next time, and named at the next start.
        """
        stamp = self._stamped()
        if stamp in (None, self._stamp):
            return None
        try:
            keys = read_key_set(self._file)
        except StorageError:
            return None
        self._stamp = stamp
        return keys

    def _stamped(self) -> tuple[int, int, int] | None:
        try:
            facts = os.stat(self._file)  # noqa: PTH116 - asked before every value; twice as fast
        except OSError:
            return None
        return facts.st_ino, facts.st_mtime_ns, facts.st_size


def read_key_set(key_file: Path) -> KeySet:
    """Read the keys as they are now. KeyFileMissing, KeyFileUnsafe and KeyFileInvalid name the remedy."""
    try:
        mode = key_file.stat().st_mode
        text = key_file.read_text(encoding="ascii")
    except FileNotFoundError:
        message = (
            f"Die Schlüsseldatei {key_file} fehlt. Ohne sie sind die Daten nicht lesbar. "
            "Bitte aus der Sicherung zurückspielen (Einstellung KRM_KEY_FILE). "
            "Nur für eine neue, leere Datenbank: `krm-bot db create-key` ausführen."
        )
        raise KeyFileMissing(message) from None
    except OSError:
        message = (
            f"Die Schlüsseldatei {key_file} ist nicht lesbar. "
            "Bitte das Programm unter dem Konto starten, dem die Datei gehört."
        )
        raise KeyFileUnsafe(message) from None
    except UnicodeDecodeError:
        raise _invalid(key_file) from None
    if os.name == "posix" and mode & OTHERS_MAY:
        message = (
            f"Die Schlüsseldatei {key_file} ist für andere lesbar. Bitte `chmod 600 {key_file}` ausführen."
        )
        raise KeyFileUnsafe(message)
    return _parse(key_file, text)


def _parse(key_file: Path, text: str) -> KeySet:
    try:
        content = json.loads(text)
        return KeySet(
            tuple(base64.b64decode(key, validate=True) for key in content["keys"]),
            str(content.get("writes", "")),
            tuple(str(name) for name in content.get("retired", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise _invalid(key_file) from None


def _invalid(key_file: Path) -> KeyFileInvalid:
    return KeyFileInvalid(
        f"Die Schlüsseldatei {key_file} ist beschädigt. Bitte aus der Sicherung zurückspielen."
    )


def _is_first_start(database_url: str) -> bool:
    database = embedded_file(database_url)
    return database is not None and (not database.exists() or database.stat().st_size == 0)


def sync_folder(folder: Path) -> None:
    """Make the new directory entry survive a power cut."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
