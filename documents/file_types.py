"""Which files may be put to a case (R42): known kinds only, and content that is what the name says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import filetype

from documents import containers, mails_and_texts
from documents.file_names import clean_name, split_ending
from documents.refusal import FileRefused

__all__ = ["AcceptedFile", "FileRefused", "accept"]

_MEGABYTE: Final = 1024 * 1024
_ACCEPTED: Final = "PDF, DOCX, ODT, JPG, PNG, TIFF, TXT, EML und MSG"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedFile:
    """A file that may be kept."""

    name: str
    """Cleaned, with an ending that fits."""
    media_type: str


@dataclass(frozen=True, slots=True)
class _FileType:
    media_type: str
    is_it: Callable[[bytes], bool]
    """Whether the content is of this type; FileRefused where it is but must not be kept."""


def _signature(media_type: str) -> _FileType:
    def is_it(content: bytes) -> bool:
        return bool(filetype.guess_mime(content) == media_type)

    return _FileType(media_type, is_it)


_JPEG, _TIFF = _signature("image/jpeg"), _signature("image/tiff")
_TYPES: Final = {
    "pdf": _signature("application/pdf"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _signature("image/png"),
    "tif": _TIFF,
    "tiff": _TIFF,
    "docx": _FileType(containers.DOCX, containers.is_docx),
    "odt": _FileType(containers.ODT, containers.is_odt),
    "msg": _FileType("application/vnd.ms-outlook", mails_and_texts.is_outlook_message),
    "eml": _FileType("message/rfc822", mails_and_texts.is_mail),
    "txt": _FileType("text/plain", mails_and_texts.is_text),
}


def accept(name: str, content: bytes, limit_bytes: int) -> AcceptedFile:
    """Check a file that somebody sent; FileRefused with one German sentence.

    The ending and the content must agree: neither alone decides what a file does when it is opened.
    """
    if not content:
        raise FileRefused("Die Datei ist leer. Bitte senden Sie sie noch einmal.")
    if len(content) > limit_bytes:
        raise FileRefused(
            f"Die Datei ist zu groß. Erlaubt sind höchstens {limit_bytes // _MEGABYTE} Megabyte."
        )
    cleaned = clean_name(name)
    kind = _TYPES.get(split_ending(cleaned)[1])
    if kind is None:
        raise FileRefused(f"Diese Art von Datei nehme ich nicht an. Möglich sind {_ACCEPTED}.")
    if not kind.is_it(content):
        raise FileRefused("Der Inhalt der Datei passt nicht zu ihrer Endung. Bitte speichern Sie sie neu.")
    return AcceptedFile(name=cleaned, media_type=kind.media_type)
