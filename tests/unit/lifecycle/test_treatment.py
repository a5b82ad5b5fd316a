"""What the office that leads does: appointment, in writing, give back (GA V; R30, R31, R37, A18)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import OralTreatment, Return
from procedure.lifecycle import decide, permitted
from procedure.transitions.oral import referred_to_writing
from procedure.vocabulary import CaseState, Lead, Parting, StaffId, Treatment
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_handover,
    a_reaction,
)
from tests.unit.lifecycle.cases import SENT, closed, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, refused, refused_field, situation

TOMORROW = NOW + timedelta(days=1)
APPOINTMENT = steps.ArrangeAppointment(appointment_at=TOMORROW, place=" Zimmer 214 ")
NOT_RESPONSIBLE = steps.ReportNotResponsible(reason="Gehört zu Leistung B")
EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)


def allowed(case: Case, step: type) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), step)}


def test_an_appointment_takes_a_spoken_case_over() -> None:
    case, happened = decide(situation(spoken(), DEPUTY_A), APPOINTMENT)
    assert case.treatment == OralTreatment(
        kind=Treatment.APPOINTMENT, at=NOW, appointment_at=TOMORROW, place="Zimmer 214"
    )
    assert (case.state, case.holder, case.holder_on_behalf) == (CaseState.IN_PROGRESS_TEAM, DEPUTY_A, True)
    assert [type(event) for event in happened] == [events.Treated, events.TakenOver, events.StateChanged]


def test_the_treatment_may_change_without_changing_hands() -> None:
    case, _ = decide(situation(spoken(), TEAM_LEAD_A), APPOINTMENT)
    case, happened = decide(situation(case, DEPUTY_A), steps.ReferToWriting())
    assert case.treatment == OralTreatment(kind=Treatment.REFERRED_TO_WRITING, at=NOW)
    assert referred_to_writing(case)
    assert case.holder == TEAM_LEAD_A
    assert happened == (events.Treated(at=NOW, kind=Treatment.REFERRED_TO_WRITING),)


@pytest.mark.parametrize("when", [NOW, NOW - timedelta(days=1), NOW + timedelta(days=367)])
def test_an_appointment_is_still_to_come(when: object) -> None:
    step = replace(APPOINTMENT, appointment_at=when)
    assert refused_field(situation(spoken(), TEAM_LEAD_A), step) == "day"


@pytest.mark.parametrize("step", [steps.ArrangeAppointment, steps.ReferToWriting])
def test_only_the_office_that_leads_treats_what_was_said_aloud(step: type) -> None:
    assert allowed(spoken(), step) == {TEAM_LEAD_A, DEPUTY_A}
    led_by_management = spoken(lead=Lead.MANAGEMENT, state=CaseState.IN_PROGRESS_MANAGEMENT)
    assert allowed(led_by_management, step) == {MANAGEMENT}
    assert allowed(handed_over(), step) == set()
    assert allowed(closed(), step) == set()
    assert allowed(spoken(state=CaseState.FINAL_SIGNATURE), step) == set()


def test_taking_over_means_working_on_it() -> None:
    case, _ = decide(situation(spoken(), TEAM_LEAD_A), steps.TakeOver())
    assert case.treatment == OralTreatment(kind=Treatment.IN_PROGRESS, at=NOW)


def test_a_waiting_customer_is_answered_before_anything_else() -> None:
    at = situation(a_case(), TEAM_LEAD_A)
    for step in (APPOINTMENT, steps.ReferToWriting(), NOT_RESPONSIBLE):
        assert "antworten Sie zuerst" in refused(at, step)


@pytest.mark.parametrize(
    "case",
    [written(), written(acknowledgement=SENT), handed_over(holder=TEAM_LEAD_A), spoken()],
    ids=["recorded", "not-forwarded", "in-progress", "spoken"],
)
def test_not_responsible_gives_the_case_back_to_the_bgf(case: Case) -> None:
    back, happened = decide(situation(case, TEAM_LEAD_A), NOT_RESPONSIBLE)
    assert (back.state, back.holder, back.lead_team) == (CaseState.RECORDED, None, TEAM_A)
    assert back.returned == Return(at=NOW, reason="Gehört zu Leistung B", team=TEAM_A)
    assert (back.acknowledge_by, back.close_by) == (case.acknowledge_by, case.close_by)
    moved = (
        ()
        if case.state is CaseState.RECORDED
        else (events.StateChanged(at=NOW, old=case.state, new=CaseState.RECORDED),)
    )
    assert happened == (events.NotResponsible(at=NOW, team=TEAM_A), *moved)


def test_who_has_given_it_back_waits_for_the_bgf() -> None:
    back, _ = decide(situation(spoken(), TEAM_LEAD_A), NOT_RESPONSIBLE)
    for step in (NOT_RESPONSIBLE, steps.TakeOver(), APPOINTMENT, steps.ConfirmReceipt()):
        assert "ordnet ihn neu zu" in refused(situation(back, TEAM_LEAD_A), step)


def test_not_responsible_needs_a_reason_and_a_team_that_leads() -> None:
    assert refused_field(situation(spoken(), TEAM_LEAD_A), replace(NOT_RESPONSIBLE, reason=" ")) == "reason"
    assert allowed(spoken(), steps.ReportNotResponsible) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(managed(), steps.ReportNotResponsible) == set()
    asked = handed_over(transfer=Return(at=NOW, reason="zu schwer", team=TEAM_A))
    assert "noch nicht entschieden" in refused(situation(asked, TEAM_LEAD_A), NOT_RESPONSIBLE)


def test_a_confidential_hand_over_is_answered_by_nobody_of_the_team() -> None:
    secret = a_case(reaction=a_reaction(confidential=True), handover=a_handover())
    assert allowed(secret, steps.AnswerHandover) == set()


def test_what_was_agreed_at_the_desk_counts_as_asked_to_write() -> None:
    assert referred_to_writing(spoken(reaction=a_reaction(parting=Parting.REFERRED_TO_WRITING)))
    assert not referred_to_writing(spoken())
