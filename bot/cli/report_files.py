"""Puts the files of a report into a folder: all of them whole, or none changed."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class FilesRefused(Exception):  # noqa: N818 - named for the fact
    """The files cannot be written; the message is one German sentence with the remedy."""


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not there before anything is counted; FilesRefused."""
    if not folder.is_dir():
        raise FilesRefused(f"Den Ordner {folder} gibt es nicht. Bitte legen Sie ihn an.")


def write_all(folder: Path, files: Mapping[str, bytes], note: Callable[[], None]) -> None:
    """Write files by their names; those of the same names are replaced. FilesRefused if one cannot be.

    ``note`` writes down that they leave, once nothing is left to do but to name them: if it fails, no file
    is there, and no file is there without it.
    """
    check_folder(folder)
    with _beside(folder) as beside:
        fresh = {folder / name: _written(beside / name, content) for name, content in files.items()}
        kept = {file: _kept(file, beside / f"{file.name}.alt") for file in fresh}
        note()
        _exchange(fresh, kept, folder)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Lend a folder within, from which renaming is one step; it is gone at the end."""
    try:
        with tempfile.TemporaryDirectory(prefix=".krm-bericht.", dir=folder) as beside:
            yield Path(beside)
    except OSError:
        raise _unwritable(folder) from None


def _written(file: Path, content: bytes) -> Path:
    with file.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    return file


def _kept(file: Path, copy: Path) -> Path | None:
    """Keep what is there now; FilesRefused if it may not be replaced, for example while it is open."""
    if not file.exists():
        return None
    try:
        with file.open("r+b") as opened:
            return _written(copy, opened.read())
    except OSError:
        raise FilesRefused(
            f"{file} lässt sich nicht ersetzen. Bitte schließen Sie die Datei oder prüfen Sie die Rechte."
        ) from None


def _exchange(fresh: Mapping[Path, Path], kept: Mapping[Path, Path | None], folder: Path) -> None:
    done: list[Path] = []
    try:
        for file, new in fresh.items():
            new.replace(file)
            done.append(file)
    except BaseException as error:
        for file in done:
            old = kept[file]
            if old is None:
                file.unlink()
            else:
                old.replace(file)
        if isinstance(error, OSError):
            raise _unwritable(folder) from None
        raise


def _unwritable(folder: Path) -> FilesRefused:
    return FilesRefused(f"In {folder} lässt sich nicht schreiben. Bitte prüfen Sie Rechte und freien Platz.")
