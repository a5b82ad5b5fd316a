"""It was written and not spoken after all, or the other way round (R22, R23, R33, R35, A13, A15)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, FurtherReceipt, Return
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    ConcernKind,
    DecisionState,
    Origin,
    Parting,
    RecordReason,
    WaiverReason,
)
from tests.support.builders import BGF, RECEIVED_AT, TEAM_A, TEAM_LEAD_A, a_case, a_customer
from tests.unit.lifecycle.cases import OPEN, SENT, TEAM_DECIDED, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation
from tests.unit.lifecycle.taking import take

IN_WRITING = steps.Correct(reason="Es war ein Brief", channel=Channel.WRITTEN)
BY_PHONE = steps.Correct(reason="Es war ein Anruf", channel=Channel.TELEPHONE, parting=Parting.LEFT)
LETTER = FurtherReceipt(
    channel=Channel.WRITTEN,
    origin=Origin.DIRECT,
    received_at=RECEIVED_AT - timedelta(days=1),
    noted_at=NOW,
)


def test_what_was_written_after_all_owes_an_acknowledgement_and_a_decision_as_at_the_registration() -> None:
    case, happened = take(spoken(), IN_WRITING, BGF)
    assert (case.state, case.acknowledgement, case.acknowledge_by) == (CaseState.RECORDED, OPEN, day(8))
    assert case.decision_state is DecisionState.OPEN
    assert case.reaction.parting is None
    assert case.record_reasons == (RecordReason.WRITTEN_OR_ELECTRONIC, RecordReason.LEADERSHIP)
    assert (case.close_by, case.act_by) == (day(17), day(17))
    assert happened == ["Corrected", "AcknowledgementOwed", "DecisionOwed", "StateChanged"]


def test_what_was_spoken_after_all_owes_neither_and_waits_for_its_teamleitung() -> None:
    case, happened = take(written(), BY_PHONE, BGF)
    assert (case.state, case.acknowledgement) == (CaseState.WITH_TEAM_LEAD, Acknowledgement())
    assert (case.acknowledge_by, case.decision_state) == (None, DecisionState.NOT_NEEDED)
    assert case.record_reasons == (RecordReason.NOT_REMEDIED,)
    assert case.close_by == day(17)
    assert happened == ["Corrected", "StateChanged"]


@pytest.mark.parametrize(
    ("case", "step"),
    [
        (written(), replace(IN_WRITING, channel=Channel.ELECTRONIC)),
        (spoken(), steps.Correct(reason="Telefon", channel=Channel.TELEPHONE)),
    ],
    ids=["letter-or-mail", "phone-or-in-person"],
)
def test_between_two_of_a_kind_nothing_else_changes(case: Case, step: steps.Correct) -> None:
    changed, happened = take(case, step, BGF)
    assert changed.reaction == replace(case.reaction, channel=step.channel)
    assert replace(changed, reaction=case.reaction, version=case.version) == case
    assert happened == ["Corrected"]


def test_what_was_sent_stands_and_a_team_at_work_keeps_the_case() -> None:
    case, _ = take(handed_over(), BY_PHONE, BGF)
    assert (case.state, case.acknowledgement) == (CaseState.IN_PROGRESS_TEAM, SENT)
    at_work, _ = take(spoken(state=CaseState.IN_PROGRESS_TEAM, holder=TEAM_LEAD_A), IN_WRITING, BGF)
    assert (at_work.state, at_work.holder) == (CaseState.IN_PROGRESS_TEAM, TEAM_LEAD_A)
    assert at_work.acknowledgement == OPEN


def test_who_has_taken_a_recorded_letter_over_goes_on_with_the_call() -> None:
    case, _ = take(written(holder=TEAM_LEAD_A), BY_PHONE, BGF)
    assert (case.state, case.holder) == (CaseState.IN_PROGRESS_TEAM, TEAM_LEAD_A)


def test_a_letter_without_an_address_falls_away_and_goes_to_the_team_at_once() -> None:
    nobody = a_customer(name="", contact="", number="")
    reaction = replace(spoken().reaction, anonymous=True, customer=nobody)
    case, happened = take(spoken(reaction=reaction), IN_WRITING, BGF)
    assert case.acknowledgement == Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=NOW, waiver=WaiverReason.NO_ADDRESS
    )
    assert (case.state, case.acknowledge_by) == (CaseState.IN_PROGRESS_TEAM, None)
    assert "AcknowledgementWaived" in happened


def test_the_letter_that_followed_a_call_is_acknowledged_all_the_same() -> None:
    case, _ = take(written(further_receipts=(LETTER,)), BY_PHONE, BGF)
    assert (case.acknowledgement, case.acknowledge_by) == (OPEN, day(7))


def test_where_spoken_ones_are_acknowledged_too_it_stays_owed() -> None:
    case, happened = take(written(), BY_PHONE, BGF, switches=Switches(ack_oral=True))
    assert (case.acknowledgement, case.acknowledge_by) == (OPEN, day(8))
    assert "AcknowledgementOwed" not in happened


def test_a_decision_that_was_taken_is_not_asked_for_again_nor_a_transfer_forgotten() -> None:
    decided, _ = take(
        spoken(decision=TEAM_DECIDED, decision_state=DecisionState.TAKEN, state=CaseState.IN_PROGRESS_TEAM),
        IN_WRITING,
        BGF,
    )
    assert decided.decision_state is DecisionState.TAKEN
    wants = handed_over(transfer=Return(at=NOW, reason="x", team=TEAM_A))
    passed, _ = take(wants, BY_PHONE, BGF)
    assert passed.decision_state is DecisionState.OPEN


def test_what_the_management_leads_or_a_team_gave_back_stays_where_it_is() -> None:
    assert take(managed(), BY_PHONE, BGF)[0].state is CaseState.IN_PROGRESS_MANAGEMENT
    given_back = written(returned=Return(at=NOW, reason="x", team=TEAM_A))
    assert take(given_back, BY_PHONE, BGF)[0].state is CaseState.RECORDED


def test_the_channel_is_the_bgfs_and_a_spoken_one_says_how_one_parted() -> None:
    assert "berichtigt das BGF" in refused(situation(spoken(), TEAM_LEAD_A), IN_WRITING)
    assert refused_field(situation(written(), BGF), replace(BY_PHONE, parting=None)) == "parting"
    assert refused_field(situation(written(), BGF), replace(BY_PHONE, parting=Parting.WAITING)) == "parting"


def test_while_a_customer_waits_neither_channel_nor_parting_changes() -> None:
    for step in (IN_WRITING, BY_PHONE):
        assert "wartet noch" in refused(situation(a_case(), BGF), step)


def test_praise_turned_into_a_complaint_asks_the_management() -> None:
    kinds = (ConcernKind.FACHLICHE_BESCHWERDE,)
    praise = replace(handed_over().reaction, concerns=(ConcernKind.LOB,))
    step = steps.Reclassify(concerns=kinds, teams=(TEAM_A,), reason="Es ist eine Beschwerde")
    case, happened = take(handed_over(reaction=praise, decision_state=DecisionState.NOT_NEEDED), step, BGF)
    assert case.decision_state is DecisionState.OPEN
    assert happened == ["Reclassified", "DecisionOwed"]
