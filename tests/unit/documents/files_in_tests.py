"""Small real files of each kind, made here."""

import zlib
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from documents.containers import ODT

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(64)
TIFF_BIG_ENDIAN = b"MM\x00*\x00\x00\x00\x08" + bytes(64)
EML = b"From: karla@example.org\r\nTo: jc@example.org\r\nSubject: Beschwerde\r\n\r\nGuten Tag\r\n"
MSG = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "__properties_version1.0".encode("utf-16-le")
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le")
TXT = b"Sehr geehrte Damen und Herren,\r\nich beschwere mich.\r\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)


def png() -> bytes:
    """Make a picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def docx() -> bytes:
    """Make a Word document."""
    document, saved = Document(), BytesIO()
    document.add_paragraph("Guten Tag")
    document.save(saved)
    return saved.getvalue()


def docx_with(name: str, content: bytes = b"x") -> bytes:
    """Make a Word document with one more entry."""
    buffer = BytesIO(docx())
    with ZipFile(buffer, "a") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """Make a ZIP archive."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def docm() -> bytes:
    """Make what Word saves as „.docm“, as far as it matters."""
    content_type = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return archive(
        {"[Content_Types].xml": b"<Types>" + content_type + b"</Types>", "word/document.xml": b"x"}
    )


def odt(**more: bytes) -> bytes:
    """Make an OpenDocument text."""
    return archive({"mimetype": ODT.encode(), "content.xml": b"<x/>", **more})


def encrypted_docx() -> bytes:
    """Mark a Word document's entries as encrypted."""
    data = bytearray(docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)
