"""Ticks and presses at the same moment: each permission once, one message per person, nobody turned back."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.commands import TakeStep
from casework.ports import UnitsOfWork
from casework.record import first_reminders
from casework.remind import release_due
from casework.take_step import take_step
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.duties import DutyKind, duties_of
from procedure.vocabulary import (
    AcknowledgementState,
    CaseId,
    CaseState,
    Channel,
    WaiverReason,
)
from tests.contract.reminded import messages
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A, a_case, a_reaction
from tests.support.house import RULEBOOK

NOW = datetime(2026, 12, 10, 7, 0, tzinfo=UTC)
"""8 o'clock in Berlin; acknowledgements were due two days ago, answers are due in five."""
MINUTE = timedelta(minutes=1)
MANY = 12


def letter(number: int) -> Case:
    return a_case(
        id=CaseId(f"6f9619ff-8b86-4d01-b42d-00c04fc{number:05d}"),
        number=f"KRM-2026-{number:04d}",
        reaction=a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
        state=CaseState.RECORDED,
        acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN),
        recorded_in_tool_at=NOW,
    )


async def keep_due(units: UnitsOfWork, *cases: Case) -> None:
    async with units() as unit:
        for case in cases:
            duties = duties_of(case, RULEBOOK)
            await unit.cases.add(case)
            await unit.duties.replace(case.id, duties, first_reminders(case, duties, RULEBOOK))
        await unit.commit()


@pytest.fixture
async def office(units: UnitsOfWork) -> UnitsOfWork:
    """Return a store with many cases of which two things each are due."""
    await keep_due(units, *(letter(number) for number in range(1, MANY + 1)))
    return units


async def told(units: UnitsOfWork) -> Counter[tuple[str, str, str, int | None]]:
    """Count what was told to whom."""
    return Counter(
        (item.staff_id, item.case_id, item.kind, item.stage)
        for _, items in await messages(units)
        for item in items
    )


async def tick(units: UnitsOfWork, now: datetime = NOW) -> int:
    return await release_due(units, RULEBOOK, now)


async def test_two_ticks_at_once_tell_each_thing_once_in_one_message_per_person(office: UnitsOfWork) -> None:
    made = await asyncio.gather(tick(office), tick(office), tick(office))
    # Whoever was passed over because another tick held it comes with the next tick at the latest.
    assert sum(made) + await tick(office, NOW + MINUTE) == 3
    counted = await told(office)
    assert set(counted.values()) == {1}
    assert Counter(person for person, *_ in counted) == {
        BGF: 2 * MANY,
        TEAM_LEAD_A: MANY,
        MANAGEMENT: MANY,
    }
    assert len(await messages(office)) == 3


async def test_a_tick_that_ended_before_its_messages_is_taken_up_by_the_next(office: UnitsOfWork) -> None:
    async with office() as unit:  # what a process keeps that dies before it bundles
        for case_id in await unit.reminders.due(NOW, MANY * 2):
            await unit.reminders.claim(case_id, NOW)
        # Ends without a commit: nothing of it is left.
    assert await messages(office) == []
    assert await tick(office) == 3


def waive(case: Case) -> TakeStep:
    step = steps.WaiveAcknowledgement(reason=WaiverReason.OTHER, note="Die Kundin hat angerufen.")
    return TakeStep(command_id=f"press-{case.id}", actor=BGF, case_id=case.id, version=1, step=step)


async def test_presses_at_the_moment_of_the_tick_are_all_taken_and_what_they_settle_is_not_told_again(
    office: UnitsOfWork,
) -> None:
    cases = [letter(number) for number in range(1, MANY + 1)]
    presses = [take_step(office, waive(case), rulebook=RULEBOOK, now=NOW) for case in cases]
    await asyncio.gather(*presses, tick(office), tick(office))
    await tick(office, NOW + MINUTE)
    assert set((await told(office)).values()) == {1}
    for day in range(1, 6):
        await tick(office, NOW + timedelta(days=day))
    kept = await told(office)
    assert {stage for _, _, kind, stage in kept if kind == DutyKind.ACKNOWLEDGE} <= {2}
    for case in cases:
        async with office(reads_only=True) as unit:
            stored = await unit.cases.get(case.id)
        assert stored is not None
        assert stored.version == 2
        of_answer = {stage for _, of, kind, stage in kept if (of, kind) == (case.id, DutyKind.ANSWER)}
        assert of_answer == {-5, -2}


async def test_what_a_press_replaces_is_told_by_its_new_dates_alone(office: UnitsOfWork) -> None:
    case = replace(letter(1), id=CaseId("6f9619ff-8b86-4d01-b42d-00c04fc99999"), number="KRM-2026-9999")
    await tick(office)
    await keep_due(office, case)
    moved = replace(case, version=2, act_by=date(2026, 12, 29), close_by=date(2026, 12, 29))
    async with office() as unit:
        duties = duties_of(moved, RULEBOOK)
        await unit.cases.save(moved)
        await unit.duties.replace(case.id, duties, first_reminders(moved, duties, RULEBOOK))
        await unit.commit()
    await tick(office, NOW + MINUTE)
    told_of = {(kind, stage) for _, of, kind, stage in await told(office) if of == case.id}
    assert told_of == {(DutyKind.ACKNOWLEDGE, 2)}


async def test_a_press_waits_for_the_tick_that_holds_its_case_and_is_taken_then(office: UnitsOfWork) -> None:
    case = letter(1)
    async with office() as unit:
        assert await unit.reminders.claim(case.id, NOW)
        press = asyncio.create_task(take_step(office, waive(case), rulebook=RULEBOOK, now=NOW))
        await asyncio.sleep(0.2)
        assert not press.done()
        await unit.reminders.advance(case.id, dict.fromkeys(duties_of(case, RULEBOOK), NOW + MINUTE))
        await unit.commit()
    changed, _ = await press
    assert changed.version == 2
    await tick(office, NOW + MINUTE)
    told_of = {(kind, stage) for _, of, kind, stage in await told(office) if of == case.id}
    assert told_of == {(DutyKind.ANSWER, -5)}


async def test_while_a_press_is_under_way_nobody_gets_a_message_that_may_lack_its_case(
    office: UnitsOfWork,
) -> None:
    case = letter(1)
    async with office() as unit:
        await unit.cases.save(replace(case, version=2))
        looking = asyncio.create_task(tick(office))
        await asyncio.sleep(0.5)
        assert await messages(office) == []
        await unit.commit()
    assert await looking + await tick(office, NOW + MINUTE) == 3
    assert set((await told(office)).values()) == {1}
