"""Who made and released a report stands in the record of the house; facts are read through an index."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.measures import FinishMeasure, PutMeasure, finish_measure, put_measure
from casework.report import make_report, release_report
from casework.views_report import MeasureState
from procedure.statistics.template import ReportTemplate
from storage.audit_verify import verify
from storage.engine import reading
from storage.keys import KeyRing
from storage.staff_changes import StaffEvent
from storage.tables import report_runs, staff_audit
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, MANAGEMENT
from tests.support.expired import an_entry, expired
from tests.support.house import RULEBOOK

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
TEMPLATE = ReportTemplate(version="Probe 1")
EVENTS = (StaffEvent.REPORT_MADE, StaffEvent.REPORT_RELEASED)


async def made(engine: AsyncEngine, keys: KeyRing) -> SqlUnitsOfWork:
    units = SqlUnitsOfWork(engine, keys)
    async with units() as unit:
        for number in range(1, 5):
            assert await unit.cases.allocate_number(2026) == f"KRM-2026-{number:04d}"
            await unit.cases.add(case := expired(number, documents=()))
            await unit.audit.append([an_entry(case)])
        await unit.commit()
    for _ in range(2):
        await make_report(units, 2026, actor=None, rulebook=RULEBOOK, template=TEMPLATE, now=NOW)
    return units


async def test_the_record_says_once_who_made_and_released_which_checksum_and_stays_whole(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    units = await made(office_engine, key_ring)
    run = await release_report(units, 2026, 1, actor=MANAGEMENT, rulebook=RULEBOOK, now=NOW)
    chosen = select(staff_audit).where(staff_audit.c.event.in_(EVENTS)).order_by(staff_audit.c.id)
    async with reading(office_engine) as connection:
        rows = (await connection.execute(chosen)).mappings().all()
    about = {"version": "1", "checksum": run.checksum}
    assert [(row["event"], row["subject"], row["details"]) for row in rows] == [
        (StaffEvent.REPORT_MADE, "report-2026", {**about, "by": ""}),
        (StaffEvent.REPORT_RELEASED, "report-2026", {**about, "by": MANAGEMENT}),
    ]
    verified = await verify(office_engine, key_ring, lambda _done, _of: None)
    assert verified.broken is None
    assert verified.since


async def test_what_is_frozen_holds_no_employee_and_nothing_that_people_wrote(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    units = await made(office_engine, key_ring)
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
    async with reading(office_engine) as connection:
        (frozen,) = (await connection.execute(select(report_runs.c.frozen))).scalars()
    for member in office.staff.values():
        assert member.name not in frozen
        assert member.id not in frozen
    assert "KRM-2026" not in frozen
    assert "Karla" not in frozen


async def test_facts_are_found_through_their_index(office_engine: AsyncEngine, key_ring: KeyRing) -> None:
    asked: list[tuple[str, Any]] = []
    units = SqlUnitsOfWork(office_engine, key_ring)

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:  # noqa: ANN401 - the driver's
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    event.listen(office_engine.sync_engine, "before_cursor_execute", note)
    async with units(reads_only=True) as unit:
        assert [b async for b in unit.statistics.facts(date(2026, 1, 1), date(2027, 1, 1), RULEBOOK)] == []
        assert await unit.statistics.first_received() is None
    event.remove(office_engine.sync_engine, "before_cursor_execute", note)
    assert len(asked) == 2
    explain = "EXPLAIN QUERY PLAN " if office_engine.dialect.name == "sqlite" else "EXPLAIN "
    async with office_engine.connect() as connection:
        if office_engine.dialect.name == "postgresql":
            # Of an empty table PostgreSQL would rather read all.
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
            await connection.execute(text("SET LOCAL enable_bitmapscan = off"))
        for statement, values in asked:
            plan = await connection.exec_driver_sql(explain + statement, values)
            words = " ".join(str(row) for row in plan.all())
            assert "ix_cases_received_at_id" in words
            assert "Sort" not in words
            assert "TEMP B-TREE" not in words


async def test_the_record_says_who_changed_a_measure_and_when_it_was_done_without_its_words(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    units = SqlUnitsOfWork(office_engine, key_ring)
    command = PutMeasure(
        actor=BGF,
        year=2026,
        measure_id="m1",
        seen=0,
        text="Wegweiser erneuern",
        owner="bgf",
        due_on=date(2027, 3, 1),
    )
    kept = await put_measure(units, command, rulebook=RULEBOOK, now=NOW)
    done = FinishMeasure(actor=MANAGEMENT, measure_id="m1", seen=kept.version, effect="Weniger Fragen.")
    await finish_measure(units, done, rulebook=RULEBOOK, now=NOW)
    chosen = select(staff_audit.c.details).where(staff_audit.c.event == StaffEvent.MEASURE_CHANGED)
    async with reading(office_engine) as connection:
        noted = (await connection.execute(chosen.order_by(staff_audit.c.id))).scalars().all()
    about = {"measure": "m1", "due_on": "2027-03-01"}
    assert noted == [
        {**about, "state": MeasureState.OPEN, "by": BGF},
        {**about, "state": MeasureState.DONE, "by": MANAGEMENT},
    ]
    assert (await verify(office_engine, key_ring, lambda _done, _of: None)).broken is None
