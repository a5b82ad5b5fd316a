"""How many statements the store needs: each is a round trip on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, CASE_ID, a_case


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


async def test_the_roster_is_loaded_with_three_statements(
    units: SqlUnitsOfWork, statements: list[str]
) -> None:
    async with units() as unit:
        statements.clear()
        await unit.staff.office()
        assert statements == ["SELECT"] * 3
