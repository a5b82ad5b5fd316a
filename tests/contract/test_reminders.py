"""When to remind of what, and what has been told: the same on memory, SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from casework.ports import UnitsOfWork
from casework.reminding_ports import Permission
from procedure.duties import Duty
from procedure.vocabulary import CaseId
from tests.contract.reminded import (
    ACKNOWLEDGE,
    ANSWER,
    EIGHT,
    TO_LEAD,
    a_permission,
    an_item,
    bundled,
    due,
    keep_owing,
    messages,
)
from tests.support.builders import BGF, CASE_ID, TEAM_LEAD_A, a_case

LATER = EIGHT + timedelta(days=1)
MINUTE = timedelta(minutes=1)
SECOND = CaseId("6f9619ff-8b86-4d01-b42d-00c04fc96500")
THIRD = CaseId("6f9619ff-8b86-4d01-b42d-00c04fc96501")


@pytest.fixture
async def owing(units: UnitsOfWork) -> UnitsOfWork:
    """Return a store in which one case has a duty to be told at eight, and one to be told later."""
    await keep_owing(units, a_case(), {ACKNOWLEDGE: EIGHT, ANSWER: LATER})
    return units


async def test_a_case_is_due_from_the_instant_of_its_first_duty(owing: UnitsOfWork) -> None:
    assert await due(owing, EIGHT - timedelta(microseconds=1)) == []
    assert await due(owing) == [CASE_ID]


async def test_a_case_with_several_things_due_is_named_once(owing: UnitsOfWork) -> None:
    assert await due(owing, LATER) == [CASE_ID]


async def test_what_is_due_longest_comes_first_and_no_more_than_asked_for(owing: UnitsOfWork) -> None:
    await keep_owing(owing, a_case(id=SECOND, number="KRM-2026-0002"), {ACKNOWLEDGE: EIGHT - 2 * MINUTE})
    await keep_owing(owing, a_case(id=THIRD, number="KRM-2026-0003"), {ACKNOWLEDGE: EIGHT - MINUTE})
    assert await due(owing) == [SECOND, THIRD, CASE_ID]
    assert await due(owing, limit=2) == [SECOND, THIRD]


async def test_a_duty_nobody_is_to_be_told_of_is_never_due(units: UnitsOfWork) -> None:
    await keep_owing(units, a_case(), {})
    async with units() as unit:
        await unit.duties.replace(CASE_ID, [ACKNOWLEDGE])
        await unit.commit()
    assert await due(units, EIGHT + timedelta(days=3650)) == []


async def test_a_case_is_claimed_only_while_something_is_due(owing: UnitsOfWork) -> None:
    async with owing() as unit:
        assert not await unit.reminders.claim(CASE_ID, EIGHT - MINUTE)
        assert not await unit.reminders.claim(SECOND, EIGHT)
        assert await unit.reminders.claim(CASE_ID, EIGHT)


async def test_a_permission_is_given_once(owing: UnitsOfWork) -> None:
    async with owing() as unit:
        assert await unit.reminders.permit(a_permission(), EIGHT)
        assert not await unit.reminders.permit(a_permission(), EIGHT)
        await unit.commit()
    async with owing() as unit:
        assert not await unit.reminders.permit(a_permission(), LATER)


@pytest.mark.parametrize(
    "other",
    [
        a_permission(stage=1),
        a_permission(stage=-1),
        replace(a_permission(), due_on=date(2026, 12, 9)),
        replace(a_permission(), audience=TO_LEAD),
        replace(a_permission(), kind=ANSWER.kind),
    ],
)
async def test_another_stage_day_office_or_duty_needs_a_permission_of_its_own(
    owing: UnitsOfWork, other: Permission
) -> None:
    async with owing() as unit:
        assert await unit.reminders.permit(a_permission(), EIGHT)
        assert await unit.reminders.permit(other, EIGHT)


async def test_a_stage_that_another_office_was_told_of_has_been_passed_on(owing: UnitsOfWork) -> None:
    to_lead = replace(a_permission(), audience=TO_LEAD)
    async with owing() as unit:
        assert await unit.reminders.permit(a_permission(), EIGHT)
        assert not await unit.reminders.passed_on(a_permission()), "its own permission is no other office's"
        await unit.commit()
    async with owing() as unit:
        assert await unit.reminders.permit(to_lead, LATER)
        assert await unit.reminders.passed_on(to_lead)
        assert await unit.reminders.passed_on(a_permission()), "and back again"


@pytest.mark.parametrize(
    "given",
    [
        a_permission(stage=1),
        a_permission(case_id=SECOND),
        replace(a_permission(), due_on=date(2026, 12, 9)),
        replace(a_permission(), kind=ANSWER.kind),
    ],
)
async def test_another_stage_case_day_or_duty_is_not_passed_on(owing: UnitsOfWork, given: Permission) -> None:
    await keep_owing(owing, a_case(id=SECOND, number="KRM-2026-0002"), {})
    async with owing() as unit:
        assert await unit.reminders.permit(given, EIGHT)
        assert not await unit.reminders.passed_on(replace(a_permission(), audience=TO_LEAD))


async def test_a_permission_of_a_transaction_that_failed_was_not_given(owing: UnitsOfWork) -> None:
    async with owing() as unit:
        assert await unit.reminders.permit(a_permission(), EIGHT)
    async with owing() as unit:
        assert await unit.reminders.permit(a_permission(), EIGHT)


async def test_an_instant_without_a_time_zone_is_refused(owing: UnitsOfWork) -> None:
    async with owing() as unit:
        with pytest.raises(Exception, match="Zeitzone"):
            await unit.reminders.permit(a_permission(), EIGHT.replace(tzinfo=None))


async def advance(units: UnitsOfWork, remind_at: dict[Duty, datetime]) -> bool:
    async with units() as unit:
        all_kept = await unit.reminders.advance(CASE_ID, remind_at)
        await unit.commit()
    return all_kept


async def test_what_was_told_is_due_again_when_it_is_told_next(owing: UnitsOfWork) -> None:
    await advance(owing, {ACKNOWLEDGE: LATER + MINUTE, ANSWER: LATER})
    assert await due(owing, LATER - MINUTE) == []
    assert await due(owing, LATER) == [CASE_ID]


async def test_what_is_not_named_is_never_due_again(owing: UnitsOfWork) -> None:
    await advance(owing, {ANSWER: LATER})
    assert await due(owing) == []
    await advance(owing, {})
    assert await due(owing, LATER) == []


async def test_a_duty_that_is_not_kept_is_not_put_back_but_said_to_be_missing(owing: UnitsOfWork) -> None:
    moved = replace(ACKNOWLEDGE, due_on=date(2026, 12, 9))
    assert not await advance(owing, {moved: EIGHT, ANSWER: LATER})
    assert await due(owing) == []
    assert await advance(owing, {ACKNOWLEDGE: LATER, ANSWER: LATER})
    assert await advance(owing, {})


async def test_advancing_one_case_leaves_the_others(owing: UnitsOfWork) -> None:
    await keep_owing(owing, a_case(id=SECOND, number="KRM-2026-0002"), {ACKNOWLEDGE: EIGHT})
    await advance(owing, {})
    assert await due(owing) == [SECOND]


async def test_a_postponed_case_is_left_alone_until_then(owing: UnitsOfWork) -> None:
    async with owing() as unit:
        await unit.reminders.postpone(CASE_ID, EIGHT + 15 * MINUTE)
        await unit.commit()
    assert await due(owing, EIGHT + 14 * MINUTE) == []
    assert await due(owing, EIGHT + 15 * MINUTE) == [CASE_ID]
    await advance(owing, {ACKNOWLEDGE: LATER + MINUTE, ANSWER: LATER})
    assert await due(owing, LATER) == [CASE_ID], "what was due later anyway stayed so"


async def tell(units: UnitsOfWork, *, done: bool = True) -> None:
    """Keep two things for one person and one for another, as the tick does."""
    async with units() as unit:
        await unit.reminders.put([an_item(BGF), an_item(TEAM_LEAD_A, ANSWER, stage=-5)])
        await unit.reminders.put([an_item(BGF, ANSWER, stage=-5)])
        await unit.reminders.put([])
        if done:
            await unit.reminders.advance(CASE_ID, {})
        await unit.commit()


async def test_all_that_is_kept_for_a_person_goes_into_one_message_in_its_order(owing: UnitsOfWork) -> None:
    await tell(owing)
    assert await bundled(owing) == 2
    assert dict(await messages(owing)) == {
        BGF: [an_item(BGF), an_item(BGF, ANSWER, stage=-5)],
        TEAM_LEAD_A: [an_item(TEAM_LEAD_A, ANSWER, stage=-5)],
    }


async def test_what_is_in_a_message_comes_in_no_other(owing: UnitsOfWork) -> None:
    await tell(owing)
    await bundled(owing)
    assert await bundled(owing) == 0
    async with owing() as unit:
        await unit.reminders.put([an_item(BGF, stage=1)])
        await unit.commit()
    assert await bundled(owing) == 1
    assert (await messages(owing))[-1] == (BGF, [an_item(BGF, stage=1)])
    assert len(await messages(owing)) == 3


async def test_as_long_as_something_is_due_nobody_gets_a_message_that_lacks_it(owing: UnitsOfWork) -> None:
    await tell(owing, done=False)
    assert await bundled(owing) == 0
    await advance(owing, {ANSWER: LATER})
    assert await bundled(owing) == 2


async def test_messages_of_a_transaction_that_failed_were_not_made(owing: UnitsOfWork) -> None:
    await tell(owing)
    async with owing() as unit:
        assert await unit.reminders.bundle(EIGHT) == 2
    assert await messages(owing) == []
    assert await bundled(owing) == 2


async def test_nothing_kept_is_no_message(owing: UnitsOfWork) -> None:
    assert await bundled(owing, EIGHT - MINUTE) == 0
    assert await messages(owing) == []


async def test_from_where_and_why_a_deadline_has_moved_is_kept(owing: UnitsOfWork) -> None:
    because = "Der 8. Dezember ist in diesem Jahr dienstfrei."
    moved = replace(an_item(stage=None), moved_from=date(2026, 12, 7), because=because)
    async with owing() as unit:
        await unit.reminders.put([moved])
        await unit.reminders.advance(CASE_ID, {})
        await unit.commit()
    await bundled(owing)
    assert await messages(owing) == [(BGF, [moved])]


async def test_an_unknown_message_is_about_nothing(owing: UnitsOfWork) -> None:
    async with owing(reads_only=True) as unit:
        assert list(await unit.reminders.of_message("00000000-0000-4000-8000-00000000000f")) == []
