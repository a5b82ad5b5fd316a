"""A record to check, and hands that change it where the database cannot refuse."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from random import Random

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import AuditEntry
from procedure.office import Absence
from procedure.vocabulary import CaseId, Role
from storage.audit_verify import Verified, verify
from storage.engine import writing
from storage.keys import KeyRing
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, FRONT_DESK, REGISTERED_AT, TEAM_LEAD_A, a_case

INDEXES = ("ix_audit_entries_case_id_position", "ix_staff_audit_position")
TABLES = ("audit_entries", "staff_audit")
BACK_TO_BEFORE = (
    "UPDATE audit_entries SET position = NULL, mac = NULL",
    "UPDATE staff_audit SET position = NULL, mac = NULL",
    "DELETE FROM audit_chains",
    "DELETE FROM audit_start",
)
"""What a database of the release before looks like after its migration."""


def case_key(number: int) -> CaseId:
    """Return the id of the n-th case."""
    return CaseId(f"{number:08d}-8b86-4d01-b42d-00c04fc964ff")


def an_entry(number: int, event: str = "TakenOver", **details: str) -> AuditEntry:
    """Build an entry of the n-th case."""
    return AuditEntry(
        case_id=case_key(number),
        at=REGISTERED_AT + timedelta(minutes=number),
        actor=FRONT_DESK,
        role=Role.FRONT_DESK,
        on_behalf=False,
        event=event,
        details=details,
    )


async def register(units: SqlUnitsOfWork, number: int, year: int = 2026, *, keep: bool = True) -> None:
    """Add the n-th case with its first entry."""
    async with units() as unit:
        given = await unit.cases.allocate_number(year)
        await unit.cases.add(a_case(id=case_key(number), number=given))
        await unit.audit.append([an_entry(number, "Registered", lead="team")])
        if keep:
            await unit.commit()


async def add(units: SqlUnitsOfWork, number: int, *entries: AuditEntry, keep: bool = True) -> None:
    """Add entries to the n-th case as a press does: the case is read before."""
    async with units() as unit:
        await unit.cases.get(case_key(number))
        await unit.audit.append(entries or [an_entry(number)])
        if keep:
            await unit.commit()


async def written(units: SqlUnitsOfWork, cases: int = 3) -> None:
    """Write cases with five entries each, and three entries of the roster."""
    for number in range(1, cases + 1):
        await register(units, number)
        await add(units, number, an_entry(number, "A", document_id="ä"), an_entry(number, "B"))
        await add(units, number, an_entry(number, "C"))
        await add(units, number, an_entry(number, "D"))
    for day in range(3):
        on = (REGISTERED_AT + timedelta(days=day)).date()
        async with units() as unit:
            absence = Absence(staff_id=TEAM_LEAD_A, from_on=on, until_on=on)
            await unit.staff.add_absence(absence, by=BGF, at=REGISTERED_AT)
            await unit.commit()


async def write_by_chance(units: SqlUnitsOfWork, chance: Random, steps: int) -> None:
    """Write what comes, and undo some of it."""
    cases = 0
    for _ in range(steps):
        keep = chance.random() < 0.8
        if cases == 0 or chance.random() < 0.2:
            await register(units, cases + 1, chance.choice((2025, 2026)), keep=keep)
            cases += keep
            continue
        number = chance.randint(1, cases)
        details = {chance.choice("abc"): chance.choice(("", "ö", "\ud83d", '"', "1")) for _ in range(3)}
        entries = [an_entry(number, chance.choice("XYZ"), **details) for _ in range(chance.randint(1, 3))]
        await add(units, number, *entries, keep=keep)


async def checked(engine: AsyncEngine, keys: KeyRing, at_once: int = 2) -> Verified:
    """Check the record, few cases at once."""
    return await verify(engine, keys, lambda _done, _of: None, at_once)


async def tamper(engine: AsyncEngine, statements: Sequence[str]) -> None:
    """Change the database as somebody does who has its file or its administrator's account."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as file, file:
            file.execute("PRAGMA ignore_check_constraints = ON")
            triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                file.execute(f'DROP TRIGGER "{name}"')
            for statement in (*(f"DROP INDEX IF EXISTS {name}" for name in INDEXES), *statements):
                file.execute(statement)
        return
    async with writing(engine) as connection:
        await connection.execute(text("SET LOCAL session_replication_role = 'replica'"))
        for table in TABLES:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in (*(f"DROP INDEX IF EXISTS {name}" for name in INDEXES), *statements):
            await connection.execute(text(statement.replace(":", "\\:")))
