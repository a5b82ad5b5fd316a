"""What a tick of the reminders costs with 10,000 and with 200,000 open cases, the same number of them due.

    python -m tests.bench.ticks [--due 50] [--postgresql]

A tick must read only what is due. Ends with status 1 if it takes more than twice as long with twenty
times the cases, or if the database reads a growing table from end to end for it (EXPLAIN).
"""

import argparse
import asyncio
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, event, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from casework.remind import release_due
from procedure.duties import duties_of
from procedure.vocabulary import CaseId
from storage.engine import create_engine
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import case_concerns, case_teams, cases, duties, reminder_items, reminder_permissions
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import a_case, an_office
from tests.support.databases import PostgresTemplate, SqliteTemplate
from tests.support.house import RULEBOOK

FEW, MANY = 10_000, 200_000
ALLOWED_RATIO = 2.0
ROUNDS = 15
NOW = datetime(2026, 12, 10, 10, 0, tzinfo=UTC)
"""Donnerstag, 11 Uhr in Berlin."""
DUE, NOT_DUE = NOW - timedelta(hours=2), NOW + timedelta(days=40)
GROWING = r"(cases|case_\w+|duties|reminder_\w+|outbox|audit\w*|documents)"
"""Tables that grow with the number of cases; the roster does not."""
SCANS = re.compile(rf"^\s*SCAN {GROWING}\b|Seq Scan on {GROWING}\b")


CHAINS = """
INSERT INTO audit_chains (chain, label, sealed, sealed_mac, length, last_mac, head_mac)
SELECT id, number, 0, '', 0, '', '' FROM cases WHERE id NOT IN (SELECT chain FROM audit_chains)
"""
"""Every case has the head of its record; of an empty table the planner would make a scan."""


class Files:
    """A database with many open cases, of which a few can be made due."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        keys = KeyRing.generate()
        self.units = SqlUnitsOfWork(engine, keys)
        self._staff = SqlStaff(engine, keys)
        self._due: list[CaseId] = []

    async def fill(self, open_cases: int, due: int) -> None:
        """Record ``due`` cases and tell of them once; lay copies of the first beside it up to the number."""
        await self._staff.apply_roster(Roster(an_office()), NOW)
        self._due = [CaseId(f"real-{number}") for number in range(max(1, due))]
        async with self.units() as unit:
            for number, case_id in enumerate(self._due):
                case = a_case(id=case_id, number=f"KRM-2026-{number:04d}")
                owed = duties_of(case, RULEBOOK)
                await unit.cases.add(case)
                await unit.duties.replace(case_id, owed, dict.fromkeys(owed, DUE))
            await unit.commit()
        await self.tick()
        copies = open_cases - len(self._due)
        for table in (cases, case_concerns, case_teams, duties, reminder_permissions, reminder_items):
            await self._copy(table, copies)
        async with self.engine.begin() as connection:
            await connection.execute(text(CHAINS))
            await connection.execute(text("ANALYZE"))

    async def _copy(self, table: Table, copies: int) -> None:
        """Lay the first case's rows of a table beside it for each copy."""
        own = {
            "id": "'copy-' || n.i",
            "case_id": "'copy-' || n.i",
            "number": "'K-' || n.i",
            "remind_at": ":later",
        }
        named = [column.name for column in table.c if column.name != "sequence"]
        chosen = ", ".join(own.get(name, f"{table.name}.{name}") for name in named)
        key = "id" if table is cases else "case_id"
        statement = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :copies) "  # noqa: S608 - names of ours
            f"INSERT INTO {table.name} ({', '.join(named)}) "
            f"SELECT {chosen} FROM n CROSS JOIN {table.name} WHERE {table.name}.{key} = :first"
        )
        async with self.engine.begin() as connection:
            copying = text(statement).bindparams(copies=copies, first=self._due[0])
            if table is duties:
                copying = copying.bindparams(bindparam("later", NOT_DUE, type_=duties.c.remind_at.type))
            await connection.execute(copying)

    async def make_due(self) -> None:
        """Let the chosen cases be due as if nobody had been told of them."""
        own: dict[Table, Column[Any]] = {t: t.c.case_id for t in (duties, reminder_permissions)}
        async with self.engine.begin() as connection:
            wanted = own[duties].in_(self._due)
            await connection.execute(update(duties).where(wanted).values(remind_at=DUE))
            wanted = own[reminder_permissions].in_(self._due)
            await connection.execute(delete(reminder_permissions).where(wanted))

    async def tick(self) -> int:
        """Tick once."""
        return await release_due(self.units, RULEBOOK, NOW)

    async def milliseconds(self, *, due: bool) -> float:
        """Return how long a tick takes, the median of several."""
        took = []
        for _ in range(ROUNDS):
            if due:
                await self.make_due()
            began = time.perf_counter()
            messages = await self.tick()
            took.append((time.perf_counter() - began) * 1000)
            if (messages > 0) is not due:
                raise RuntimeError(f"{messages} messages")
        return statistics.median(took)

    async def scans(self) -> list[str]:
        """Name the growing tables that a tick with something due reads from end to end."""
        await self.make_due()
        with _statements(self.engine) as seen:
            await self.tick()
        async with self.engine.connect() as connection:
            plans = _sqlite_plans if self.engine.dialect.name == "sqlite" else _postgresql_plans
            return [
                f"{line.strip()}: {statement[:80]}"
                async for line, statement in plans(connection, seen)
                if SCANS.search(line)
            ]


async def _sqlite_plans(
    connection: AsyncConnection, seen: Mapping[str, Any]
) -> AsyncIterator[tuple[str, str]]:
    for statement, parameters in seen.items():
        for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
            yield row.detail, statement


async def _postgresql_plans(
    connection: AsyncConnection, seen: Mapping[str, Any]
) -> AsyncIterator[tuple[str, str]]:
    """Yield the lines of the plans that serve any parameters: a driver that prepares comes to use them.

    It rather reads a table of a few rows than looks them up, which is no matter.
    """
    small = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples < 1000"
    harmless = [f"Seq Scan on {row.relname} " for row in await connection.exec_driver_sql(small)]
    await connection.exec_driver_sql("SET plan_cache_mode = force_generic_plan")
    for number, statement in enumerate(seen):
        await connection.exec_driver_sql(f"PREPARE of_tick_{number} AS {statement}")
        nothing = ", ".join(["NULL"] * max(map(int, re.findall(r"\$(\d+)", statement)), default=0))
        values = f"({nothing})" if nothing else ""
        for row in await connection.exec_driver_sql(f"EXPLAIN EXECUTE of_tick_{number}{values}"):
            if not any(scan in row[0] for scan in harmless):
                yield row[0], statement


@contextmanager
def _statements(engine: AsyncEngine) -> Iterator[dict[str, Any]]:
    """Collect the statements that read or change rows, each with the parameters it had first."""
    seen: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:  # noqa: ANN401 - the driver's
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            seen.setdefault(statement, parameters)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


@asynccontextmanager
async def filled(url: str, open_cases: int, due: int) -> AsyncIterator[Files]:
    """Open a migrated, empty database and fill it."""
    engine = create_engine(url)
    try:
        files = Files(engine)
        await files.fill(open_cases, due)
        yield files
    finally:
        await engine.dispose()


async def measure(urls: Iterator[str], due: int) -> int:
    """Measure, print the result, and return the exit status."""
    missed = False
    took: dict[int, list[float]] = {}
    for number in (FEW, MANY):
        began = time.perf_counter()
        async with filled(next(urls), number, due) as files:
            print(f"{number:7} open cases, laid in {time.perf_counter() - began:.0f} s")
            took[number] = [await files.milliseconds(due=True), await files.milliseconds(due=False)]
            for scan in await files.scans():
                print(f"reads from end to end: {scan}")
                missed = True
        print(
            f"        a tick with {due} due: {took[number][0]:8.2f} ms, with none: {took[number][1]:.2f} ms"
        )
    for what, few, many in zip(("due", "nothing due"), took[FEW], took[MANY], strict=True):
        print(f"ratio, {what}: {many / few:.2f} (allowed: {ALLOWED_RATIO})")
        missed |= many / few > ALLOWED_RATIO
    return 1 if missed else 0


def main() -> int:
    """Measure on SQLite, or on PostgreSQL."""
    parser = argparse.ArgumentParser(description="A tick with few and with many open cases")
    parser.add_argument("--due", type=int, default=50, help="cases that are due at a time")
    parser.add_argument("--postgresql", action="store_true")
    arguments = parser.parse_args()
    if arguments.postgresql:
        with PostgresTemplate.started() as server, server.lent() as few, server.lent() as many:
            return asyncio.run(measure(iter((few, many)), arguments.due))
    with tempfile.TemporaryDirectory() as folder:
        template = SqliteTemplate.make(Path(folder))
        urls = (template.copy_to(Path(folder) / f"{n}.sqlite3") for n in (FEW, MANY))
        return asyncio.run(measure(urls, arguments.due))


if __name__ == "__main__":
    sys.exit(main())
