"""An office's own templates: a fault is told with file and placeholder, before anything is sent."""

from pathlib import Path

import pytest
from docx import Document

from casework.letter_ports import LetterFailed
from documents.letters import BUILT_IN, DocxLetterWriter, check_templates, template_problems
from procedure.vocabulary import DocumentKind
from tests.unit.documents.letters_in_tests import ACKNOWLEDGEMENT, fields_of, own_template, paragraphs_of

COMPLETE = "{{ anrede }} {{ nr }} {{ eingang }} {{ abschluss }}"
FILE = "eingangsbestaetigung.docx"


def refusal(folder: Path) -> str:
    """Say how both the check and the writing refuse; they must agree."""
    with pytest.raises(LetterFailed) as refused:
        DocxLetterWriter(folder).write(DocumentKind.ACKNOWLEDGEMENT, fields_of())
    with pytest.raises(LetterFailed) as at_start:
        check_templates(folder)
    assert str(at_start.value) == str(refused.value)
    return str(refused.value)


def test_an_own_template_replaces_the_built_in_one_and_the_others_stay(tmp_path: Path) -> None:
    own_template(tmp_path, "Unser Haus schreibt:", COMPLETE)
    writer = DocxLetterWriter(tmp_path)

    assert paragraphs_of(writer.write(DocumentKind.ACKNOWLEDGEMENT, fields_of()))[0] == "Unser Haus schreibt:"
    details = {"stelle": "Familienkasse"}
    other = fields_of(DocumentKind.HANDOVER_NOTICE, details=details)
    assert "Familienkasse" in paragraphs_of(writer.write(DocumentKind.HANDOVER_NOTICE, other))
    assert template_problems(tmp_path) == ()


def test_a_changed_template_counts_from_the_next_letter_on(tmp_path: Path) -> None:
    writer = DocxLetterWriter(tmp_path)
    own_template(tmp_path, COMPLETE, "Alt")
    before = paragraphs_of(writer.write(DocumentKind.ACKNOWLEDGEMENT, fields_of()))
    own_template(tmp_path, COMPLETE, "Neu")

    assert before[1] == "Alt"
    assert paragraphs_of(writer.write(DocumentKind.ACKNOWLEDGEMENT, fields_of()))[1] == "Neu"


@pytest.mark.parametrize("placeholder", ["nr", "eingang", "abschluss", "anrede"])
def test_a_missing_placeholder_is_named(tmp_path: Path, placeholder: str) -> None:
    own_template(tmp_path, COMPLETE.replace(f"{{{{ {placeholder} }}}}", ""))

    assert refusal(tmp_path) == f"In der Vorlage „{FILE}“ fehlt der Platzhalter {{{{ {placeholder} }}}}."


@pytest.mark.parametrize("own", ["{{ kundin }}", "{% if kundin %}x{% endif %}"])
def test_an_unknown_placeholder_is_named(tmp_path: Path, own: str) -> None:
    own_template(tmp_path, COMPLETE, own)

    assert refusal(tmp_path).startswith(
        f"Die Vorlage „{FILE}“ verwendet den unbekannten Platzhalter „kundin“. Bekannt sind: abschluss, "
    )


def test_a_placeholder_of_another_letter_is_unknown_here(tmp_path: Path) -> None:
    own_template(tmp_path, COMPLETE, "{{ neues_datum }}")

    assert "unbekannten Platzhalter „neues_datum“" in refusal(tmp_path)


def test_an_unknown_placeholder_in_the_footer_is_named(tmp_path: Path) -> None:
    path = own_template(tmp_path, COMPLETE)
    document = Document(str(path))
    document.sections[0].footer.paragraphs[0].text = "{{ fuss }}"
    document.save(str(path))

    assert "unbekannten Platzhalter „fuss“" in refusal(tmp_path)


def test_an_unknown_part_of_a_known_placeholder_is_refused(tmp_path: Path) -> None:
    own_template(tmp_path, COMPLETE, "{{ nr.kurz }}")

    assert refusal(tmp_path).startswith(f"Die Vorlage „{FILE}“ verwendet einen unbekannten Platzhalter.")


@pytest.mark.parametrize("own", ["{{ nr", "{% if nr %}", "{{ nr nr }}", "{{ }}"])
def test_a_misspelt_placeholder_is_refused_with_the_right_spelling(tmp_path: Path, own: str) -> None:
    own_template(tmp_path, COMPLETE, own)

    assert refusal(tmp_path) == (
        f"In der Vorlage „{FILE}“ ist ein Platzhalter falsch geschrieben. "
        "Bitte schreiben Sie ihn so: {{ nr }}"
    )


@pytest.mark.parametrize(
    "own",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ nr.__class__.__init__.__globals__ }}",
        "{% for n in range(10000000) %}x{% endfor %}",
        "{% include 'x' %}",
    ],
)
def test_a_template_can_run_nothing(tmp_path: Path, own: str) -> None:
    own_template(tmp_path, COMPLETE, own)

    assert f"„{FILE}“" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"kein Word", b"PK\x03\x04 kaputt"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)

    assert refusal(tmp_path) == f"Die Vorlage „{FILE}“ ist keine lesbare Word-Datei (.docx)."


def test_half_a_word_file_is_refused(tmp_path: Path) -> None:
    whole = (BUILT_IN / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])

    assert refusal(tmp_path) == f"Die Vorlage „{FILE}“ ist keine lesbare Word-Datei (.docx)."


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "weg"

    assert template_problems(missing) == (
        f"Den Ordner „{missing}“ gibt es nicht. Bitte prüfen Sie KRM_TEMPLATES_DIR.",
    )


def test_a_misspelt_file_name_is_told_and_an_open_file_of_word_is_not(tmp_path: Path) -> None:
    (tmp_path / "eingangsbestätigung.docx").write_bytes(b"x")
    (tmp_path / "~$antwort-lob.docx").write_bytes(b"x")

    (problem,) = template_problems(tmp_path)

    assert problem.startswith("Die Vorlage „eingangsbestätigung.docx“ wird nie verwendet. Verwendet werden:")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    own_template(tmp_path, "nichts")
    (tmp_path / "antwort-lob.docx").write_bytes(b"x")

    assert len(template_problems(tmp_path)) == 2


def test_a_field_that_nobody_gave_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    fields = fields_of()
    del fields["abschluss"]

    with pytest.raises(LetterFailed, match=f"Für die Vorlage „{FILE}“ fehlt die Angabe „abschluss“."):
        DocxLetterWriter(tmp_path).write(ACKNOWLEDGEMENT.kind, fields)


def test_there_is_no_letter_for_other_documents() -> None:
    with pytest.raises(LetterFailed, match="Für diese Art von Schreiben gibt es keine Vorlage"):
        DocxLetterWriter().write(DocumentKind.INCOMING, fields_of())
