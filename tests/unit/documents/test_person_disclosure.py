"""Everything that a case can hold has a German name, and every value that can stand there has words."""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from casework.person_contents import contents_of
from documents.disclosure import Chapter, Disclosure, Section, write_disclosure
from documents.disclosure_labels import field_label, part_label
from documents.letter_as_text import letter_as_text
from procedure.case import Case
from tests.support.builders import an_office
from tests.support.house import SENDER
from tests.support.random_cases import RandomCases


def types_in(hint: Any) -> set[type]:  # noqa: ANN401 - a type hint
    found = {inner for option in get_args(hint) for inner in types_in(option)}
    if isinstance(hint, type):
        found.add(hint)
        if is_dataclass(hint):
            hints = get_type_hints(hint)
            found |= {inner for field in fields(hint) for inner in types_in(hints[field.name])}
    return found


def test_every_part_and_field_has_a_name() -> None:
    seen = set()
    for case in RandomCases(5).many(40):
        for part in contents_of(case, an_office(), str):
            seen.add(part.name)
            assert part_label(part.name, part.position)
            for field, _ in part.values:
                assert field_label(part.name, field)
    assert len(seen) > 15


def test_every_word_of_a_vocabulary_has_words() -> None:
    from bot.cli.person_words import TERMS

    vocabularies = {kind for kind in types_in(Case) if issubclass(kind, StrEnum)}
    assert len(vocabularies) > 20
    for kind in vocabularies:
        assert set(TERMS[kind]) == set(kind), kind


def a_disclosure(value: str) -> Disclosure:
    return Disclosure(
        head=SENDER,
        date="Donnerstag, 3. Dezember 2026",
        address="Karla Kundin\nMusterweg 1",
        salutation="Guten Tag Karla Kundin,",
        introduction=("Hier ist unsere Auskunft.",),
        chapters=(
            Chapter(title="Vorgang 1", sections=(Section(title="Ergebnis", rows=(("Maßnahme", value),)),)),
        ),
        rights=("Sie können sich beschweren.",),
    )


def test_what_somebody_wrote_is_text_and_nothing_else() -> None:
    said = letter_as_text(write_disclosure(a_disclosure("{{ haus }} {% if %} <b>&amp;\x00\u202e Ende")))
    assert "Maßnahme: {{ haus }} {% if %} <b>&amp; Ende\n" in said
    assert said.count("{{") == 1
    assert "Jobcenter Musterstadt · Musterplatz 1, 77777 Musterstadt · Telefon 07777 12345" in said
