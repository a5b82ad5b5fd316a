"""What was corrected in a case cannot be changed past the record without being noticed (R50)."""

# ruff: noqa: S608 - statements of our own words

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.commands import TakeStep
from casework.take_step import take_step
from procedure.steps import Correct
from storage.audit_check import BreakKind
from storage.key_rotation import Pace, rotate
from storage.keys import KeyRing
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import TABLES, add, an_entry, case_key, checked, register, tamper
from tests.support.builders import BGF, REGISTERED_AT, a_case
from tests.support.house import RULEBOOK

CASE = case_key(1)
FIRST = "id = (SELECT min(id) FROM corrections)"
PUT_IN = (
    "INSERT INTO corrections (case_id, at, actor, field, old, new, reason) "
    f"SELECT case_id, {{at}}, actor, field, old, new, reason FROM corrections WHERE {FIRST}"
)
CHANGES = {
    "one is removed": f"DELETE FROM corrections WHERE {FIRST}",
    "all are removed": "DELETE FROM corrections",
    "the last is removed": "DELETE FROM corrections WHERE id = (SELECT max(id) FROM corrections)",
    "one is put in beside": PUT_IN.format(at="at"),
    "one is put in at another time": PUT_IN.format(at="'2026-12-03T08:00:00.000001Z'"),
    "its field": f"UPDATE corrections SET field = 'customer_contact' WHERE {FIRST}",
    "who did it": f"UPDATE corrections SET actor = '00000000-0000-4000-8000-000000000001' WHERE {FIRST}",
    "when": f"UPDATE corrections SET at = '2026-12-03T08:00:00.000001Z' WHERE {FIRST}",
    "its value, by another sealed one": f"UPDATE corrections SET reason = reason || 'x' WHERE {FIRST}",
    "its case": f"UPDATE corrections SET case_id = '{case_key(2)}' WHERE {FIRST}",
}

AS_IT_WAS = ("DELETE FROM corrections", "INSERT INTO corrections SELECT * FROM as_it_was")


@pytest.fixture
def units(office_engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    """Return an office with an empty, sealed record."""
    return SqlUnitsOfWork(office_engine, key_ring)


async def correct(units: SqlUnitsOfWork, version: int, **values: str) -> None:
    """Put something right in the first case."""
    command = TakeStep(
        command_id=f"c-{version}",
        actor=BGF,
        case_id=CASE,
        version=version,
        step=Correct(reason="Verschrieben", **values),  # type: ignore[arg-type]
    )
    await take_step(units, command, rulebook=RULEBOOK, now=REGISTERED_AT)


@pytest.fixture
async def corrected(units: SqlUnitsOfWork) -> SqlUnitsOfWork:
    """Correct a case twice within the same instant, and leave another as it is."""
    await register(units, 1)
    await register(units, 2)
    version = a_case().version
    await correct(units, version, customer_name="Karla Kundin-Neu", summary="Anders")
    await correct(units, version + 1, customer_name="Karla Kundin")
    return units


async def broken(engine: AsyncEngine, keys: KeyRing) -> tuple[BreakKind, str] | None:
    found = (await checked(engine, keys)).broken
    return None if found is None else (found.kind, found.record)


@pytest.mark.usefixtures("corrected")
async def test_corrections_as_they_were_made_fit_their_entries(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    assert await broken(office_engine, key_ring) is None


@pytest.mark.usefixtures("corrected")
async def test_a_changed_history_is_named_with_its_case(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    await tamper(office_engine, ["CREATE TABLE as_it_was AS SELECT * FROM corrections"])
    if office_engine.dialect.name == "postgresql":
        await tamper(office_engine, ["ALTER TABLE corrections DISABLE TRIGGER USER"])
    found = {}
    for change, statement in CHANGES.items():
        await tamper(office_engine, [statement])
        found[change] = await broken(office_engine, key_ring)
        await tamper(office_engine, AS_IT_WAS)

    assert found == dict.fromkeys(CHANGES, (BreakKind.CORRECTIONS, "KRM-2026-0001"))
    assert await broken(office_engine, key_ring) is None


@pytest.mark.usefixtures("corrected")
async def test_a_renewed_key_changes_nothing(office_engine: AsyncEngine, key_ring: KeyRing) -> None:
    both = KeyRing((*key_ring.keys, *KeyRing.generate().keys))
    await rotate(office_engine, both, lambda _: None, Pace(rows=50, pause=0))

    assert await broken(office_engine, KeyRing(both.keys[1:])) is None


async def test_what_an_entry_vouches_with_is_shown_to_nobody(corrected: SqlUnitsOfWork) -> None:
    async with corrected(reads_only=True) as unit:
        found = [entry.details for entry in await unit.audit.of_case(CASE) if entry.event == "Corrected"]

    assert found == [{"fields": "customer_name,summary"}, {"fields": "customer_name"}]


@pytest.mark.usefixtures("corrected")
async def test_a_correction_whose_entry_vouches_for_nothing_is_not_judged(
    office_engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    """It comes from a release that knows no marks."""
    await add(units, 2, an_entry(2, "Corrected", fields="summary"))
    at = f"(SELECT max(at) FROM {TABLES[0]} WHERE case_id = '{case_key(2)}')"
    moved = PUT_IN.format(at=at).replace("SELECT case_id,", f"SELECT '{case_key(2)}',")
    await tamper(office_engine, [moved])

    assert await broken(office_engine, key_ring) is None


async def test_a_step_that_corrects_nothing_costs_no_statement_more(
    office_engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    await register(units, 1)
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(office_engine.sync_engine, "before_cursor_execute", note)
    await add(units, 1, an_entry(1))
    without = len(seen)
    await add(units, 1, an_entry(1, "Corrected", fields="summary"))
    event.remove(office_engine.sync_engine, "before_cursor_execute", note)

    assert len(seen) == 2 * without
