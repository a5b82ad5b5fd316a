"""Whom a stage is told to, and what a step changes in what is told (R11, R15, R29, A25, A26)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.record import first_reminders
from casework.remind import release_due
from casework.reminder_view import reminder_view
from casework.views_reminder import Reminder
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Informing
from procedure.duties import DutyKind, duties_of
from procedure.office import Absence
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    DispatchWay,
    InformingState,
    Lead,
    Outcome,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    a_reaction,
    an_office,
)
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, berlin, messages, told

ANSWER, TAKE_OVER = DutyKind.ANSWER, DutyKind.TAKE_OVER


def in_work(**overrides: object) -> Case:
    """Build a case a Teamleitung works on: the answer alone is owed, until the 17th."""
    values: dict[str, object] = {
        "state": CaseState.IN_PROGRESS_TEAM,
        "holder": TEAM_LEAD_A,
        "taken_over_at": berlin(12, 4),
        "acknowledgement": Acknowledgement(
            state=AcknowledgementState.SENT, settled_at=berlin(12, 4), receipt_confirmed_at=berlin(12, 4)
        ),
        "informing": (Informing(team=TEAM_A, state=InformingState.NOBODY),),
    }
    return a_letter_of_complaint(**(values | overrides))


async def tick(house: House, month: int, day: int, hour: int = 8) -> int:
    house.now = berlin(month, day, hour)
    return await release_due(house.units, house.rulebook, house.now)


async def view_of(house: House, person: StaffId) -> Reminder:
    """Draw together all that was kept for a person, as its message would say it now."""
    items = [item for item, _ in house.units.committed.reminders if item.staff_id == person]
    return await reminder_view(house.units, items, person, house.rulebook, house.now)


async def test_while_the_teamleitung_is_away_her_deputy_is_told(house: House) -> None:
    await house.has(in_work())
    away = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 10), until_on=date(2026, 12, 14))
    house.units.office = an_office(absences=(away,))
    await tick(house, 12, 10)
    assert (told(house, TEAM_LEAD_A), told(house, DEPUTY_A)) == ([], [[(ANSWER, -5)]])
    (reminded,) = (await view_of(house, DEPUTY_A)).cases
    assert reminded.lines[0].mine, "for this time it is hers"
    await tick(house, 12, 15)
    assert told(house, TEAM_LEAD_A) == [[(ANSWER, -2)]]
    assert told(house, DEPUTY_A) == [[(ANSWER, -5)]]


async def test_whom_a_case_is_about_is_told_nothing_of_it_nor_is_her_deputy(house: House) -> None:
    about_her = in_work(
        reaction=a_reaction(
            channel=in_work().reaction.channel,
            parting=None,
            referred_to_team_lead=False,
            concerns_lead=True,
        ),
        lead=Lead.MANAGEMENT,
        lead_excluded=True,
        excluded=(TEAM_LEAD_A, DEPUTY_A),
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        holder=MANAGEMENT,
    )
    await house.has(about_her)
    for day in (10, 15, 17, 18, 21):
        await tick(house, 12, day)
    assert {person for person, _, _ in messages(house.units)} == {BGF, MANAGEMENT}


async def test_of_a_closed_case_no_deadline_is_told(house: House) -> None:
    case = in_work(filed_at=None)
    await house.has(case)
    house.now = berlin(12, 9)
    closing = steps.Close(
        outcome=Outcome.UNFOUNDED,
        answer=AnswerKind.NOT_REQUIRED,
        no_answer_reason="Die Kundin verzichtet auf eine Antwort.",
    )
    await house.take(case, TEAM_LEAD_A, closing)
    for day in (10, 15, 17, 18, 21):
        await tick(house, 12, day)
    kinds = {kind for _, _, things in messages(house.units) for kind, _ in things}
    assert kinds == {DutyKind.FILE}
    assert {person for person, _, _ in messages(house.units)} == {BGF}


async def test_a_closed_and_filed_case_is_never_told_of(house: House) -> None:
    await house.has(in_work(state=CaseState.CLOSED, filed_at=berlin(12, 9)))
    assert await tick(house, 12, 21) == 0


async def test_an_interim_notice_brings_new_stages_and_the_old_ones_fall(house: House) -> None:
    case = in_work()
    await house.has(case)
    await tick(house, 12, 10)
    assert told(house, TEAM_LEAD_A) == [[(ANSWER, -5)]]
    notice = steps.SendInterimNotice(
        until=date(2027, 1, 5), reason="Auskunft fehlt.", sent_on=date(2026, 12, 10), way=DispatchWay.LETTER
    )
    house.now = berlin(12, 10, 9)
    await house.take(case, TEAM_LEAD_A, notice)
    assert (await view_of(house, TEAM_LEAD_A)).cases == (), "what was kept of the old date is not owed"
    for day in (11, 15, 17, 18, 21, 22):
        await tick(house, 12, day)
    assert told(house, TEAM_LEAD_A) == [[(ANSWER, -5)]], "the old stages fall"
    await tick(house, 12, 23)
    assert told(house, TEAM_LEAD_A)[1:] == [[(ANSWER, -5)]], "and the new date has its own"
    (line,) = (await view_of(house, TEAM_LEAD_A)).cases[0].lines
    assert line.due_on == date(2027, 1, 5)


async def test_whoever_gets_a_case_late_learns_at_once_how_it_stands(house: House) -> None:
    case = in_work()
    await house.has(case)
    await tick(house, 12, 17)
    house.now = berlin(12, 17, 9)
    transferred = replace(case, version=2, lead=Lead.MANAGEMENT, state=CaseState.IN_PROGRESS_MANAGEMENT)
    async with house.units() as unit:
        await unit.cases.save(transferred)
        duties = duties_of(transferred, house.rulebook)
        await unit.duties.replace(case.id, duties, first_reminders(transferred, duties, house.rulebook))
        await unit.commit()
    await tick(house, 12, 17, 10)
    assert told(house, MANAGEMENT) == [[(ANSWER, 0)]]


async def test_recorded_after_its_deadline_a_case_is_told_at_once(house: House) -> None:
    house.now = berlin(12, 21, 10)
    late = a_letter_of_complaint(registered_at=house.now - timedelta(minutes=1))
    await house.has(late)
    assert await tick(house, 12, 21, 10) == 3
    assert told(house, BGF) == [[(DutyKind.ACKNOWLEDGE, 7), (ANSWER, 2)]]


@pytest.mark.parametrize("hour", [7, 8, 12, 17])
async def test_at_any_hour_of_work_a_missed_thing_is_caught_up(house: House, hour: int) -> None:
    await house.has(in_work())
    assert await tick(house, 12, 11, hour) == 2
    assert told(house, BGF) == [[(ANSWER, -5)]]
