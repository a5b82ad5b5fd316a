"""What a message says when it goes out: what is still owed, to whom it still concerns, the worst first."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from casework.reminder_view import MOST_CASES, reminder_view
from casework.reminding_ports import ReminderItem
from casework.views import Step
from casework.views_reminder import Reminder
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.duties import DutyKind, duties_of
from procedure.vocabulary import AcknowledgementState, CaseState, Role, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    a_reaction,
    an_office,
)
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, another, berlin

ACK, ANSWER = DutyKind.ACKNOWLEDGE, DutyKind.ANSWER
MORNING = berlin(12, 10)


def items(case: Case, house: House, person: StaffId, *kinds: DutyKind) -> list[ReminderItem]:
    """Keep everything owed in a case for a person, or what is of some kinds."""
    return [
        ReminderItem(
            staff_id=person,
            case_id=case.id,
            kind=duty.kind,
            audience=duty.audience,
            due_on=duty.due_on,
            stage=0,
        )
        for duty in duties_of(case, house.rulebook)
        if not kinds or duty.kind in kinds
    ]


async def shown(
    house: House, person: StaffId, *cases: Case, now: datetime = MORNING, kinds: tuple[DutyKind, ...] = ()
) -> Reminder:
    """Keep the cases, and draw what a person is told of them."""
    await house.has(*cases)
    kept = [item for case in cases for item in items(case, house, person, *kinds)]
    return await reminder_view(house.units, kept, person, house.rulebook, now)


def acknowledged(case: Case) -> Case:
    return replace(
        case,
        acknowledgement=Acknowledgement(state=AcknowledgementState.SENT, settled_at=berlin(12, 9)),
        state=CaseState.IN_PROGRESS_TEAM,
        holder=TEAM_LEAD_A,
        version=case.version + 1,
    )


async def test_every_line_says_what_until_when_why_and_whose_it_is(house: House) -> None:
    view = await shown(house, BGF, a_letter_of_complaint())
    ((own, watched),) = (case.lines for case in view.cases)
    assert (own.kind, own.due_on, own.working_days_left, own.mine) == (ACK, date(2026, 12, 8), -2, True)
    assert (watched.kind, watched.due_on, watched.working_days_left) == (ANSWER, date(2026, 12, 17), 5)
    assert (watched.mine, watched.owed_by) == (False, "Teamleitung Leistung A")
    assert "Dienstag, 8. Dezember 2026" in " ".join(own.reasons)


async def test_the_step_that_settles_ones_own_duty_is_offered_where_it_may_be_taken(house: House) -> None:
    case = a_letter_of_complaint()
    assert (await shown(house, BGF, case)).cases[0].settling is Step.WRITE_ACKNOWLEDGEMENT
    for_lead = await reminder_view(
        house.units, items(case, house, TEAM_LEAD_A, ANSWER), TEAM_LEAD_A, house.rulebook, MORNING
    )
    assert for_lead.cases[0].settling is None, "the acknowledgement comes first"


async def test_whoever_only_watches_is_offered_no_step(house: House) -> None:
    view = await shown(house, MANAGEMENT, a_letter_of_complaint(), kinds=(ANSWER,))
    assert view.cases[0].settling is None
    assert not view.cases[0].lines[0].mine


async def test_what_was_settled_since_is_not_told(house: House) -> None:
    case = a_letter_of_complaint()
    kept = items(case, house, BGF)
    await house.has(acknowledged(case))
    view = await reminder_view(house.units, kept, BGF, house.rulebook, MORNING)
    assert view.told_on == house.rulebook.day(MORNING)
    assert [line.kind for reminded in view.cases for line in reminded.lines] == [ANSWER]
    alone = [item for item in kept if item.kind is ACK]
    assert (await reminder_view(house.units, alone, BGF, house.rulebook, MORNING)).cases == ()


async def test_a_deadline_that_moved_since_is_not_told_by_its_old_date(house: House) -> None:
    case = a_letter_of_complaint()
    kept = items(case, house, TEAM_LEAD_A, ANSWER)
    await house.has(replace(case, act_by=date(2027, 1, 5), close_by=date(2027, 1, 5)))
    assert (await reminder_view(house.units, kept, TEAM_LEAD_A, house.rulebook, MORNING)).cases == ()


async def test_of_a_case_that_is_over_or_gone_nothing_is_told(house: House) -> None:
    case = a_letter_of_complaint()
    kept = items(case, house, BGF)
    assert (await reminder_view(house.units, kept, BGF, house.rulebook, MORNING)).cases == ()
    await house.has(replace(case, state=CaseState.ENDED, filed_at=MORNING))
    assert (await reminder_view(house.units, kept, BGF, house.rulebook, MORNING)).cases == ()


async def test_whoever_has_lost_the_office_since_hears_nothing_of_its_cases(house: House) -> None:
    office = an_office()
    team = replace(office.teams[TEAM_A], lead=MANAGEMENT, deputies=())
    house.units.office = replace(office, teams={**office.teams, TEAM_A: team})
    case = a_letter_of_complaint()
    assert (await shown(house, TEAM_LEAD_A, case)).cases == ()
    kept = items(case, house, DEPUTY_A)
    assert (await reminder_view(house.units, kept, DEPUTY_A, house.rulebook, MORNING)).cases == ()


async def test_whoever_merely_reported_a_case_is_reminded_of_nothing(house: House) -> None:
    view = await shown(house, FRONT_DESK, a_letter_of_complaint(), now=REGISTERED_AT)
    assert view.cases == ()


async def test_whoever_has_left_hears_nothing(house: House) -> None:
    office = an_office()
    left = replace(office.staff[BGF], active=False, roles=frozenset({Role.BGF}))
    house.units.office = replace(office, staff={**office.staff, BGF: left})
    assert (await shown(house, BGF, a_letter_of_complaint())).cases == ()


async def test_of_one_duty_however_often_it_was_kept_there_is_one_line_that_tells_of_its_move(
    house: House,
) -> None:
    case = a_letter_of_complaint()
    await house.has(case)
    (kept,) = items(case, house, BGF, ACK)
    moved = replace(kept, stage=None, moved_from=date(2026, 12, 7), because="Der 7. Dezember ist dienstfrei.")
    for many in ([kept, replace(kept, stage=1), moved], [moved, kept]):
        view = await reminder_view(house.units, many, BGF, house.rulebook, MORNING)
        ((line,),) = (reminded.lines for reminded in view.cases)
        assert (line.moved_from, line.because) == (moved.moved_from, moved.because)


def due(number: int, on: date) -> Case:
    """Build a case whose answer is due on a day and whose acknowledgement is out."""
    return acknowledged(another(number, act_by=on, close_by=on))


async def test_the_worst_comes_first_and_of_equally_late_ones_what_nobody_works_on(house: House) -> None:
    cases = (
        due(2, date(2026, 12, 17)),
        due(3, date(2026, 12, 8)),
        replace(due(4, date(2026, 12, 8)), holder=None),
        due(5, date(2026, 12, 1)),
    )
    view = await shown(house, TEAM_LEAD_A, *cases, kinds=(ANSWER,))
    assert [case.number[-1] for case in view.cases] == ["5", "4", "3", "2"]
    assert [case.unassigned for case in view.cases] == [False, True, False, False]


async def test_cases_in_which_the_own_office_owes_something_come_before_those_one_watches(
    house: House,
) -> None:
    cases = (due(2, date(2026, 12, 1)), another(3, acknowledge_by=date(2026, 12, 10)))
    view = await shown(house, BGF, *cases, kinds=(ACK, ANSWER))
    assert [case.number[-1] for case in view.cases] == ["3", "2"]


async def test_ten_cases_are_shown_and_the_others_counted(house: House) -> None:
    cases = [due(number, date(2026, 12, 8)) for number in range(2, 15)]
    view = await shown(house, TEAM_LEAD_A, *cases, kinds=(ANSWER,))
    assert (len(view.cases), view.more) == (MOST_CASES, 3)


@pytest.mark.parametrize(
    ("now", "until", "left"),
    [
        (berlin(12, 14), date(2026, 12, 14), 0),
        (berlin(12, 15), date(2026, 12, 17), 2),
        (berlin(12, 18), date(2026, 12, 17), -1),
    ],
)
async def test_between_the_day_to_act_and_the_end_of_the_deadline_nothing_is_called_overdue(
    house: House, now: datetime, until: date, left: int
) -> None:
    case = acknowledged(another(2, act_by=date(2026, 12, 14), close_by=date(2026, 12, 17)))
    view = await shown(house, TEAM_LEAD_A, case, now=now, kinds=(ANSWER,))
    ((line,),) = (reminded.lines for reminded in view.cases)
    assert (line.due_on, line.working_days_left) == (until, left)


async def test_neither_the_customer_nor_what_she_wrote_is_in_it(house: House) -> None:
    case = a_letter_of_complaint(
        reaction=replace(a_letter_of_complaint().reaction, summary="Streng vertrauliche Worte")
    )
    view = str(await shown(house, MANAGEMENT, case))
    reaction = a_reaction()
    for secret in (reaction.customer.name, reaction.customer.number, "vertrauliche Worte", "Tom", "Bea"):
        assert secret not in view
