"""File names show what a file is, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.file_names import MAX_LENGTH, clean_name, split_ending


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Brief.pdf", "Brief.pdf"),
        ("Beschwerde über Wartezeit.PDF", "Beschwerde über Wartezeit.pdf"),
        ("../../etc/brief.pdf", "brief.pdf"),
        ("C:\\Users\\x\\brief.pdf", "brief.pdf"),
        ("brief\u202efdp.exe", "brieffdp.exe"),
        ("a\x00b\x1f\r\nc.pdf", "abc.pdf"),
        ("  viel   Platz  .pdf", "viel Platz.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("brief.pdf. . ", "brief.pdf"),
        (".pdf", "pdf"),
        ("", "Datei"),
        ("CON.pdf", "_CON.pdf"),
        ("com1.txt", "_com1.txt"),
        ("Contract.pdf", "Contract.pdf"),
        ("u\u0308ber.txt", "über.txt"),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    cleaned = clean_name("x" * 300 + ".docx")

    assert len(cleaned) == MAX_LENGTH
    assert split_ending(cleaned)[1] == "docx"


@given(st.text(max_size=400))
def test_every_name_becomes_harmless(name: str) -> None:
    cleaned = clean_name(name)

    assert 1 <= len(cleaned) <= MAX_LENGTH
    assert not set(cleaned) & set('/\\<>:"|?*\t\n\r')
    assert not any(unicodedata.category(sign)[0] == "C" for sign in cleaned)
    assert cleaned == cleaned.strip(". ")
    assert clean_name(cleaned) == cleaned
