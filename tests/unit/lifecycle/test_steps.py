"""The transition table, row by row: who, in which state, with what effect (GA V; R11, R14, R37; A26)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.lifecycle import decide, permitted
from procedure.standing import office_of
from procedure.vocabulary import (
    CaseState,
    Channel,
    HandoverAnswer,
    Lead,
    Parting,
    Role,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_handover,
    a_reaction,
    an_office,
)
from tests.unit.lifecycle.situations import NOW, situation

COME = steps.AnswerHandover(answer=HandoverAnswer.COME)
WRITTEN = steps.AnswerHandover(answer=HandoverAnswer.WRITTEN)
APPOINTMENT = steps.AnswerHandover(
    answer=HandoverAnswer.APPOINTMENT, appointment_at=NOW + timedelta(days=1), place="Zimmer 214"
)
CALLBACK = steps.AnswerHandover(answer=HandoverAnswer.CALLBACK, callback="heute bis 15 Uhr")
EVERY_STEP = (COME, steps.AskDeputy(), steps.TakeOver(), steps.ConfirmRecorded())
EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)


def not_waiting(**overrides: object) -> Case:
    return a_case(reaction=a_reaction(parting=Parting.LEFT), **overrides)


def about_the_lead() -> Case:
    return a_case(
        reaction=a_reaction(concerns_lead=True),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        lead_excluded=True,
        excluded=(TEAM_LEAD_A,),
        handover=a_handover(team=None),
    )


def test_i_am_coming_answers_the_customer_and_leaves_the_decision_open() -> None:
    case, happened = decide(situation(a_case(), TEAM_LEAD_A), COME)
    assert case.handover is not None
    assert (case.handover.answer, case.handover.answered_by) == (HandoverAnswer.COME, TEAM_LEAD_A)
    assert case.handover.answered_at == NOW
    assert case.state is CaseState.WITH_TEAM_LEAD
    assert case.holder is None
    assert happened == (events.HandoverAnswered(at=NOW, answer=HandoverAnswer.COME),)


@pytest.mark.parametrize("step", [APPOINTMENT, CALLBACK, WRITTEN])
def test_every_other_answer_takes_the_case_over(step: steps.AnswerHandover) -> None:
    case, happened = decide(situation(a_case(), TEAM_LEAD_A), step)
    assert case.state is CaseState.IN_PROGRESS_TEAM
    assert case.holder == TEAM_LEAD_A
    assert [type(e) for e in happened] == [events.HandoverAnswered, events.TakenOver, events.StateChanged]


def test_a_deputy_answers_on_behalf() -> None:
    case, _ = decide(situation(a_case(), DEPUTY_A), CALLBACK)
    assert case.handover is not None
    assert case.handover.on_behalf
    assert case.holder_on_behalf


def test_every_step_counts_the_version_up_by_one() -> None:
    case, _ = decide(situation(a_case(version=7), TEAM_LEAD_A), COME)
    assert case.version == 8


def test_a_customer_is_answered_once() -> None:
    case, _ = decide(situation(a_case(), TEAM_LEAD_A), COME)
    with pytest.raises(StepNotAllowed, match="schon beantwortet"):
        decide(situation(case, DEPUTY_A), WRITTEN)


@pytest.mark.parametrize("when", [None, NOW, NOW - timedelta(minutes=1), NOW + timedelta(days=367)], ids=str)
def test_an_appointment_lies_ahead_and_within_a_year(when: object) -> None:
    with pytest.raises(IncompleteReaction) as refusal:
        decide(situation(a_case(), TEAM_LEAD_A), replace(APPOINTMENT, appointment_at=when))
    assert refusal.value.field == "day"


def test_a_callback_says_when() -> None:
    with pytest.raises(IncompleteReaction, match="wann Sie zurückrufen"):
        decide(situation(a_case(), TEAM_LEAD_A), replace(CALLBACK, callback="  "))


@pytest.mark.parametrize(
    ("step", "who", "field"),
    [
        (replace(APPOINTMENT, place="x" * 81), TEAM_LEAD_A, "place"),
        (replace(CALLBACK, callback="x" * 201), TEAM_LEAD_A, "callback"),
        (steps.ConfirmRecorded(krm_tool_ref="x" * 41), BGF, "krm_tool_ref"),
    ],
    ids=["place", "callback", "krm_tool_ref"],
)
def test_a_detail_that_is_too_long_is_refused_at_its_field(
    step: steps.CaseStep, who: StaffId, field: str
) -> None:
    with pytest.raises(IncompleteReaction, match="kürzen") as refusal:
        decide(situation(a_case(), who), step)
    assert refusal.value.field == field


def test_the_deputy_is_asked_once() -> None:
    case, happened = decide(situation(a_case(), TEAM_LEAD_A), steps.AskDeputy())
    assert case.handover is not None
    assert case.handover.deputy_asked_at == NOW
    assert happened == (events.DeputyAsked(at=NOW, timed_out=False),)
    with pytest.raises(StepNotAllowed, match="schon gefragt"):
        decide(situation(case, TEAM_LEAD_A), steps.AskDeputy())


def test_the_clock_asks_the_deputy_and_leaves_the_lead_her_buttons() -> None:
    case, _ = decide(situation(a_case(), None), steps.AskDeputy(timed_out=True))
    assert permitted(situation(case, TEAM_LEAD_A), steps.AnswerHandover)
    assert permitted(situation(case, DEPUTY_A), steps.AnswerHandover)


def test_a_waiting_customer_is_answered_before_the_case_is_taken_over() -> None:
    with pytest.raises(StepNotAllowed, match="antworten Sie zuerst"):
        decide(situation(a_case(), TEAM_LEAD_A), steps.TakeOver())


def test_taking_over_a_spoken_case_puts_it_in_progress() -> None:
    case, _ = decide(situation(not_waiting(), TEAM_LEAD_A), steps.TakeOver())
    assert (case.state, case.holder, case.taken_over_at) == (CaseState.IN_PROGRESS_TEAM, TEAM_LEAD_A, NOW)


def test_a_written_case_waits_for_its_acknowledgement_although_it_is_taken_over() -> None:
    written = a_case(reaction=a_reaction(channel=Channel.WRITTEN, parting=None))
    case, _ = decide(situation(written, TEAM_LEAD_A), steps.TakeOver())
    assert (case.state, case.holder) == (CaseState.RECORDED, TEAM_LEAD_A)


def test_a_case_is_not_taken_over_twice_by_the_same_person_but_by_her_deputy() -> None:
    case, _ = decide(situation(not_waiting(), TEAM_LEAD_A), steps.TakeOver())
    with pytest.raises(StepNotAllowed, match="schon übernommen"):
        decide(situation(case, TEAM_LEAD_A), steps.TakeOver())
    case, _ = decide(situation(case, DEPUTY_A), steps.TakeOver())
    assert (case.holder, case.holder_on_behalf) == (DEPUTY_A, True)


def test_only_the_bgf_confirms_the_record_and_only_once() -> None:
    case, happened = decide(situation(a_case(), BGF), steps.ConfirmRecorded(krm_tool_ref=" 4711 "))
    assert (case.recorded_in_tool_at, case.krm_tool_ref) == (NOW, "4711")
    assert happened == (events.RecordedInTool(at=NOW),)
    with pytest.raises(StepNotAllowed, match="schon als erfasst"):
        decide(situation(case, BGF), steps.ConfirmRecorded())


MAY = {
    (steps.AnswerHandover, TEAM_LEAD_A),
    (steps.AnswerHandover, DEPUTY_A),
    (steps.AskDeputy, TEAM_LEAD_A),
    (steps.AskDeputy, DEPUTY_A),
    (steps.ConfirmRecorded, BGF),
}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("step", EVERY_STEP, ids=lambda s: type(s).__name__)
def test_while_a_customer_waits_every_pair_of_person_and_step_not_in_the_table_is_refused(
    step: steps.CaseStep, who: StaffId
) -> None:
    case = a_case()
    assert permitted(situation(case, who), type(step)) is ((type(step), who) in MAY)
    if (type(step), who) in MAY:
        decide(situation(case, who), step)
    else:
        with pytest.raises((NotPermitted, StepNotAllowed)):
            decide(situation(case, who), step)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_case_about_the_teamleitung_is_answered_and_taken_over_by_the_management_alone(
    who: StaffId,
) -> None:
    case = about_the_lead()
    assert permitted(situation(case, who), steps.AnswerHandover) is (who == MANAGEMENT)
    answered, _ = decide(situation(case, MANAGEMENT), COME)
    assert permitted(situation(answered, who), steps.TakeOver) is (who == MANAGEMENT)


def test_the_person_complained_about_is_a_stranger_to_the_case_in_every_office() -> None:
    office = an_office()
    lead = office.staff[TEAM_LEAD_A]
    powerful = replace(lead, roles=frozenset({Role.BGF, Role.MANAGEMENT}))
    office = replace(office, staff={**office.staff, TEAM_LEAD_A: powerful})
    case = about_the_lead()
    assert office_of(case, situation(case, TEAM_LEAD_A, office=office).actor) is None
    for step in EVERY_STEP:
        assert not permitted(situation(case, TEAM_LEAD_A, office=office), type(step))
    assert office_of(case, situation(case, DEPUTY_A).actor) is None


def test_she_stays_a_stranger_after_she_has_left_the_team_and_her_successor_is_none() -> None:
    office = an_office()
    moved = replace(office.staff[TEAM_LEAD_A], roles=frozenset({Role.MANAGEMENT}))
    led_by_another = replace(office.teams[TEAM_A], lead=EMPLOYEE)
    office = replace(
        office,
        staff={**office.staff, TEAM_LEAD_A: moved},
        teams={**office.teams, TEAM_A: led_by_another},
    )
    case = about_the_lead()
    assert office_of(case, situation(case, TEAM_LEAD_A, office=office).actor) is None
    assert office_of(case, situation(case, MANAGEMENT, office=office).actor) is Role.MANAGEMENT


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.ENDED, CaseState.ANONYMISED])
@pytest.mark.parametrize("step", [COME, steps.AskDeputy(), steps.TakeOver()], ids=lambda s: type(s).__name__)
def test_nothing_moves_a_case_that_is_over(step: steps.CaseStep, state: CaseState) -> None:
    for who in EVERYBODY:
        with pytest.raises((StepNotAllowed, NotPermitted)):
            decide(situation(a_case(state=state), who), step)


def test_with_two_teams_only_the_team_that_was_asked_answers_the_customer() -> None:
    case = a_case(
        reaction=a_reaction(teams=(TEAM_A, TEAM_B)),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
    )
    assert permitted(situation(case, TEAM_LEAD_A), steps.AnswerHandover)
    assert not permitted(situation(case, TEAM_LEAD_B), steps.AnswerHandover)
    assert office_of(case, situation(case, TEAM_LEAD_B).actor) is Role.TEAM_LEAD
    assert permitted(situation(case, MANAGEMENT), steps.TakeOver)  # without waiting for the Teamleitung
    # The management leads: the answer at the desk does not take the case away from it (R12).
    answered, _ = decide(situation(case, TEAM_LEAD_A), WRITTEN)
    assert (answered.state, answered.holder) == (CaseState.IN_PROGRESS_MANAGEMENT, None)
