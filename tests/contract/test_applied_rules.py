"""Which rules the kept dates rest on, and the cases to bring to others, alike on every store (A9)."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from casework.ports import UnitsOfWork
from casework.recalculate import Applied, apply_rules
from casework.record import first_reminders
from casework.rules_ports import NotedRules
from procedure.case import Case
from procedure.duties import duties_of
from procedure.vocabulary import CaseId, DecisionState
from tests.contract.conftest import NOW
from tests.contract.keeping import load, put
from tests.contract.reminded import bundled, messages
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A, TEAM_LEAD_B
from tests.unit.casework.changed_rules import MONDAY_OFF, numbered
from tests.unit.lifecycle.cases import closed, handed_over, managed, written
from tests.unit.lifecycle.situations import day
from tests.unit.procedure.rule_changes import OLD, office

LETTER = numbered(written(decision_state=DecisionState.NOT_NEEDED), 1)
CLOSED = numbered(replace(closed(), documents=()), 2)
WITH_TEAM = numbered(handed_over(decision_state=DecisionState.NOT_NEEDED, informing=(), documents=()), 3)
LATER = NOW + timedelta(hours=1)


async def noted(units: UnitsOfWork) -> list[tuple[str, str, bool]]:
    async with units(reads_only=True) as unit:
        return [(one.fingerprint, one.facts, one.applied) for one in await unit.applied_rules.noted()]


async def has(units: UnitsOfWork, *cases: Case) -> None:
    """Keep cases with what is owed about them."""
    async with units() as unit:
        for case in cases:
            await put(unit, case)
            duties = duties_of(case, OLD)
            await unit.duties.replace(case.id, duties, first_reminders(case, duties, OLD))
        await unit.commit()


async def named(units: UnitsOfWork, after: CaseId | None, limit: int) -> list[CaseId]:
    async with units(reads_only=True) as unit:
        return list(await unit.applied_rules.cases(after, limit))


async def test_nothing_is_noted_at_first(units: UnitsOfWork) -> None:
    assert await noted(units) == []


async def test_rules_are_begun_once_and_finished_in_place_of_what_they_replace(
    units: UnitsOfWork,
) -> None:
    async with units() as unit:
        await unit.applied_rules.finish("a", "{}", NOW, over=())
        await unit.applied_rules.begin("b", '{"b":1}', NOW)
        await unit.applied_rules.begin("b", '{"b":2}', LATER)
        await unit.applied_rules.begin("a", "{}", LATER)
        await unit.applied_rules.begin("c", "{}", LATER)
        await unit.commit()
    assert await noted(units) == [("a", "{}", True), ("b", '{"b":1}', False), ("c", "{}", False)]

    async with units() as unit:
        await unit.applied_rules.finish("b", '{"b":1}', LATER, over=["a"])
        await unit.commit()
    assert await noted(units) == [("b", '{"b":1}', True), ("c", "{}", False)]

    async with units() as unit:
        await unit.applied_rules.finish("b", '{"b":1}', LATER, over=["b", "c", "unknown"])
        await unit.commit()
    assert await noted(units) == [("b", '{"b":1}', True)]


async def test_what_is_not_committed_is_not_noted(units: UnitsOfWork) -> None:
    async with units() as unit:
        await unit.applied_rules.begin("a", "{}", NOW)
        assert await unit.applied_rules.noted() == [NotedRules(fingerprint="a", facts="{}", applied=False)]
    assert await noted(units) == []


@pytest.mark.parametrize("method", ["begin", "finish"])
async def test_an_instant_without_a_time_zone_is_refused(units: UnitsOfWork, method: str) -> None:
    more = {"over": ()} if method == "finish" else {}
    async with units() as unit:
        with pytest.raises(Exception, match="Zeitzone"):
            await getattr(unit.applied_rules, method)("a", "{}", NOW.replace(tzinfo=None), **more)


async def test_cases_are_named_page_by_page_and_one_over_with_nothing_owed_is_not(units: UnitsOfWork) -> None:
    filed = numbered(replace(closed(), documents=()), 5)
    await has(units, WITH_TEAM, CLOSED, LETTER)
    async with units() as unit:
        await put(unit, filed)
        await put(unit, numbered(LETTER, 6))  # of a release that kept nothing as owed
        await unit.commit()

    everything = [numbered(LETTER, number).id for number in (1, 2, 3, 6)]
    assert await named(units, None, 10) == everything
    assert await named(units, None, 3) == everything[:3]
    assert await named(units, everything[0], 2) == everything[1:3]
    assert await named(units, everything[2], 2) == everything[3:]
    assert await named(units, everything[3], 2) == []


async def test_what_is_owed_is_returned_with_its_days(units: UnitsOfWork) -> None:
    await has(units, LETTER)
    async with units(reads_only=True) as unit:
        owed = await unit.applied_rules.owed(LETTER.id)
        assert await unit.applied_rules.owed(CLOSED.id) == []

    assert owed == list(duties_of(LETTER, OLD))


async def test_a_case_that_is_held_is_read_as_it_stays(units: UnitsOfWork) -> None:
    """Two processes hold the same case, one after the other: the second one sees what the first did."""
    await has(units, LETTER)
    seen: list[int] = []

    async def one() -> None:
        async with units() as unit:
            await unit.applied_rules.hold(LETTER.id)
            case = await unit.cases.get(LETTER.id)
            assert case is not None
            seen.append(case.version)
            await asyncio.sleep(0.05)
            await unit.cases.save(replace(case, version=case.version + 1))
            await unit.commit()

    await asyncio.gather(one(), one(), one())
    assert seen == [1, 2, 3]


async def test_two_processes_at_once_move_each_case_once_and_tell_once(units: UnitsOfWork) -> None:
    team_b = numbered(managed(informing=(), documents=()), 7)
    await has(units, LETTER, CLOSED, WITH_TEAM, team_b)
    assert await apply_rules(units, OLD, lambda: NOW) == Applied(complete=True)
    now = office("2026-12-07", "2026-12-17")

    done = await asyncio.gather(*(apply_rules(units, now, lambda: LATER) for _ in range(2)))

    assert sum(one.moved for one in done) == 3
    assert all(one.complete for one in done)
    moved = {case.id: await load(units, case.id) for case in (LETTER, CLOSED, WITH_TEAM, team_b)}
    assert {case_id: case.version for case_id, case in moved.items() if case} == {
        LETTER.id: 2,
        CLOSED.id: 1,
        WITH_TEAM.id: 2,
        team_b.id: 2,
    }
    assert moved[LETTER.id].acknowledge_by == day(9)
    assert [c.due_on for c in moved[team_b.id].contributions] == [day(9), day(9)]
    async with units() as unit:
        entries = await unit.audit.of_case(LETTER.id)
        assert [entry.details["which"] for entry in entries] == ["eingangsbestaetigung", "handeln"]
    assert await bundled(units, NOW - timedelta(days=9)) == 4
    told = {person: [str(item.kind) for item in items] for person, items in await messages(units)}
    assert {person: len(items) for person, items in told.items()} == {
        BGF: 6,
        MANAGEMENT: 1,
        TEAM_LEAD_A: 3,
        TEAM_LEAD_B: 1,
    }


async def test_every_case_gets_its_reminders_with_the_new_rules(units: UnitsOfWork) -> None:
    await has(units, LETTER)
    await apply_rules(units, OLD, lambda: NOW)
    await apply_rules(units, MONDAY_OFF, lambda: NOW)

    moved = await load(units, LETTER.id)
    assert moved is not None
    async with units(reads_only=True) as unit:
        owed = await unit.applied_rules.owed(LETTER.id)
        assert [(duty.kind, duty.due_on) for duty in owed] == [
            (duty.kind, duty.due_on) for duty in duties_of(moved, MONDAY_OFF)
        ]
        first = min(first_reminders(moved, duties_of(moved, MONDAY_OFF), MONDAY_OFF).values())
        assert await unit.reminders.due(first, 10) == [LETTER.id]
        assert await unit.reminders.due(first - timedelta(seconds=1), 10) == []
