"""The folder that a disclosure is written to: whole or not at all, and for its owner's eyes only."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.cli.person_letter import CHECK_FIRST, GROUNDS
from bot.cli.person_words import Words, event_in_words
from casework.person_case import DisclosedCase
from casework.person_contents import Part
from casework.person_export import PersonExport
from documents.file_names import split_ending

SCHEMA: Final = 1
"""Of ``auskunft.json``; counted up when a reader of the older form would misread it."""
DATA_FILE: Final = "auskunft.json"
LETTER_FILE: Final = "auskunft.docx"
PAPERS: Final = "anlagen"
_LONGEST_ENDING: Final = 5


class FolderRefused(Exception):  # noqa: N818 - named for the fact
    """The folder cannot be used; the message is one German sentence with the remedy."""


@contextmanager
def new_folder(out: Path) -> Iterator["NewFolder"]:
    """Lend a folder beside ``out`` that takes its place at the end, and is gone after an exception.

    FolderRefused where ``out`` holds something already or cannot be written.
    """
    try:
        wanted = out.resolve()
        if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
            raise FolderRefused(f"{out} gibt es schon. Bitte einen neuen oder leeren Ordner angeben.")
        beside = Path(tempfile.mkdtemp(prefix=f".{wanted.name}.", dir=wanted.parent))  # mode 0700
    except OSError:
        raise FolderRefused(_unwritable(out)) from None
    try:
        yield NewFolder(beside)
        if wanted.exists():
            wanted.rmdir()
        beside.rename(wanted)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise FolderRefused(_unwritable(out)) from None
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _unwritable(out: Path) -> str:
    return f"In {out} lässt sich nicht schreiben. Bitte Pfad, Rechte und freien Platz prüfen."


@dataclass(frozen=True, slots=True)
class NewFolder:
    """A folder that is being filled."""

    path: Path

    def write(self, name: str, content: bytes) -> None:
        """Write a file that nobody else may read."""
        file = self.path / name
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)


def paper_files(case: DisclosedCase) -> tuple[str, ...]:
    """Name the file of each paper: by its case and number, as its own name may tell of somebody.

    Empty where it is not handed out.
    """
    return tuple(
        "" if paper.content is None else f"{PAPERS}/{case.number}-{position:02d}{_ending(paper.name)}"
        for position, paper in enumerate(case.papers, start=1)
    )


def _ending(name: str) -> str:
    ending = split_ending(name)[1]
    return f".{ending}" if ending.isalnum() and ending.isascii() and len(ending) <= _LONGEST_ENDING else ""


def data_of(export: PersonExport, files: Mapping[str, tuple[str, ...]], timezone: ZoneInfo) -> bytes:
    """Write a disclosure for machines, with the number of its form."""
    data = {
        "format": "krm-auskunft",
        "schema": SCHEMA,
        "stand": export.at,
        "hinweis": CHECK_FIRST,
        "vorgaenge": [_case(case, files[case.number], timezone) for case in export.cases],
        "zurueckgehalten": [
            {"nummer": number, "grund": ground, "text": GROUNDS[ground]} for number, ground in export.withheld
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
    # Half a character, which a phone may send, becomes JSON's own way to write it.
    return text.encode("utf-8", "backslashreplace")


def _case(case: DisclosedCase, files: tuple[str, ...], timezone: ZoneInfo) -> dict[str, Any]:
    words = Words(timezone)
    return {
        "nummer": case.number,
        "vertraulich": case.confidential,
        "angaben": _parts(case.parts),
        "berichtigungen": [
            {
                "am": line.at,
                "stelle": line.office,
                "angabe": line.field,
                "alt": line.old,
                "neu": line.new,
                "grund": line.reason,
            }
            for line in case.corrections
        ],
        "verlauf": [
            {
                "am": line.at,
                "text": f"{words.instant(line.at)}: {event_in_words(line)}",
                "stelle": line.office,
                "ereignis": line.event,
                "einzelheiten": dict(line.details),
            }
            for line in case.history
        ],
        "papiere": [
            {
                "art": paper.kind,
                "name": paper.name,
                "medientyp": paper.media_type,
                "bytes": paper.size,
                "abgelegt_am": paper.added_at,
                "stelle": paper.office,
                "datei": file or None,
            }
            for paper, file in zip(case.papers, files, strict=True)
        ],
    }


def _parts(parts: tuple[Part, ...]) -> dict[str, Any]:
    """Put parts under their names; those of which there may be several into lists."""
    found: dict[str, Any] = {}
    for part in parts:
        values = dict(part.values)
        if part.position is None:
            found[part.name] = values
        else:
            found.setdefault(part.name, []).append(values)
    return found


def _plain(value: object) -> str:
    """Write what JSON does not know."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
