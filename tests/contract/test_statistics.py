"""What is counted of a stored case is what ``facts_of`` says of it, anonymised or not."""

from dataclasses import replace
from datetime import date

import pytest

from casework.anonymise import AnonymisedBecause, anonymise
from casework.permissions import is_about_somebody_forgotten, scope_of_assistant
from casework.ports import UnitsOfWork
from casework.report_ports import BATCH, InTool
from procedure.anonymising import anonymised
from procedure.statistics.facts import CaseFacts, facts_of
from procedure.vocabulary import CaseId
from tests.contract.keeping import keep_all, put
from tests.support.builders import EMPLOYEE, REGISTERED_AT, a_case, a_reaction
from tests.support.expired import an_entry
from tests.support.fake_finder import in_scope
from tests.support.house import RULEBOOK
from tests.support.random_cases import TEXTS, RandomCases

EVER = date(2000, 1, 1), date(2100, 1, 1)
NUMBERED = (*TEXTS, "KRM-2025-0001", "KRM-2026-0007", "KRM-2026-0007 wieder")


async def counted(units: UnitsOfWork, first: date, before: date) -> list[CaseFacts]:
    """Read the facts of the cases received from one day until before another."""
    found: list[CaseFacts] = []
    async with units(reads_only=True) as unit:
        async for batch in unit.statistics.facts(first, before, RULEBOOK):
            assert 0 < len(batch) <= BATCH
            found.extend(batch)
    return found


async def test_facts_of_every_stored_case_are_those_of_the_case_itself_also_when_anonymised(
    units: UnitsOfWork,
) -> None:
    drawn = RandomCases(seed=46, texts=NUMBERED).many(90)
    gone = drawn[::3]
    async with units() as unit:
        for case in drawn:
            await put(unit, case)
            await unit.audit.append([an_entry(case)])
        await unit.commit()
    async with units() as unit:
        for case in gone:
            await anonymise(unit, case, now=REGISTERED_AT, why=AnonymisedBecause.TIME)
        await unit.commit()
    cases = [anonymised(case) if case in gone else case for case in drawn]
    expected = sorted(cases, key=lambda case: (case.reaction.received_at, case.id))
    found = await counted(units, *EVER)
    assert found == [facts_of(case, RULEBOOK) for case in expected]
    assert len({facts.follow_up_of for facts in found}) == 3


async def test_more_than_one_batch_names_each_case_once(
    units: UnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("storage.statistics", "tests.support.fake_reports"):
        monkeypatch.setattr(f"{module}.BATCH", 4)
    same_moment = a_reaction().received_at
    cases = [
        a_case(
            id=CaseId(f"case-{number:02d}"),
            number=f"KRM-2026-{number:04d}",
            reaction=a_reaction(received_at=same_moment),
        )
        for number in range(1, 13)
    ]
    await keep_all(units, cases)
    assert [facts.number for facts in await counted(units, *EVER)] == [case.number for case in cases]


async def test_days_are_those_of_the_office_and_the_last_one_is_left_out(units: UnitsOfWork) -> None:
    cases = RandomCases(seed=7).many(40)
    await keep_all(units, cases)
    first, before = date(2026, 11, 28), date(2026, 12, 9)
    expected = {case.number for case in cases if first <= RULEBOOK.day(case.reaction.received_at) < before}
    assert 0 < len(expected) < len(cases)
    assert {facts.number for facts in await counted(units, first, before)} == expected
    assert await counted(units, before, before) == []


async def test_the_first_of_all_cases_is_known_and_an_empty_store_has_none(units: UnitsOfWork) -> None:
    async with units(reads_only=True) as unit:
        assert await unit.statistics.first_received() is None
    cases = RandomCases(seed=3).many(5)
    await keep_all(units, cases)
    async with units(reads_only=True) as unit:
        assert await unit.statistics.first_received() == min(c.reaction.received_at for c in cases)


async def test_what_stands_in_the_krm_tool_is_told_of_cases_in_scope_only(units: UnitsOfWork) -> None:
    cases = RandomCases(seed=61).many(60)
    async with units() as unit:
        for case in cases:
            await put(unit, case)
        await unit.commit()
    trusted = scope_of_assistant(REGISTERED_AT)
    for scope in (replace(trusted, confidential=False), replace(trusted, viewer=EMPLOYEE), trusted):
        async with units(reads_only=True) as unit:
            found = await unit.statistics.in_tool(*EVER, RULEBOOK, scope)
            none = await unit.statistics.in_tool(date(1990, 1, 1), date(1991, 1, 1), RULEBOOK, scope)
        assert none == {}
        assert found == {
            case.number: InTool(ref=case.krm_tool_ref, recorded_at=case.recorded_in_tool_at)
            for case in cases
            if in_scope(case, scope) and not is_about_somebody_forgotten(case)
        }
    assert any(entry.ref for entry in found.values())
