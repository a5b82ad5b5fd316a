"""Who learns of a stage: who owes it, the BGF, and from when on the management (R11, R15, A3, A25)."""

from dataclasses import replace
from datetime import date

import pytest

from procedure.duties import DutyKind, duties_of
from tests.support.builders import TEAM_A
from tests.unit.lifecycle.cases import closed, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.procedure.reminding import RULES, told_of

LEAD_A, DEPUTY_A = f"teamleitung:{TEAM_A}", f"stv_teamleitung:{TEAM_A}"
BGF, GL = "bgf", "geschaeftsleitung"


@pytest.mark.parametrize("stage", [-5, -2, 0, 1])
def test_the_bgf_is_told_of_everything_beside_who_owes_it(stage: int) -> None:
    assert told_of(written(), DutyKind.ANSWER, stage) == [LEAD_A, BGF]


@pytest.mark.parametrize("stage", [2, 7, 12])
def test_the_management_is_told_from_the_second_overdue_working_day_on(stage: int) -> None:
    assert told_of(written(), DutyKind.ANSWER, stage) == [LEAD_A, BGF, GL]
    assert told_of(written(), DutyKind.ACKNOWLEDGE, stage) == [BGF, GL]
    assert told_of(spoken(), DutyKind.INFORM, stage) == [LEAD_A, BGF, GL]
    assert told_of(managed(), DutyKind.CONTRIBUTE, stage) == [LEAD_A, BGF, GL]


@pytest.mark.parametrize("stage", [0, 1, 2])
def test_of_what_the_management_owes_management_and_bgf_are_told_each_once(stage: int) -> None:
    assert told_of(written(), DutyKind.DECIDE, stage) == [GL, BGF]


@pytest.mark.parametrize("stage", [0, 1, 2, 7])
def test_the_papers_of_the_bgf_are_told_to_the_bgf_alone(stage: int) -> None:
    assert told_of(spoken(), DutyKind.RECORD, stage) == [BGF]
    assert told_of(closed(), DutyKind.FILE, stage) == [BGF]


def test_a_closed_case_reminds_of_nothing_but_its_filing() -> None:
    assert [duty.kind for duty in duties_of(closed(), RULES)] == [DutyKind.FILE]


def test_of_a_case_that_nobody_takes_over_deputy_and_management_learn_a_day_before_others() -> None:
    assert told_of(spoken(), DutyKind.TAKE_OVER, 0) == [LEAD_A, BGF]
    assert told_of(spoken(), DutyKind.TAKE_OVER, 1, day(7)) == [LEAD_A, DEPUTY_A, BGF, GL]


def test_the_management_has_no_deputy_who_would_be_asked_to_take_over() -> None:
    case = managed(acknowledgement=replace(managed().acknowledgement, receipt_confirmed_at=NOW))
    assert told_of(case, DutyKind.TAKE_OVER, 1) == [GL, BGF]


@pytest.mark.parametrize(("today", "offices"), [(day(8), [LEAD_A, BGF]), (day(9), [LEAD_A, BGF, GL])])
def test_a_case_registered_more_than_three_working_days_ago_with_nobody_is_the_managements_business_at_once(
    today: date, offices: list[str]
) -> None:
    assert told_of(spoken(), DutyKind.TAKE_OVER, 0, today) == offices
    assert told_of(handed_over(), DutyKind.CONFIRM_RECEIPT, 0, today) == offices


def test_only_what_nobody_works_on_is_told_earlier_however_long_the_case_is_registered() -> None:
    assert told_of(spoken(), DutyKind.INFORM, 1, day(30)) == [LEAD_A, BGF]
    assert told_of(written(), DutyKind.ANSWER, 1, day(30)) == [LEAD_A, BGF]
