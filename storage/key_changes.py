"""Changing the key file: a key is added, begins to write, and goes. Each change is whole or not at all.

The order makes a renewal safe: a key is in the file before anything is written with it, so whoever meets
an unknown key finds it there; and it goes only when nothing needs it.
"""

import base64
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import KeyFileUnsafe
from storage.key_file import read_key_set, sync_folder
from storage.key_set import KEY_BYTES, KeySet, key_id


def add_key(key_file: Path) -> str | None:
    """Add a new key that only reads as yet; return its name. None if one is waiting already.

    For several machines: the file is brought to all of them before anything is written with the key.
    """

    def added(keys: KeySet) -> KeySet:
        if waiting_key(keys) is not None or is_renewing(keys):
            return keys
        return KeySet((*keys.keys, os.urandom(KEY_BYTES)), keys.writes, keys.retired)

    before, after = _change(key_file, added)
    return None if after is before else key_id(after.keys[-1])


def begin_renewal(key_file: Path) -> bool:
    """Let the newest key write from now on, made afresh if none is waiting; say whether anything changed.

    A renewal that has begun and is not over goes on with its key.
    """

    def begun(keys: KeySet) -> KeySet:
        if waiting_key(keys) is not None:
            return KeySet(keys.keys, key_id(keys.keys[-1]), keys.retired)
        if is_renewing(keys):
            return keys
        new = os.urandom(KEY_BYTES)
        return KeySet((*keys.keys, new), key_id(new), keys.retired)

    before, after = _change(key_file, begun)
    return after is not before


def drop_old_keys(key_file: Path, unused: tuple[str, ...]) -> tuple[str, ...]:
    """Remove the named keys, as far as they do not write; return their names.

    The caller has made sure that nothing needs them. Their names stay in the file, so that a process
    which still has one of them accepts the file as the continuation of its own.
    """

    def dropped(keys: KeySet) -> KeySet:
        gone = tuple(name for name in keys.ciphers if name in unused and name != keys.writes)
        if not gone:
            return keys
        kept = tuple(key for key in keys.keys if key_id(key) not in gone)
        return KeySet(kept, keys.writes, (*keys.retired, *gone))

    before, after = _change(key_file, dropped)
    return tuple(name for name in before.ciphers if name not in after.ciphers)


def waiting_key(keys: KeySet) -> str | None:
    """Return the name of a key that was added and does not write yet."""
    newest = key_id(keys.keys[-1])
    return None if newest == keys.writes else newest


def is_renewing(keys: KeySet) -> bool:
    """Whether older keys than the one that writes are still there."""
    return bool(old_keys(keys))


def old_keys(keys: KeySet) -> tuple[str, ...]:
    """Return the names of the keys older than the one that writes."""
    names = tuple(keys.ciphers)
    return names[: names.index(keys.writes)]


def _change(key_file: Path, change: Callable[[KeySet], KeySet]) -> tuple[KeySet, KeySet]:
    read_key_set(key_file)  # what is wrong with the file is said before anything else
    try:
        target = key_file.resolve(strict=True)
        with _alone(target.parent):
            before = read_key_set(target)
            after = change(before)
            if after is not before:
                _replace(target, after)
            return before, after
    except OSError:
        message = (
            f"Die Schlüsseldatei {key_file} kann nicht geändert werden. Bitte die Schreibrechte ihres "
            "Ordners prüfen und den Befehl unter dem Konto ausführen, unter dem der Bot läuft."
        )
        raise KeyFileUnsafe(message) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let nobody else change the file meanwhile; the kernel opens the lock when a process dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(key_file: Path, keys: KeySet) -> None:
    """Write the file aside and put it in place of the old one, of which nothing remains."""
    content = {
        "keys": [base64.b64encode(key).decode() for key in keys.keys],
        "writes": keys.writes,
        "retired": list(keys.retired),
    }
    owner = key_file.stat()
    # One fixed name: what a killed process has left there is removed by the next.
    aside = key_file.with_name(f".{key_file.name}.next")
    aside.unlink(missing_ok=True)
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(handle, owner.st_uid, owner.st_gid)  # the bot must be able to read it
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(key_file)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(key_file.parent)
