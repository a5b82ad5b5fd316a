"""The built-in letters: their text is approved, their files are what the generator builds."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from bot.configuration.letter_settings import LetterSettings
from documents.build_templates import build_template
from documents.letter_as_text import letter_as_text
from documents.letter_kinds import LETTER_KINDS, LetterKind
from documents.letter_samples import LetterSample, letter_samples
from documents.letter_wording import NO_LEGAL_REMEDY, WORDINGS
from documents.letters import BUILT_IN, DocxLetterWriter, template_problems
from procedure.vocabulary import DocumentKind

GOLDEN = Path(__file__).parents[2] / "data" / "letters"
RENEW = "Gewollt? Dann: krm-bot letters --out ORDNER, und ORDNER/muster/*.txt nach tests/data/letters"
REBUILD = "Gewollt? Dann: python -m documents.build_templates"
SAMPLES = letter_samples(LetterSettings().letter_head)
CONSEQUENCES = r"disziplin|dienstrechtlich|abmahn|ermahn|personalakte|konsequenz|dienstliche folgen"
of_letter = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.letter.file_name)
of_kind = pytest.mark.parametrize("letter", LETTER_KINDS, ids=lambda letter: letter.file_name)


def text_of(sample: LetterSample) -> str:
    return letter_as_text(sample.write(DocxLetterWriter()))


def test_each_letter_has_a_sample_a_golden_file_and_a_template() -> None:
    names = {letter.file_name for letter in LETTER_KINDS}

    assert {sample.letter.file_name for sample in SAMPLES} == names
    assert {f"{path.stem}.docx" for path in GOLDEN.glob("*.txt")} == names, RENEW
    assert {path.name for path in BUILT_IN.glob("*.docx")} == names, REBUILD
    assert len(names) == 13


@of_letter
def test_its_text_is_the_approved_one(sample: LetterSample) -> None:
    approved = (GOLDEN / sample.letter.file_name).with_suffix(".txt").read_text(encoding="utf-8")

    assert text_of(sample) == approved, RENEW


@of_kind
def test_the_template_in_the_package_is_what_the_generator_builds(letter: LetterKind) -> None:
    built, kept = BytesIO(), Document(str(BUILT_IN / letter.file_name))
    build_template(letter).save(built)
    parts = {part.partname: part.blob for part in Document(built).part.package.iter_parts()}

    assert {part.partname: part.blob for part in kept.part.package.iter_parts()} == parts, REBUILD


def test_every_built_in_template_passes_the_check_of_the_start() -> None:
    assert template_problems(None) == ()


@of_letter
def test_no_placeholder_and_no_instruction_is_left(sample: LetterSample) -> None:
    assert not re.search(r"[{}]|%\}", text_of(sample))


@of_letter
def test_it_is_in_german_has_a_title_and_a_heading_on_a4(sample: LetterSample) -> None:
    document = Document(BytesIO(sample.write(DocxLetterWriter())))
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    section = document.sections[0]

    assert languages == {"de-DE"}
    assert document.core_properties.language == "de-DE"
    assert document.core_properties.title == f"{sample.letter.title} KRM-2026-0042"
    assert document.core_properties.author == "Jobcenter Musterstadt"
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"] == [
        WORDINGS[sample.letter.kind, sample.letter.variant].subject
    ]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@of_letter
def test_it_speaks_of_no_consequences_for_employees(sample: LetterSample) -> None:
    assert not re.search(CONSEQUENCES, text_of(sample), re.IGNORECASE)


@of_letter
def test_it_addresses_people_formally_and_without_gender_signs(sample: LetterSample) -> None:
    text = text_of(sample)

    assert not re.search(r"\b(du|dein|deine|dir|dich|euch)\b", text, re.IGNORECASE)
    assert not re.search(r"\w[*_:·]innen|Herr |Frau |geehrte", text)


@of_letter
def test_acknowledgements_and_hand_overs_say_that_they_stop_no_time_limit(sample: LetterSample) -> None:
    says_so = sample.letter.kind in {DocumentKind.ACKNOWLEDGEMENT, DocumentKind.HANDOVER_NOTICE}

    assert (NO_LEGAL_REMEDY in text_of(sample)) is says_so
    assert "Dieses Schreiben ersetzt keinen Widerspruch und ändert keine Fristen." in NO_LEGAL_REMEDY


def test_pages_after_the_first_say_to_which_letter_they_belong() -> None:
    document = Document(BytesIO(SAMPLES[0].write(DocxLetterWriter())))

    assert document.sections[0].header.paragraphs[0].text == "Jobcenter Musterstadt · KRM-2026-0042"
