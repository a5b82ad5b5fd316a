"""When somebody is reminded of what is owed (GA II, III; R15, R33, A3, A18, A21)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest

from procedure.case_parts import InterimNotice, Reopening, Talk
from procedure.duties import Duty, DutyKind, duties_of
from procedure.reminders import PLANS, UNASSIGNED, next_reminder, schedule, stage_on, when_late
from procedure.representation import Audience, AudienceKind
from procedure.switches import Switches
from procedure.vocabulary import (
    CaseState,
    DecisionState,
    DispatchWay,
    InformingState,
    Lead,
    TalkForm,
    TalkState,
)
from tests.support.builders import REGISTERED_AT, TEAM_A, TEAM_LEAD_A, a_reaction
from tests.unit.lifecycle.cases import NOT_INFORMED, TEAM_DECIDED, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day, rulebook
from tests.unit.procedure.reminding import RULES, of, returned, stages, told_of

BGF, GL = "bgf", "geschaeftsleitung"
PETITION = managed(close_by=date(2026, 12, 23), act_by=day(18))
"""Another body has set Wednesday, 23 December; one acts three working days before (A21)."""
LATER = NOW + timedelta(days=5)


def test_the_acknowledgement_is_told_the_working_day_before_on_its_day_and_when_it_is_overdue() -> None:
    # Due on Tuesday the 8th.
    assert stages(written(), DutyKind.ACKNOWLEDGE, 6) == [
        (-1, day(7)),
        (0, day(8)),
        (1, day(9)),
        (2, day(10)),
        (7, day(17)),
        (12, date(2026, 12, 28)),
    ]


def test_the_answer_is_told_five_and_two_working_days_before_and_on_the_last_day_to_act() -> None:
    assert stages(written(), DutyKind.ANSWER, 5) == [
        (-5, day(10)),
        (-2, day(15)),
        (0, day(17)),
        (1, day(18)),
        (2, day(21)),
    ]


def test_a_deadline_that_ends_on_a_free_day_is_told_on_the_working_day_before_and_overdue_after_it() -> None:
    case = written(act_by=day(18), close_by=day(20))
    assert stages(case, DutyKind.ANSWER, 5)[2:] == [(0, day(18)), (1, day(21)), (2, day(22))]


def test_a_day_set_by_another_body_is_told_on_until_it_is_there_and_when_it_is_over() -> None:
    assert stages(PETITION, DutyKind.ANSWER, 9) == [
        (-5, day(11)),
        (-2, day(16)),
        (0, day(18)),
        (1, day(21)),
        (2, day(22)),
        (3, day(23)),
        # Christmas; the day itself is over.
        (4, day(28)),
        (5, day(29)),
        (10, date(2027, 1, 8)),
    ]


def test_of_a_day_set_by_another_body_the_management_learns_while_it_can_still_be_kept() -> None:
    late = when_late(
        DutyKind.ANSWER, due_on=day(18), ends_on=day(23), arose_on=day(3), calendar=RULES.calendar
    )
    assert late.until_end == (day(21), day(22), day(23))
    assert late.management_from == day(22)
    assert late.overdue_from == day(28)


def test_a_long_lead_is_not_filled_with_daily_reminders() -> None:
    ahead = schedule(
        DutyKind.ANSWER,
        due_on=day(7),
        ends_on=day(21),
        arose_on=day(3),
        calendar=RULES.calendar,
    )
    assert [stage for stage, _ in islice(ahead, 8)] == [0, 1, 2, 10, 11, 12, 17, 22]


def test_who_is_late_in_a_duty_of_the_bgf_alone_is_not_told_to_the_management() -> None:
    with pytest.raises(ValueError, match="the management is not told"):
        when_late(DutyKind.FILE, due_on=day(4), ends_on=day(4), arose_on=day(3), calendar=RULES.calendar)


def test_a_beitrag_is_told_the_working_day_before_and_on_its_day() -> None:
    assert stages(managed(), DutyKind.CONTRIBUTE, 4) == [
        (-1, day(9)),
        (0, day(10)),
        (1, day(11)),
        (2, day(14)),
    ]


def test_a_beitrag_asked_for_on_its_very_day_is_told_again_only_when_it_is_overdue() -> None:
    asked = managed()
    (first, _) = asked.contributions
    late = replace(asked, contributions=(replace(first, requested_at=NOW + timedelta(days=7)),))
    assert stages(late, DutyKind.CONTRIBUTE, 1) == [(1, day(11))]


@pytest.mark.parametrize(
    "kind", [DutyKind.INFORM, DutyKind.TAKE_OVER, DutyKind.RECORD], ids=lambda kind: kind.value
)
def test_what_is_due_the_next_working_day_is_told_on_that_day(kind: DutyKind) -> None:
    assert stages(spoken(), kind, 4) == [(0, day(4)), (1, day(7)), (2, day(8)), (7, day(15))]


def test_a_decision_of_the_management_is_told_each_working_day_until_it_is_taken() -> None:
    found = stages(written(), DutyKind.DECIDE, 15)
    assert [stage for stage, _ in found] == list(range(15))
    assert found[0][1] == day(4)
    assert all(RULES.calendar.is_working_day(reached) for _, reached in found)
    # The 15th working day from the 4th: past the weekends, 24 to 27 December and the last of the year.
    assert found[14][1] == day(28)


def test_a_talk_with_an_appointment_is_told_on_that_day_unless_it_was_made_on_it() -> None:
    talk = Talk(
        state=TalkState.DECIDED,
        form=TalkForm.IN_PERSON,
        decided_at=NOW,
        appointment_at=NOW + timedelta(days=7),
    )
    assert stages(spoken(talk=talk), DutyKind.HOLD_TALK, 2) == [(0, day(10)), (1, day(11))]
    same_day = replace(talk, appointment_at=NOW + timedelta(hours=2))
    assert stages(spoken(talk=same_day), DutyKind.HOLD_TALK, 1) == [(1, day(4))]


def test_what_is_due_on_a_free_day_is_told_on_the_working_day_before_and_overdue_after_it() -> None:
    talk = Talk(
        state=TalkState.DECIDED,
        form=TalkForm.TELEPHONE,
        decided_at=NOW,
        appointment_at=NOW + timedelta(days=9),  # a Saturday
    )
    assert stages(spoken(talk=talk), DutyKind.HOLD_TALK, 3) == [(0, day(11)), (1, day(14)), (2, day(15))]


def test_before_the_first_stage_there_is_none() -> None:
    case = written()
    assert stage_on(case, of(case, DutyKind.ANSWER), day(9), RULES) is None
    assert next_reminder(case, of(case, DutyKind.ANSWER), None, RULES) == day(10)


@pytest.mark.parametrize(
    ("today", "stage"), [(day(11), -5), (day(15), -2), (day(20), 1), (date(2027, 1, 20), 17)]
)
def test_who_looks_late_finds_the_last_stage_reached_once(today: date, stage: int) -> None:
    case = written()
    assert stage_on(case, of(case, DutyKind.ANSWER), today, RULES) == stage


def test_a_reaction_that_came_late_is_due_or_overdue_at_once() -> None:
    """A35: the deadlines stay with the first receipt, however late it was passed on."""
    case = written(registered_at=REGISTERED_AT + timedelta(days=6))
    acknowledge = of(case, DutyKind.ACKNOWLEDGE)
    assert next_reminder(case, acknowledge, None, RULES) == day(7)
    assert stage_on(case, acknowledge, day(9), RULES) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"holder": TEAM_LEAD_A, "taken_over_at": LATER},
        {"decision_state": DecisionState.TAKEN, "decision": replace(TEAM_DECIDED, decided_at=LATER)},
        {"reopening": Reopening(at=LATER, reason="Rückläufer", closed_before_at=NOW)},
        {"lead": Lead.MANAGEMENT, "state": CaseState.IN_PROGRESS_MANAGEMENT},
    ],
    ids=["taken over", "decided", "reopened", "led by the management"],
)
def test_whatever_happens_to_a_case_moves_no_stage_of_its_answer(change: dict[str, Any]) -> None:
    assert stages(handed_over(**change), DutyKind.ANSWER, 6) == stages(written(), DutyKind.ANSWER, 6)


def test_after_an_interim_notice_the_stages_count_to_the_promised_day() -> None:
    notice = InterimNotice(
        number=1,
        sent_on=day(14),
        until=date(2027, 1, 8),
        reason="Akte fehlt",
        way=DispatchWay.LETTER,
        late=False,
        noted_at=NOW + timedelta(days=11),
    )
    case = handed_over(
        interim_notices=(notice,),
        close_by=date(2027, 1, 8),
        act_by=date(2027, 1, 8),
        original_close_by=day(17),
    )
    assert stages(case, DutyKind.ANSWER, 3) == [
        (-5, day(29)),
        (-2, date(2027, 1, 5)),
        (0, date(2027, 1, 8)),
    ]


def test_what_was_over_when_an_interim_notice_was_noted_is_not_told() -> None:
    notice = InterimNotice(
        number=1,
        sent_on=day(14),
        until=day(22),
        reason="Akte fehlt",
        way=DispatchWay.LETTER,
        late=False,
        noted_at=NOW + timedelta(days=13),  # Wednesday the 16th; five working days before is Tuesday.
    )
    case = handed_over(interim_notices=(notice,), close_by=day(22), act_by=day(22), original_close_by=day(17))
    assert stages(case, DutyKind.ANSWER, 2) == [(-2, day(18)), (0, day(22))]


def test_a_case_given_back_is_told_the_next_working_day_for_the_bgf_knows_already() -> None:
    case = returned(1)
    assert stages(case, DutyKind.ASSIGN, 2) == [(1, day(7)), (2, day(8))]
    assert told_of(case, DutyKind.ASSIGN, 1, day(7)) == [BGF, GL]


def test_a_case_given_back_long_after_it_was_registered_is_told_to_the_management_on_that_day() -> None:
    case = returned(6)  # Wednesday the 9th, the fourth working day after Thursday the 3rd
    assert stages(case, DutyKind.ASSIGN, 2) == [(0, day(9)), (1, day(10))]
    assert told_of(case, DutyKind.ASSIGN, 0, day(9)) == [BGF, GL]


def test_a_case_given_back_on_a_free_day_is_the_bgfs_on_the_next_working_day() -> None:
    case = returned(2)
    assert of(case, DutyKind.ASSIGN).due_on == day(7)
    assert stages(case, DutyKind.ASSIGN, 2) == [(0, day(7)), (1, day(8))]
    assert told_of(case, DutyKind.ASSIGN, 0, day(7)) == [BGF]


def test_the_receipt_of_a_weekend_counted_on_monday_is_told_from_tuesday_on() -> None:
    """A8: what falls on or before the day that counts as day of receipt is told nobody."""
    rules = rulebook(Switches(weekend_receipt="next_workday"))
    saturday = a_reaction(received_at=REGISTERED_AT + timedelta(days=2), external_due_on=day(5))
    case = spoken(reaction=saturday, registered_at=saturday.received_at, close_by=day(5), act_by=day(4))
    duty = next(d for d in duties_of(case, rules) if d.kind is DutyKind.ANSWER)
    assert stage_on(case, duty, day(7), rules) is None
    assert next_reminder(case, duty, None, rules) == day(8)
    assert stage_on(case, duty, day(8), rules) == 2


def test_informing_those_who_are_away_is_told_after_their_return() -> None:
    (row,) = NOT_INFORMED
    case = spoken(informing=(replace(row, state=InformingState.OPEN, absent_until=day(11)),))
    assert stages(case, DutyKind.INFORM, 2) == [(0, day(15)), (1, day(16))]


def test_each_kind_of_duty_has_its_plan_and_three_say_that_nobody_works_on_it() -> None:
    assert set(PLANS) == set(DutyKind)
    assert len(UNASSIGNED) == 3
    assert {kind for kind, plan in PLANS.items() if plan.management_from == 1} == UNASSIGNED
    assert {kind for kind, plan in PLANS.items() if plan.daily} == {DutyKind.DECIDE, DutyKind.DECIDE_TALK}


def test_a_duty_is_the_same_whether_or_not_it_says_since_when_it_counts() -> None:
    """What is owed is compared to find out whether it has changed; why it is due then is no part of it."""
    duty = Duty(kind=DutyKind.INFORM, audience=Audience(AudienceKind.TEAM_LEAD, TEAM_A), due_on=day(4))
    assert duty == replace(duty, since=day(3))
    assert hash(duty) == hash(replace(duty, since=day(3)))
