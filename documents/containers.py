"""Text documents that are ZIP archives inside: DOCX and ODT, without macros."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from documents.refusal import FileRefused

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"

_CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN_PART: Final = f"{DOCX}.main+xml".encode()
_MOST_ENTRIES: Final = 5_000
_MOST_BYTES: Final = 300 * 1024 * 1024
"""Unpacked; more than any letter needs. Such archives only exist to fill a disk."""
_LARGEST_INDEX: Final = 1024 * 1024
_ENCRYPTED: Final = 0x1
_DOCX_MACROS: Final = ("vbaproject", "vbadata", "activex")
_ODT_MACROS: Final = ("basic/", "scripts/")


def is_docx(content: bytes) -> bool:
    """Tell whether it is a Word document; FileRefused if it has macros or a password."""
    entries = _entries(content)
    if _CONTENT_TYPES not in entries:
        return False
    index = _read(content, entries[_CONTENT_TYPES])
    # ".docm", and templates, name another main part.
    if b"macroenabled" in index.lower() or _any(entries, lambda name: any(m in name for m in _DOCX_MACROS)):
        raise FileRefused("Die Datei enthält Makros. Bitte senden Sie sie als PDF.")
    return _MAIN_PART in index


def is_odt(content: bytes) -> bool:
    """Tell whether it is an OpenDocument text; FileRefused if it has macros or a password."""
    entries = _entries(content)
    if "mimetype" not in entries or _read(content, entries["mimetype"]).strip() != ODT.encode():
        return False
    if _any(entries, lambda name: name.startswith(_ODT_MACROS)):
        raise FileRefused("Die Datei enthält Makros. Bitte senden Sie sie als PDF.")
    return True


def _entries(content: bytes) -> dict[str, ZipInfo]:
    """List an archive without unpacking it; empty if it is none."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return {}
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise FileRefused("Die Datei ist mit einem Kennwort geschützt. Bitte senden Sie sie ohne Kennwort.")
    if len(infos) > _MOST_ENTRIES or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise FileRefused("Die Datei ist ausgepackt zu groß. Bitte senden Sie sie als PDF.")
    return {info.filename: info for info in infos}


def _read(content: bytes, info: ZipInfo) -> bytes:
    """Read a short entry; what is longer than an index may be is cut, whatever the archive claims."""
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(info) as entry:
            return entry.read(_LARGEST_INDEX)
    except (BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
        return b""


def _any(entries: dict[str, ZipInfo], unwanted: Callable[[str], bool]) -> bool:
    return any(unwanted(name.lower()) for name in entries)
