"""The folder of the demo's data."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.demo.errors import DemoError

DATABASE = "krm.sqlite3"
KEY_FILE = "krm.key"
CLOCK = "clock.json"
LOGS = "logs"
WINDOWS = "windows"


@contextmanager
def demo_folder(folder: Path, *, fresh: bool) -> Iterator[Path]:
    """Make the folder and keep a second demo out of it; ``fresh`` removes what an earlier demo left.

    Only the demo's own files are removed, whatever folder was named.
    """
    folder = folder.resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(
                f"In {folder} läuft schon eine Demo. Bitte diese zuerst mit Strg+C beenden "
                "oder mit „--folder“ einen anderen Ordner angeben."
            ) from None
        if fresh:
            _remove_earlier(folder)
        (folder / LOGS).mkdir(exist_ok=True)
        yield folder


def _remove_earlier(folder: Path) -> None:
    for path in (folder / KEY_FILE, folder / CLOCK, *folder.glob(f"{DATABASE}*")):
        path.unlink(missing_ok=True)
    for name in (LOGS, WINDOWS):
        shutil.rmtree(folder / name, ignore_errors=True)
