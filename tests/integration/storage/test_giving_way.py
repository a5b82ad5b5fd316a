"""Two cases that are changed by two people at once in opposite order: one gives way, nobody sees an error."""

import asyncio
from dataclasses import replace

from casework.errors import StaleCase
from procedure import steps
from procedure.case import Case
from procedure.vocabulary import CaseId, ConcernKind
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import BGF, TEAM_A
from tests.support.house import House
from tests.unit.lifecycle.cases import spoken

FOLLOW_UP = (ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.FOLGEREAKTION)


async def test_two_cases_said_at_once_to_follow_each_other(units: SqlUnitsOfWork) -> None:
    house = House(through=units)
    one, two = (replace(spoken(), id=CaseId(f"giving-way-{n}"), number=f"KRM-2026-900{n}") for n in (1, 2))
    async with units() as unit:
        await unit.cases.add(one)
        await unit.cases.add(two)
        await unit.commit()

    async def follows(case: Case, earlier: Case) -> bool:
        step = steps.Reclassify(
            concerns=FOLLOW_UP, teams=(TEAM_A,), reason="Steht im Brief.", follow_up_of=earlier.number
        )
        try:
            await house.take(case, BGF, step, command_id=case.id)
        except StaleCase:
            return False
        return True

    done = await asyncio.gather(follows(one, two), follows(two, one))
    assert sorted(done) == [False, True]
    async with units(reads_only=True) as unit:
        kept = [await unit.cases.get(case.id) for case in (one, two)]
    links = [(case.reaction.follow_up_of != "", case.followed_by != ()) for case in kept if case is not None]
    assert sorted(links) == [(False, True), (True, False)]
    assert [case.version for case in kept if case is not None] == [2, 2]
