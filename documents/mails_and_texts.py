"""Mails and plain texts, which have no signature of their own: recognised by how they are built."""

import re
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Final

import filetype

_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_MESSAGE_STREAM: Final = "__properties_version1.0".encode("utf-16-le")
"""Every message has it; no other compound file (old Word, Excel, installers) does."""
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ACTIVE = re.compile(r"\s*(?:#!|<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php|%))", re.IGNORECASE)
_START: Final = 64 * 1024


def is_outlook_message(content: bytes) -> bool:
    """Tell whether it is a mail that Outlook saved (.msg)."""
    return content.startswith(_COMPOUND_FILE) and _MESSAGE_STREAM in content


def is_mail(content: bytes) -> bool:
    """Tell whether it is a mail as text (.eml): headers of a sender and of what every mail has besides."""
    if b"\0" in content or filetype.guess(content) is not None:
        return False
    headers = BytesHeaderParser(policy=compat32).parsebytes(content[:_START])
    return "from" in headers and any(name in headers for name in ("date", "to", "subject", "received"))


def is_text(content: bytes) -> bool:
    """Tell whether it is plain text: readable, and nothing that a browser or a shell would run."""
    if filetype.guess(content) is not None:
        return False
    text = _decoded(content)
    return text is not None and not _CONTROL.search(text) and not _ACTIVE.match(text)


def _decoded(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _tried(content, "utf-16")
    return next((text for encoding in _ENCODINGS if (text := _tried(content, encoding)) is not None), None)


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
