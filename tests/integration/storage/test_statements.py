"""How many statements the store needs: each is a round trip on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.commands import TakeStep
from casework.permissions import scope_of_assistant
from casework.search import Search
from casework.take_step import take_step
from procedure.case_parts import Informing, Talk
from procedure.steps import RaiseAlert
from procedure.vocabulary import EscalationGround, TalkState
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, CASE_ID, REGISTERED_AT, TEAM_A, TEAM_B, TEAM_LEAD_A, a_case
from tests.support.house import RULEBOOK

DIFFERS = ["DELETE", "INSERT"]
"""A list of the case that differs is written anew."""


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
    step = RaiseAlert(ground=EscalationGround.ESKALATION, note="Lauter Streit am Schalter.")
    command = TakeStep(command_id="press", actor=TEAM_LEAD_A, case_id=CASE_ID, version=1, step=step)
    statements.clear()
    await take_step(units, command, rulebook=RULEBOOK, now=REGISTERED_AT)
    loading = ["SELECT"] * len(("case", "its words", "roster's version"))
    alerts, record_and_notices, duties, command = DIFFERS, ["INSERT", "INSERT"], DIFFERS, ["INSERT"]
    assert statements == [*loading, "UPDATE", *alerts, *record_and_notices, *duties, *command]


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
