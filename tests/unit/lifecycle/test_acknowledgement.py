"""The acknowledgement of receipt and the hand-over that hangs on it (GA III; R18, R22-R25, A14, A15, A22)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Return
from procedure.errors import NotPermitted
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    DecisionState,
    DispatchWay,
    DocumentKind,
    StaffId,
    WaiverReason,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
)
from tests.unit.lifecycle.cases import (
    OPEN,
    SENT,
    about_the_lead,
    handed_over,
    managed,
    paper,
    spoken,
    written,
)
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

SEND = steps.SendAcknowledgement(sent_on=day(3), way=DispatchWay.LETTER)
WAIVE = steps.WaiveAcknowledgement(reason=WaiverReason.BY_REQUESTING_BODY)
LETTER = (paper(DocumentKind.ACKNOWLEDGEMENT),)
BEFORE_FORWARDING = Switches(gl_decision="before_forwarding")
NOBODY_ELSE = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)


def test_sent_is_noted_with_day_and_way_and_hands_the_case_to_its_team() -> None:
    case, happened = decide(situation(written(documents=LETTER), BGF), SEND)
    assert case.acknowledgement == Acknowledgement(
        state=AcknowledgementState.SENT, settled_at=NOW, sent_on=day(3), way=DispatchWay.LETTER
    )
    assert case.state is CaseState.IN_PROGRESS_TEAM
    assert happened == (
        events.AcknowledgementSent(at=NOW, late=False),
        events.StateChanged(at=NOW, old=CaseState.RECORDED, new=CaseState.IN_PROGRESS_TEAM),
    )


@pytest.mark.parametrize("who", NOBODY_ELSE)
@pytest.mark.parametrize("step", [SEND, WAIVE])
def test_nobody_but_the_bgf_settles_it(step: steps.CaseStep, who: StaffId) -> None:
    with pytest.raises(NotPermitted):
        decide(situation(written(documents=LETTER), who), step)


def test_it_is_late_after_the_third_working_day() -> None:
    later = situation(written(documents=LETTER), BGF, now=NOW + timedelta(days=6))
    _, happened = decide(later, replace(SEND, sent_on=day(9)))
    assert happened[0] == events.AcknowledgementSent(at=later.now, late=True)
    _, happened = decide(later, replace(SEND, sent_on=day(8)))
    assert happened[0] == events.AcknowledgementSent(at=later.now, late=False)


@pytest.mark.parametrize("sent_on", [day(2), day(4)])
def test_it_is_sent_neither_before_the_receipt_nor_tomorrow(sent_on: object) -> None:
    step = replace(SEND, sent_on=sent_on)
    assert refused_field(situation(written(documents=LETTER), BGF), step) == "sent_on"


def test_without_its_copy_it_is_not_sent() -> None:
    at = situation(written(), BGF)
    assert not permitted(at, steps.SendAcknowledgement)
    assert refused(at, SEND) == "Bitte legen Sie zuerst die Eingangsbestätigung zum Vorgang."


@pytest.mark.parametrize("step", [SEND, WAIVE])
def test_it_is_settled_once(step: steps.CaseStep) -> None:
    assert "schon versandt" in refused(situation(handed_over(), BGF), step)
    waived = Acknowledgement(state=AcknowledgementState.WAIVED, waiver=WaiverReason.NO_ADDRESS)
    assert "entfallen" in refused(situation(written(acknowledgement=waived, documents=LETTER), BGF), step)


def test_a_waiver_hands_over_as_well() -> None:
    case, happened = decide(situation(written(), BGF), WAIVE)
    assert case.acknowledgement == Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=NOW, waiver=WaiverReason.BY_REQUESTING_BODY
    )
    assert case.state is CaseState.IN_PROGRESS_TEAM
    assert happened[0] == events.AcknowledgementWaived(at=NOW, reason=WaiverReason.BY_REQUESTING_BODY)


def test_another_reason_is_written_down() -> None:
    other = steps.WaiveAcknowledgement(reason=WaiverReason.OTHER)
    at = situation(written(), BGF)
    assert refused_field(at, other) == "note"
    case, _ = decide(at, replace(other, note=" Kundin ist verzogen "))
    assert case.acknowledgement.note == "Kundin ist verzogen"


def test_what_the_management_leads_stays_there() -> None:
    case, happened = decide(situation(managed(acknowledgement=OPEN, documents=LETTER), BGF), SEND)
    assert case.state is CaseState.IN_PROGRESS_MANAGEMENT
    assert [type(event) for event in happened] == [events.AcknowledgementSent]


def test_by_switch_the_case_waits_for_the_managements_decision() -> None:
    at = situation(written(documents=LETTER), BGF, switches=BEFORE_FORWARDING)
    assert decide(at, SEND)[0].state is CaseState.RECORDED
    decided = written(documents=LETTER, decision_state=DecisionState.TAKEN)
    at = situation(decided, BGF, switches=BEFORE_FORWARDING)
    assert decide(at, SEND)[0].state is CaseState.IN_PROGRESS_TEAM


def test_what_a_team_gave_back_is_not_handed_to_it_again() -> None:
    returned = written(documents=LETTER, returned=Return(at=NOW, reason="falsch", team=TEAM_A))
    assert decide(situation(returned, BGF), SEND)[0].state is CaseState.RECORDED


def test_a_spoken_reaction_may_be_acknowledged_of_free_will_and_without_a_deadline() -> None:
    assert not permitted(situation(spoken(), BGF), steps.SendAcknowledgement)
    case, happened = decide(situation(spoken(documents=LETTER), BGF), SEND)
    assert case.acknowledgement.state is AcknowledgementState.SENT
    assert case.state is CaseState.WITH_TEAM_LEAD
    assert happened == (events.AcknowledgementSent(at=NOW, late=False),)
    assert "nicht nötig" in refused(situation(spoken(), BGF), WAIVE)


def test_the_team_confirms_that_the_whole_case_is_there_and_holds_it() -> None:
    case, happened = decide(situation(handed_over(), DEPUTY_A), steps.ConfirmReceipt())
    assert case.acknowledgement.receipt_confirmed_at == NOW
    assert case.acknowledgement.receipt_confirmed_by == DEPUTY_A
    assert (case.holder, case.holder_on_behalf) == (DEPUTY_A, True)
    assert happened == (events.ReceiptConfirmed(at=NOW), events.TakenOver(at=NOW))
    assert "schon bestätigt" in refused(situation(case, TEAM_LEAD_A), steps.ConfirmReceipt())


def test_whoever_holds_it_already_keeps_it() -> None:
    case, happened = decide(situation(handed_over(holder=DEPUTY_A), TEAM_LEAD_A), steps.ConfirmReceipt())
    assert case.holder == DEPUTY_A
    assert happened == (events.ReceiptConfirmed(at=NOW),)


@pytest.mark.parametrize(
    ("case", "allowed"),
    [
        (handed_over(), {TEAM_LEAD_A, DEPUTY_A}),
        (managed(), {MANAGEMENT}),
        (about_the_lead(), {MANAGEMENT}),
        (written(), set()),
        (managed(acknowledgement=OPEN), set()),
        (spoken(), set()),
        (written(acknowledgement=SENT), set()),
        (handed_over(returned=Return(at=NOW, reason="falsch")), set()),
    ],
    ids=["team", "management", "about-the-lead", "open", "open-led", "spoken", "not-forwarded", "returned"],
)
def test_only_the_office_that_leads_confirms_what_it_has(case: Case, allowed: set[StaffId]) -> None:
    everybody = (*NOBODY_ELSE, BGF)
    assert {who for who in everybody if permitted(situation(case, who), steps.ConfirmReceipt)} == allowed


def test_taking_the_whole_case_over_confirms_its_receipt_once() -> None:
    case, happened = decide(situation(handed_over(), TEAM_LEAD_A), steps.TakeOver())
    assert (case.holder, case.acknowledgement.receipt_confirmed_by) == (TEAM_LEAD_A, TEAM_LEAD_A)
    assert happened == (events.ReceiptConfirmed(at=NOW), events.TakenOver(at=NOW))
    case, happened = decide(situation(case, DEPUTY_A), steps.TakeOver())
    assert (case.holder, case.acknowledgement.receipt_confirmed_by) == (DEPUTY_A, TEAM_LEAD_A)
    assert happened == (events.TakenOver(at=NOW),)


@pytest.mark.parametrize("case", [written(), spoken(), written(acknowledgement=SENT)])
def test_what_is_not_handed_over_yet_is_taken_over_without_a_receipt(case: Case) -> None:
    changed, _ = decide(situation(case, TEAM_LEAD_A), steps.TakeOver())
    assert changed.holder == TEAM_LEAD_A
    assert changed.acknowledgement.receipt_confirmed_at is None
