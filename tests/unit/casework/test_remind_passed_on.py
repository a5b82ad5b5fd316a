"""A change of lead tells no stage a second time to those who know it: BGF and management (A36, R15)."""

from dataclasses import replace

import pytest

from casework.record import first_reminders
from casework.remind import release_due
from casework.reminder_view import reminder_view
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Informing
from procedure.duties import DutyKind, duties_of
from procedure.vocabulary import AcknowledgementState, CaseState, InformingState, Lead, StaffId
from tests.support.builders import BGF, MANAGEMENT, TEAM_A, TEAM_B, TEAM_LEAD_A, TEAM_LEAD_B
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, berlin, told

ANSWER, INFORM = DutyKind.ANSWER, DutyKind.INFORM


def in_work() -> Case:
    """Build a case a Teamleitung works on: the answer alone is owed, until the 17th."""
    done = Acknowledgement(
        state=AcknowledgementState.SENT, settled_at=berlin(12, 4), receipt_confirmed_at=berlin(12, 4)
    )
    return a_letter_of_complaint(
        state=CaseState.IN_PROGRESS_TEAM,
        holder=TEAM_LEAD_A,
        taken_over_at=berlin(12, 4),
        acknowledgement=done,
        informing=(Informing(team=TEAM_A, state=InformingState.NOBODY),),
    )


def led_by_management(case: Case) -> Case:
    """Transfer the case: the management owes what the team owed, until the same day."""
    return replace(
        case, version=case.version + 1, lead=Lead.MANAGEMENT, state=CaseState.IN_PROGRESS_MANAGEMENT
    )


async def keep(house: House, case: Case) -> None:
    """Save a case and what is owed about it now, as a press does."""
    async with house.units() as unit:
        await unit.cases.save(case)
        duties = duties_of(case, house.rulebook)
        await unit.duties.replace(case.id, duties, first_reminders(case, duties, house.rulebook))
        await unit.commit()


async def tick(house: House, day: int, hour: int = 8, month: int = 12) -> None:
    house.now = berlin(month, day, hour)
    await release_due(house.units, house.rulebook, house.now)


async def test_only_the_office_that_owes_it_now_is_told_the_stage_the_others_know(house: House) -> None:
    await house.has(in_work())
    await tick(house, 17)
    assert told(house, BGF) == [[(ANSWER, 0)]]
    await keep(house, led_by_management(in_work()))
    await tick(house, 17, 10)
    assert told(house, MANAGEMENT) == [[(ANSWER, 0)]], "it is hers now"
    assert told(house, BGF) == [[(ANSWER, 0)]]
    assert told(house, TEAM_LEAD_A) == [[(ANSWER, 0)]]


async def test_the_next_stage_is_told_to_everybody_again(house: House) -> None:
    await house.has(in_work())
    await tick(house, 17)
    await keep(house, led_by_management(in_work()))
    await tick(house, 17, 10)
    await tick(house, 18)
    assert told(house, BGF) == [[(ANSWER, 0)], [(ANSWER, 1)]]
    assert told(house, MANAGEMENT) == [[(ANSWER, 0)], [(ANSWER, 1)]]


async def test_a_stage_that_came_between_is_told_to_everybody(house: House) -> None:
    """Passed on in the morning: the stage of today is news to all, though yesterday's was told."""
    await house.has(in_work())
    await tick(house, 17)
    await keep(house, led_by_management(in_work()))
    await tick(house, 18, 7)
    assert told(house, BGF) == [[(ANSWER, 0)], [(ANSWER, 1)]]


async def test_back_with_the_office_that_was_told_first_nobody_is_told_again(house: House) -> None:
    first = in_work()
    await house.has(first)
    await tick(house, 17)
    await keep(house, led_by_management(first))
    await tick(house, 17, 10)
    await keep(house, replace(first, version=3))
    await tick(house, 17, 12)
    assert [len(told(house, person)) for person in (BGF, MANAGEMENT, TEAM_LEAD_A)] == [1, 1, 1]


async def test_what_several_teams_owe_at_once_is_told_of_each(house: House) -> None:
    case = in_work()
    both = replace(
        case,
        reaction=replace(case.reaction, teams=(TEAM_A, TEAM_B)),
        informing=(Informing(team=TEAM_A), Informing(team=TEAM_B)),
    )
    await house.has(both)
    (due_on,) = {duty.due_on for duty in duties_of(both, house.rulebook) if duty.kind is INFORM}
    await tick(house, due_on.day, month=due_on.month)
    (of_bgf,) = told(house, BGF)
    assert of_bgf.count((INFORM, 0)) == 2
    assert (INFORM, 0) in told(house, TEAM_LEAD_A)[0]
    assert (INFORM, 0) in told(house, TEAM_LEAD_B)[0]


@pytest.mark.parametrize(("person", "lines"), [(BGF, 1), (TEAM_LEAD_A, 0)])
async def test_a_message_that_waited_during_the_change_says_who_owes_it_now(
    house: House, person: StaffId, lines: int
) -> None:
    """The BGF is told of the stage once; were this left out of its card, it would never be."""
    await house.has(in_work())
    await tick(house, 17)
    await keep(house, led_by_management(in_work()))
    items = [item for item, _ in house.units.committed.reminders if item.staff_id == person]
    view = await reminder_view(house.units, items, person, house.rulebook, house.now)
    found = [line for case in view.cases for line in case.lines]
    assert len(found) == lines
    assert {line.owed_by for line in found} <= {"Geschäftsleitung"}
