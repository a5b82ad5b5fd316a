"""Whoever changes the record in the database itself is found out, and the place is named (R50)."""

# ruff: noqa: S608 - statements of our own words

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.audit_check import BreakKind
from storage.keys import KeyRing
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import add, case_key, checked, register, tamper, written
from tests.support.builders import BGF

CASE = case_key(2)
THIRD = f"case_id = '{CASE}' AND position = 3"
FIELDS = {
    "at": "'2026-12-03T09:16:00.000001Z'",
    "actor": f"'{BGF}'",
    "role": "NULL",
    "on_behalf": "NOT on_behalf",
    "event": "'Other'",
    "details": """'{"x":"y"}'""",
    "mac": "'00'",
    "position": "NULL",
    "case_id": f"'{case_key(3)}'",
}
STAFF_FIELDS = {
    "at": "'2026-12-03T09:16:00.000001Z'",
    "subject": "'other'",
    "event": "'ausgetragen'",
    "details": "'{}'",
    "mac": "NULL",
    "position": "999",
}
COLUMNS = "case_id, at, actor, role, on_behalf, event, details, position, mac"
INSERTED = (
    f"INSERT INTO audit_entries ({COLUMNS}) SELECT case_id, at, actor, role, on_behalf, 'Forged', details, "
    f"{{position}}, mac FROM audit_entries WHERE case_id = '{CASE}' AND position = 1"
)
FOURTH_MAC = f"SELECT mac FROM audit_entries WHERE case_id = '{CASE}' AND position = 4"
MAKE_ROOM = f"UPDATE audit_entries SET position = position + 1 WHERE case_id = '{CASE}' AND position >= 3"
EVERYTHING_OF = (
    "DELETE FROM audit_entries WHERE case_id = '{0}'",
    "DELETE FROM audit_chains WHERE chain = '{0}'",
    "DELETE FROM case_concerns WHERE case_id = '{0}'",
    "DELETE FROM case_teams WHERE case_id = '{0}'",
    "DELETE FROM case_record_reasons WHERE case_id = '{0}'",
    "DELETE FROM handovers WHERE case_id = '{0}'",
    "DELETE FROM cases WHERE id = '{0}'",
)
CHANGES = {
    "one from the middle": (
        [f"DELETE FROM audit_entries WHERE {THIRD}"],
        (BreakKind.MISSING, 3),
    ),
    "one from the middle, the others moved up": (
        [
            f"DELETE FROM audit_entries WHERE {THIRD}",
            f"UPDATE audit_entries SET position = position - 1 WHERE case_id = '{CASE}' AND position > 3",
        ],
        (BreakKind.MISSING, 3),
    ),
    "the first": (
        [f"DELETE FROM audit_entries WHERE case_id = '{CASE}' AND position = 1"],
        (BreakKind.MISSING, 1),
    ),
    "the last": (
        [f"DELETE FROM audit_entries WHERE case_id = '{CASE}' AND position = 5"],
        (BreakKind.CUT_OFF, 5),
    ),
    "the last, and the head put back": (
        [
            f"DELETE FROM audit_entries WHERE case_id = '{CASE}' AND position = 5",
            f"UPDATE audit_chains SET length = 4, last_mac = ({FOURTH_MAC}) WHERE chain = '{CASE}'",
        ],
        (BreakKind.CUT_OFF, 4),
    ),
    "all": (
        [f"DELETE FROM audit_entries WHERE case_id = '{CASE}'"],
        (BreakKind.CUT_OFF, 1),
    ),
    "one put in": ([MAKE_ROOM, INSERTED.format(position=3)], (BreakKind.INSERTED, 3)),
    "one put in beside": ([INSERTED.format(position=3)], (BreakKind.INSERTED, 3)),
    "one put at the end": ([INSERTED.format(position=6)], (BreakKind.INSERTED, 6)),
    "one put in without a place": ([INSERTED.format(position="NULL")], (BreakKind.INSERTED, None)),
    "two that changed places": (
        [f"UPDATE audit_entries SET position = 7 - position WHERE case_id = '{CASE}' AND position IN (3, 4)"],
        (BreakKind.SWAPPED, 3),
    ),
    "two that changed places in every list": (
        [f"UPDATE audit_entries SET id = id + 1000 WHERE {THIRD}"],
        (BreakKind.SWAPPED, 4),
    ),
    "the head": ([f"DELETE FROM audit_chains WHERE chain = '{CASE}'"], (BreakKind.NOT_SEALED, None)),
    "the number": (
        [f"UPDATE audit_chains SET label = 'KRM-2026-0009' WHERE chain = '{CASE}'"],
        (BreakKind.CUT_OFF, 5),
    ),
}


@pytest.fixture
async def recorded(office_engine: AsyncEngine, key_ring: KeyRing) -> AsyncEngine:
    """Return a record of three cases with five entries each."""
    await written(SqlUnitsOfWork(office_engine, key_ring))
    return office_engine


@pytest.mark.parametrize("field", FIELDS)
async def test_every_field_of_an_entry_counts(recorded: AsyncEngine, key_ring: KeyRing, field: str) -> None:
    await tamper(recorded, [f"UPDATE audit_entries SET {field} = {FIELDS[field]} WHERE {THIRD}"])
    broken = (await checked(recorded, key_ring)).broken
    assert broken is not None
    assert broken.record == "KRM-2026-0002"
    moved = {"position": BreakKind.INSERTED, "case_id": BreakKind.MISSING}
    assert broken.kind == moved.get(field, BreakKind.CHANGED)
    assert broken.position == (None if field == "position" else 3)


@pytest.mark.parametrize("field", STAFF_FIELDS)
async def test_every_field_of_an_entry_of_the_roster_counts(
    recorded: AsyncEngine, key_ring: KeyRing, field: str
) -> None:
    change = f"UPDATE staff_audit SET {field} = {STAFF_FIELDS[field]} WHERE position = 2"
    await tamper(recorded, [change])
    broken = (await checked(recorded, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.position) == ("staff", 2)
    assert broken.kind == (BreakKind.MISSING if field == "position" else BreakKind.CHANGED)


@pytest.mark.parametrize("change", CHANGES)
async def test_what_was_removed_put_in_or_moved_is_named(
    recorded: AsyncEngine, key_ring: KeyRing, change: str
) -> None:
    statements, (kind, position) = CHANGES[change]
    await tamper(recorded, statements)
    broken = (await checked(recorded, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind, broken.position) == ("KRM-2026-0002", kind, position)


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_case_that_is_gone_with_everything_leaves_a_gap(
    recorded: AsyncEngine, key_ring: KeyRing, number: int
) -> None:
    await tamper(recorded, [statement.format(case_key(number)) for statement in EVERYTHING_OF])
    broken = (await checked(recorded, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind) == (f"KRM-2026-{number:04d}", BreakKind.MISSING)


async def test_the_last_case_is_missed_though_its_number_was_taken_back_and_given_again(
    recorded: AsyncEngine, key_ring: KeyRing
) -> None:
    back = [
        "UPDATE case_numbers SET last = 2",
        "UPDATE audit_chains SET length = 2 WHERE chain = 'numbers-2026'",
    ]
    await tamper(recorded, [*(statement.format(case_key(3)) for statement in EVERYTHING_OF), *back])
    for again in (False, True):
        if again:
            await register(SqlUnitsOfWork(recorded, key_ring), 4)
        broken = (await checked(recorded, key_ring)).broken
        assert broken is not None
        assert (broken.record, broken.kind) == ("numbers-2026", BreakKind.CHANGED)


async def test_a_whole_year_is_missed(recorded: AsyncEngine, key_ring: KeyRing) -> None:
    gone = [statement.format(case_key(n)) for n in (1, 2, 3) for statement in EVERYTHING_OF]
    year = ["DELETE FROM case_numbers", "DELETE FROM audit_chains WHERE chain = 'numbers-2026'"]
    await tamper(recorded, [*gone, *year])
    broken = (await checked(recorded, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind) == ("numbers-2026", BreakKind.MISSING)


async def test_a_cut_is_not_healed_by_what_is_written_afterwards(
    recorded: AsyncEngine, key_ring: KeyRing
) -> None:
    statements, _ = CHANGES["the last, and the head put back"]
    await tamper(recorded, statements)
    for _ in range(2):
        await add(SqlUnitsOfWork(recorded, key_ring), 2)
        broken = (await checked(recorded, key_ring)).broken
        assert broken is not None
        assert (broken.record, broken.kind) == ("KRM-2026-0002", BreakKind.CUT_OFF)


async def test_entries_of_a_case_that_never_was_are_named(recorded: AsyncEngine, key_ring: KeyRing) -> None:
    await tamper(recorded, [INSERTED.format(position=1).replace("SELECT case_id", "SELECT 'nowhere'")])
    broken = (await checked(recorded, key_ring)).broken
    assert broken is not None
    assert (broken.record, broken.kind) == ("nowhere", BreakKind.INSERTED)


async def test_what_is_no_entry_any_more_is_named_and_stops_nobody(
    recorded: AsyncEngine, key_ring: KeyRing
) -> None:
    if recorded.dialect.name != "sqlite":
        return  # PostgreSQL's types let no such thing in
    for field in ("at", "details", "role", "on_behalf", "actor", "event"):
        await tamper(recorded, [f"UPDATE audit_entries SET {field} = x'ff' WHERE {THIRD}"])
        broken = (await checked(recorded, key_ring)).broken
        assert broken is not None
        assert (broken.record, broken.kind) == ("KRM-2026-0002", BreakKind.CHANGED)
