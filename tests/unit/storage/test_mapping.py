"""No field is forgotten between the values and their rows, and no private one stays unsealed."""

from dataclasses import fields

from procedure.case import Case, Customer, Handover, Reaction
from storage import mapping
from storage.column_types import EncryptedText
from storage.keys import KeyRing
from storage.tables import cases, handovers
from tests.support.builders import a_case, a_handover, a_reaction

IN_OTHER_TABLES = {
    "reaction",
    "record_reasons",
    "excluded",
    "handover",
    "customer",
    "concerns",
    "teams",
    "praised_teams",
}


def stored(kind: type) -> set[str]:
    return {field.name for field in fields(kind)} - IN_OTHER_TABLES


def test_every_field_of_a_case_has_a_column() -> None:
    assert stored(Case) == {*mapping.CASE_PLAIN, *mapping.CASE_SEALED}


def test_every_field_of_a_reaction_has_a_column() -> None:
    assert stored(Reaction) == {*mapping.REACTION_PLAIN, *mapping.REACTION_SEALED}
    assert stored(Customer) == set(mapping.CUSTOMER_SEALED)


def test_every_field_of_a_handover_has_a_column() -> None:
    assert stored(Handover) == {*mapping.HANDOVER_PLAIN, *mapping.HANDOVER_SEALED}


def test_every_text_a_person_writes_is_encrypted() -> None:
    written = {f.name for kind in (Reaction, Handover) for f in fields(kind) if f.type in (str, "str")}
    assert written == {*mapping.REACTION_SEALED, *mapping.HANDOVER_SEALED}
    sealed = {column.name for table in (cases, handovers) for column in table.c if is_sealed(column.type)}
    customer = {f"customer_{name}" for name in mapping.CUSTOMER_SEALED}
    assert sealed == written | customer | {"krm_tool_ref"}


def is_sealed(type_: object) -> bool:
    return isinstance(type_, EncryptedText)


def test_the_lists_fill_all_columns() -> None:
    keys = KeyRing.generate()
    written = mapping.case_columns(a_case(), keys) | mapping.reaction_columns(a_reaction(), keys)
    assert written.keys() == {column.name for column in cases.c}
    assert mapping.handover_columns(a_handover(), keys).keys() | {"case_id"} == {c.name for c in handovers.c}
