"""No field is forgotten between the values and their rows, and no private one stays unsealed."""

from dataclasses import Field, fields

import pytest

from procedure.case import Case, Customer, Handover, Reaction
from storage import mapping
from storage.column_types import EncryptedText
from storage.keys import KeyRing
from storage.part_mapping import EMBEDDED, LISTED, Embedded, Listed
from storage.tables import cases, handovers
from storage.word_lists import WORD_LISTS
from tests.support.builders import a_case, a_handover, a_reaction

WORDS = {
    "reaction",
    "record_reasons",
    "excluded",
    "handover",
    "customer",
    "concerns",
    "teams",
    "praised_teams",
    "followed_by",
    "documents",
}
"""Fields kept as word lists or mapped on their own."""

CASE_NUMBERS = {"number", "from_number"}
"""Texts that the assistant writes itself and that name nobody."""


def stored(kind: type) -> set[str]:
    parts = {part.name for part in (*EMBEDDED, *LISTED)}
    return {field.name for field in fields(kind)} - WORDS - parts


def written(kind: type) -> set[str]:
    """Name the texts that a person writes."""
    return {field.name for field in fields(kind) if is_text(field)} - CASE_NUMBERS


def is_text(field: Field[object]) -> bool:
    return field.type in (str, "str")


def test_every_field_of_a_case_has_a_column() -> None:
    assert stored(Case) == {*mapping.CASE_PLAIN, *mapping.CASE_SEALED}


def test_every_field_of_a_reaction_has_a_column() -> None:
    assert stored(Reaction) == {*mapping.REACTION_PLAIN, *mapping.REACTION_SEALED}
    assert stored(Customer) == set(mapping.CUSTOMER_SEALED)


def test_every_field_of_a_handover_has_a_column() -> None:
    assert stored(Handover) == {*mapping.HANDOVER_PLAIN, *mapping.HANDOVER_SEALED}


@pytest.mark.parametrize("part", [*EMBEDDED, *LISTED], ids=lambda part: part.name)
def test_every_field_of_a_part_has_a_column_and_every_text_is_sealed(part: Embedded | Listed) -> None:
    assert {field.name for field in fields(part.kind)} == {*part.plain, *part.sealed}
    assert len(part.plain) + len(part.sealed) == len(fields(part.kind))
    assert written(part.kind) == set(part.sealed)


def test_every_text_a_person_writes_is_encrypted() -> None:
    of_reaction_and_handover = written(Reaction) | written(Handover)
    assert of_reaction_and_handover == {*mapping.REACTION_SEALED, *mapping.HANDOVER_SEALED}
    sealed = {column.name for table in (cases, handovers) for column in table.c if is_sealed(column.type)}
    customer = {f"customer_{name}" for name in mapping.CUSTOMER_SEALED}
    of_parts = {f"{part.name}_{name}" for part in EMBEDDED for name in part.sealed}
    assert sealed == of_reaction_and_handover | customer | of_parts | {"krm_tool_ref"}


@pytest.mark.parametrize("listed", LISTED, ids=lambda listed: listed.name)
def test_the_texts_of_a_list_are_encrypted(listed: Listed) -> None:
    sealed = {column.name for column in listed.table.c if is_sealed(column.type)}
    assert sealed == set(listed.sealed)
    assert {column.name for column in listed.table.c} == {
        "case_id",
        "position",
        *listed.plain,
        *listed.sealed,
    }


def is_sealed(type_: object) -> bool:
    return isinstance(type_, EncryptedText)


def test_the_lists_fill_all_columns() -> None:
    keys = KeyRing.generate()
    assert mapping.changed_columns(a_case(), None, keys).keys() == {column.name for column in cases.c}
    assert mapping.reaction_columns(a_reaction(), keys).keys() < {column.name for column in cases.c}
    assert mapping.handover_columns(a_handover(), keys).keys() | {"case_id"} == {c.name for c in handovers.c}


def test_no_two_lists_share_a_table() -> None:
    tables = [table for table, _ in WORD_LISTS] + [listed.table for listed in LISTED]
    assert len(set(tables)) == len(tables)
