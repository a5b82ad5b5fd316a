"""What customers and employees typed comes out literally: neither markup nor placeholder nor control sign."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.letter_text import line
from documents.letters import DocxLetterWriter
from procedure.vocabulary import DocumentKind
from tests.support.builders import a_case, a_customer, a_reaction
from tests.unit.documents.letters_in_tests import ANSWER, fields_of, paragraphs_of

NAMES = [
    "Karla & Karl Kundin <karla@example.org>",
    "{{ nr }}",
    "{% if nr %}Karla{% endif %}",
    "{{ ''.__class__ }}",
    "{_{ nr }_}",
    "</w:t></w:r></w:p>",
    "&lt;b&gt; &#65;",
    "„Karla“ 'K' \"K\"",
    "Ørjan Łukasz Nguyễn Öztürk",
    "محمد علی",
]


def acknowledgement_to(name: str) -> bytes:
    case = a_case(reaction=a_reaction(customer=a_customer(name=name)))
    return DocxLetterWriter().write(DocumentKind.ACKNOWLEDGEMENT, fields_of(case=case))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_out_as_it_is(name: str) -> None:
    letter = acknowledgement_to(name)

    assert f"Guten Tag {name}," in paragraphs_of(letter)
    assert Document(BytesIO(letter)).tables[0].rows[0].cells[0].text.startswith(name)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_whatever_the_name_is_the_letter_can_be_read(name: str) -> None:
    expected = f"Guten Tag {line(name)}".strip()

    assert f"{expected}," in paragraphs_of(acknowledgement_to(name))


def test_control_and_direction_signs_vanish() -> None:
    assert "Guten Tag Karla Kundin," in paragraphs_of(
        acknowledgement_to("Kar\x07la\u202e \x0cKun\x00din\ud800")
    )


def test_an_empty_line_parts_paragraphs_and_a_line_break_stays() -> None:
    details = ANSWER | {"ergebnis_text": "Erstens.\nSofort.\r\n\r\n\r\nZweitens: a < b & {c}"}
    letter = DocxLetterWriter().write(DocumentKind.ANSWER, fields_of(DocumentKind.ANSWER, details=details))

    paragraphs = paragraphs_of(letter)
    first = paragraphs.index("Erstens.\nSofort.")

    assert paragraphs[first + 1] == "Zweitens: a < b & {c}"


def test_an_office_with_an_ampersand_keeps_its_name_in_the_properties() -> None:
    fields = fields_of() | {"haus": "Arbeit & Leben <Mitte>"}
    letter = DocxLetterWriter().write(DocumentKind.ACKNOWLEDGEMENT, fields)

    assert Document(BytesIO(letter)).core_properties.author == "Arbeit & Leben <Mitte>"


def test_the_letter_holds_nothing_but_what_stands_in_it() -> None:
    case = a_case(reaction=a_reaction(summary="Streng vertraulich: Hinweis der Kollegin"))
    letter = DocxLetterWriter().write(DocumentKind.ACKNOWLEDGEMENT, fields_of(case=case))

    with ZipFile(BytesIO(letter)) as archive:
        assert not any(b"vertraulich" in archive.read(name) for name in archive.namelist())
        assert not any(b"617A123456" in archive.read(name) for name in archive.namelist())
