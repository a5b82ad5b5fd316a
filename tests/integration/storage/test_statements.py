"""How many statements the store needs: each is a round trip on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.commands import TakeStep
from casework.permissions import scope_of_assistant
from casework.ports import AuditEntry
from casework.search import Search
from casework.take_step import take_step
from procedure.case_parts import Informing, Talk
from procedure.steps import RaiseAlert
from procedure.vocabulary import CaseId, EscalationGround, Role, TalkState
from storage.keys import KeyRing
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import (
    BGF,
    CASE_ID,
    FRONT_DESK,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    a_case,
)
from tests.support.house import RULEBOOK

DIFFERS = ["DELETE", "INSERT"]
"""A list of the case that differs is written anew."""


RECORDED = a_case(id=CaseId("6f9619ff-8b86-4d01-b42d-00c04fc96501"), number="KRM-2026-0003")
FIRST_ENTRY = AuditEntry(
    case_id=RECORDED.id,
    at=REGISTERED_AT,
    actor=FRONT_DESK,
    role=Role.FRONT_DESK,
    on_behalf=False,
    event="Registered",
    details={},
)


@pytest.fixture
def statements(office_engine: AsyncEngine) -> Iterator[list[str]]:
    """Collect the statements that go to the database, BEGIN and the like left out."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement.split(maxsplit=1)[0])

    event.listen(office_engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(office_engine.sync_engine, "before_cursor_execute", note)


async def test_a_case_is_loaded_with_two_statements(units: SqlUnitsOfWork, statements: list[str]) -> None:
    statements.clear()
    async with units() as unit:
        assert await unit.cases.get(CASE_ID) == a_case()
    assert statements == ["SELECT", "SELECT"]


async def test_a_step_that_leaves_the_reaction_alone_is_one_statement(
    units: SqlUnitsOfWork, statements: list[str]
) -> None:
    async with units() as unit:
        case = await unit.cases.get(CASE_ID)
        assert case is not None
        statements.clear()
        await unit.cases.save(replace(case, version=2, holder=BGF))
        assert statements == ["UPDATE"]


async def test_a_case_is_added_with_five_statements(units: SqlUnitsOfWork, statements: list[str]) -> None:
    other = a_case(id="6f9619ff-8b86-4d01-b42d-00c04fc96500", number="KRM-2026-0002")
    async with units() as unit:
        statements.clear()
        await unit.cases.add(other)
        assert statements == ["INSERT"] * 5


async def test_a_list_costs_one_statement_more_and_only_where_it_is_not_empty(
    units: SqlUnitsOfWork, statements: list[str]
) -> None:
    informing = (Informing(team=TEAM_A), Informing(team=TEAM_B))
    async with units() as unit:
        await unit.cases.save(a_case(version=2, informing=informing))
        await unit.commit()
    statements.clear()
    async with units() as unit:
        case = await unit.cases.get(CASE_ID)
        assert case is not None
        assert case.informing == informing
        assert statements == ["SELECT"] * 3
        statements.clear()
        await unit.cases.save(replace(case, version=3, talk=Talk(state=TalkState.WISHED)))
        assert statements == ["UPDATE"]


async def test_a_press_loads_once_and_writes_only_what_differs(
    units: SqlUnitsOfWork, statements: list[str]
) -> None:
    async with units() as unit:
        await unit.staff.office()  # known from then on, as long as nobody changes it
        await unit.cases.add(RECORDED)
        await unit.audit.append([FIRST_ENTRY])  # the key of the record is known from then on
        await unit.commit()
    step = RaiseAlert(ground=EscalationGround.ESKALATION, note="Lauter Streit am Schalter.")
    command = TakeStep(command_id="press", actor=TEAM_LEAD_A, case_id=RECORDED.id, version=1, step=step)
    statements.clear()
    await take_step(units, command, rulebook=RULEBOOK, now=REGISTERED_AT)
    loading = ["SELECT"] * len(("case", "its words", "roster's version"))
    alerts, duties, command = DIFFERS, DIFFERS, ["INSERT"]
    record, notices = ["UPDATE", "INSERT"], ["INSERT"]  # where its chain ends, and the entries
    assert statements == [*loading, "UPDATE", *alerts, *record, *notices, *duties, *command]


async def test_the_record_costs_a_new_case_two_statements(
    office_engine: AsyncEngine, key_ring: KeyRing, statements: list[str]
) -> None:
    async with SqlUnitsOfWork(office_engine, key_ring)() as unit:
        for expected in ("KRM-2026-0001", "KRM-2026-0002"):  # the first of a year has more to say
            number = await unit.cases.allocate_number(2026)
            assert number == expected
            case = a_case(id=CaseId(number), number=number)
            await unit.cases.add(case)
            statements.clear()
            await unit.audit.append([replace(FIRST_ENTRY, case_id=case.id)])
    assert statements == ["INSERT", "INSERT"]  # its chain and the count of numbers at once, and the entry


async def test_a_page_of_a_list_is_one_statement_and_a_full_one_two(
    units: SqlUnitsOfWork, statements: list[str]
) -> None:
    scope = scope_of_assistant(REGISTERED_AT)
    async with units(reads_only=True) as unit:
        statements.clear()
        await unit.finder.find(Search(), scope, page=1, size=10)
        assert statements == ["SELECT"]
        statements.clear()
        await unit.finder.find(Search(), scope, page=1, size=1)
        assert statements == ["SELECT"] * 2


async def test_the_roster_is_loaded_once_and_then_only_asked_for_its_version(
    units: SqlUnitsOfWork, statements: list[str]
) -> None:
    for expected in (4, 1, 1):
        async with units() as unit:
            statements.clear()
            await unit.staff.office()
            assert statements == ["SELECT"] * expected
