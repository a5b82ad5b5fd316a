"""Only files that are what their name says, and that no program would run, are put to a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.containers import DOCX, ODT
from documents.file_types import AcceptedFile, FileRefused, accept
from tests.unit.documents import files_in_tests as files

LIMIT = 10 * 1024 * 1024
GOOD = {
    "brief.pdf": (files.PDF, "application/pdf"),
    "foto.jpg": (files.JPEG, "image/jpeg"),
    "foto.JPEG": (files.JPEG, "image/jpeg"),
    "bild.png": (files.png(), "image/png"),
    "scan.tif": (files.TIFF, "image/tiff"),
    "scan.tiff": (files.TIFF_BIG_ENDIAN, "image/tiff"),
    "brief.docx": (files.docx(), DOCX),
    "brief.odt": (files.odt(), ODT),
    "mail.eml": (files.EML, "message/rfc822"),
    "mail.msg": (files.MSG, "application/vnd.ms-outlook"),
    "notiz.txt": (files.TXT, "text/plain"),
}
WRONG = "Der Inhalt der Datei passt nicht zu ihrer Endung. Bitte speichern Sie sie neu."
MACROS = "Die Datei enthält Makros. Bitte senden Sie sie als PDF."
KINDS = "Möglich sind PDF, DOCX, ODT, JPG, PNG, TIFF, TXT, EML und MSG."


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        accept(name, content, LIMIT)
    return str(refused.value)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_each_kind_is_accepted(name: str) -> None:
    content, media_type = GOOD[name]
    accepted = accept(name, content, LIMIT)

    assert accepted.media_type == media_type
    assert accepted.name.lower() == name.lower()


@pytest.mark.parametrize("name", GOOD)
def test_a_content_under_another_kind_s_name_is_refused(name: str) -> None:
    content, media_type = GOOD[name]
    others = [other for other, (_, its_type) in GOOD.items() if its_type != media_type]
    # A mail is text, and may be kept as such.
    also_text = ["notiz.txt"] if name == "mail.eml" else []

    for other in others:
        if other not in also_text:
            assert refusal(other, content) == WRONG


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programm.exe", files.EXE),
        ("brief.pdf.exe", files.PDF),
        ("brief\u202efdp.exe", files.EXE),
        ("brief.docm", files.docm()),
        ("brief.doc", files.OLD_WORD),
        ("seite.html", files.HTML),
        ("seite.htm", files.HTML),
        ("bild.svg", b"<svg/>"),
        ("archiv.zip", files.archive({"a": b"b"})),
        ("skript.js", b"alert(1)"),
        ("skript.ps1", b"x"),
        ("link.lnk", b"x"),
        ("ohne", files.PDF),
        ("pdf", files.PDF),
        (".pdf", files.PDF),
    ],
)
def test_other_kinds_of_files_are_refused_and_the_possible_ones_named(name: str, content: bytes) -> None:
    assert refusal(name, content) == f"Diese Art von Datei nehme ich nicht an. {KINDS}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", files.EXE),
        ("brief.txt", files.EXE),
        ("brief.txt", files.ELF),
        ("brief.txt", files.HTML),
        ("brief.txt", b"  \n<script>alert(1)</script>"),
        ("brief.txt", b"#!/bin/sh\nrm"),
        ("brief.txt", b"Text\x00mit Null"),
        ("brief.eml", b"Kein Kopf, nur Text"),
        ("brief.eml", files.HTML),
        ("brief.msg", files.OLD_WORD),
        ("brief.docx", files.archive({"a.exe": files.EXE})),
        ("brief.docx", b"PK\x03\x04 kaputt"),
        ("brief.docx", files.docx()[:500]),
        ("brief.odt", files.archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
        ("bild.png", files.HTML),
    ],
)
def test_a_disguised_content_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == WRONG


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.docx", files.docm()),
        ("brief.docx", files.docx_with("word/vbaProject.bin")),
        ("brief.docx", files.docx_with("word/activeX/activeX1.bin")),
        ("brief.odt", files.odt(**{"Basic/Standard/Modul.xml": b"x"})),
        ("brief.odt", files.odt(**{"Scripts/python/x.py": b"x"})),
    ],
)
def test_macros_are_refused_under_any_name(name: str, content: bytes) -> None:
    assert refusal(name, content) == MACROS


def test_a_password_is_refused() -> None:
    assert refusal("brief.docx", files.encrypted_docx()).startswith(
        "Die Datei ist mit einem Kennwort geschützt."
    )


def test_an_archive_that_would_fill_the_disk_is_refused() -> None:
    bomb = files.archive({f"{n}": bytes(100 * 1024 * 1024) for n in range(4)})

    assert len(bomb) < LIMIT
    assert refusal("brief.docx", bomb) == "Die Datei ist ausgepackt zu groß. Bitte senden Sie sie als PDF."


def test_an_empty_file_is_refused() -> None:
    assert refusal("brief.pdf", b"") == "Die Datei ist leer. Bitte senden Sie sie noch einmal."


def test_the_limit_is_the_last_size_that_is_accepted() -> None:
    megabyte = 1024 * 1024
    just = files.PDF + bytes(megabyte - len(files.PDF))

    assert accept("brief.pdf", just, megabyte).media_type == "application/pdf"
    with pytest.raises(FileRefused, match=r"Die Datei ist zu groß\. Erlaubt sind höchstens 1 Megabyte\."):
        accept("brief.pdf", just + b"x", megabyte)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_texts_in_the_usual_encodings_are_accepted(encoding: str) -> None:
    assert accept("notiz.txt", "Größe: fünf Äpfel\r\n".encode(encoding), LIMIT).media_type == "text/plain"


def test_the_name_is_cleaned() -> None:
    assert accept("../x/Brief\u202e .PDF", files.PDF, LIMIT) == AcceptedFile(
        name="Brief.pdf", media_type="application/pdf"
    )


@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=300))
def test_whatever_arrives_is_accepted_or_refused_in_a_sentence(name: str, content: bytes) -> None:
    assert outcome(name, content) in {
        GOOD[name][1],
        WRONG,
        "Die Datei ist leer. Bitte senden Sie sie noch einmal.",
    }


def outcome(name: str, content: bytes) -> str:
    try:
        return accept(name, content, LIMIT).media_type
    except FileRefused as refused:
        return str(refused)
