"""Which closings noted something for the report: every store names the same cases (R48)."""

from datetime import date, timedelta

import pytest

from casework.ports import UnitsOfWork
from procedure.vocabulary import CaseId
from tests.contract.keeping import keep_all
from tests.support.builders import RECEIVED_AT, a_case
from tests.support.closed_cases import closed
from tests.support.house import RULEBOOK


async def noted(units: UnitsOfWork, year: int = 2026) -> list[str]:
    async with units(reads_only=True) as unit:
        return list(await unit.statistics.with_notes(date(year, 1, 1), date(year + 1, 1, 1), RULEBOOK))


async def test_the_newest_come_first_and_nothing_noted_or_confidential_is_named(units: UnitsOfWork) -> None:
    later = RECEIVED_AT + timedelta(days=1)
    await keep_all(
        units,
        [
            closed(1, measure="Aushang"),
            closed(2, insight="Schilder fehlen", received_at=later),
            closed(3),
            closed(4, insight="Vertraulich", confidential=True),
            closed(5, measure="Im neuen Jahr", received_at=RECEIVED_AT + timedelta(days=29)),
            a_case(id=CaseId("case-6"), number="KRM-2026-0006"),
        ],
    )

    assert await noted(units) == ["case-2", "case-1"]
    assert await noted(units, 2027) == ["case-5"]
    assert await noted(units, 2025) == []


async def test_no_more_are_named_than_are_read(units: UnitsOfWork, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("storage.statistics", "tests.support.fake_reports"):
        monkeypatch.setattr(f"{module}.MOST_WITH_NOTES", 2)
    await keep_all(units, [closed(number, measure="Aushang") for number in range(1, 5)])

    assert await noted(units) == ["case-4", "case-3"]
