from datetime import UTC, datetime
from itertools import product

import pytest

from procedure.case import Reaction
from procedure.recording import recording_duty
from procedure.switches import Switches
from procedure.vocabulary import Channel, ConcernKind, RecordReason

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
COMPLAINT = (ConcernKind.FACHLICHE_BESCHWERDE,)
WRITTEN, CALL, NOT_REMEDIED, LEADERSHIP = RecordReason
FLAGS = (False, True)


def reaction(
    channel: Channel,
    *,
    resolved: bool = False,
    time_consuming: bool = False,
    leadership: bool = False,
    referred: bool = False,
) -> Reaction:
    return Reaction(
        channel=channel,
        received_at=NOON,
        concerns=COMPLAINT,
        resolved_on_spot=resolved,
        time_consuming=time_consuming,
        reached_leadership=leadership,
        referred_to_team_lead=referred,
    )


@pytest.mark.parametrize("channel", [Channel.WRITTEN, Channel.ELECTRONIC])
def test_written_and_electronic_reactions_are_recorded_however_quickly_solved(channel: Channel) -> None:
    duty = recording_duty(reaction(channel, resolved=True), Switches())
    assert duty.must_record
    assert duty.reasons == (WRITTEN,)
    assert duty.explanation == (
        "Diese Reaktion muss erfasst werden, weil sie schriftlich oder elektronisch eingegangen ist."
    )


def test_a_time_consuming_call_is_recorded_although_it_was_solved() -> None:
    duty = recording_duty(reaction(Channel.TELEPHONE, resolved=True, time_consuming=True), Switches())
    assert duty.reasons == (CALL,)


def test_a_time_consuming_visit_that_was_solved_is_not_recorded() -> None:
    assert not recording_duty(
        reaction(Channel.IN_PERSON, resolved=True, time_consuming=True), Switches()
    ).must_record


@pytest.mark.parametrize("channel", [Channel.TELEPHONE, Channel.IN_PERSON])
def test_spoken_reactions_that_were_not_solved_are_recorded(channel: Channel) -> None:
    assert recording_duty(reaction(channel), Switches()).reasons == (NOT_REMEDIED,)


@pytest.mark.parametrize("channel", list(Channel))
def test_what_reaches_a_teamleitung_is_recorded_whatever_the_channel(channel: Channel) -> None:
    duty = recording_duty(reaction(channel, resolved=True, leadership=True), Switches())
    assert duty.reasons[-1] is LEADERSHIP


def test_passing_on_to_the_teamleitung_counts_by_switch() -> None:
    passed_on = reaction(Channel.IN_PERSON, resolved=True, referred=True)
    assert recording_duty(passed_on, Switches()).reasons == (LEADERSHIP,)
    assert not recording_duty(passed_on, Switches(record_on_tl_referral=False)).must_record


def test_the_switch_for_passing_on_leaves_direct_arrival_alone() -> None:
    received_by_lead = reaction(Channel.IN_PERSON, resolved=True, leadership=True)
    assert recording_duty(received_by_lead, Switches(record_on_tl_referral=False)).must_record


def test_all_reasons_are_named_in_the_order_of_the_directive() -> None:
    duty = recording_duty(reaction(Channel.TELEPHONE, time_consuming=True, leadership=True), Switches())
    assert duty.reasons == (CALL, NOT_REMEDIED, LEADERSHIP)
    assert duty.explanation == (
        "Diese Reaktion muss erfasst werden, weil der Anruf zeitaufwändige Nachforschungen nötig macht "
        "und weil das Anliegen vor Ort nicht sofort geklärt wurde "
        "und weil eine Teamleitung oder die Geschäftsleitung sie erhalten hat."
    )


def test_nothing_obliges_to_record_what_was_solved_at_once_but_it_may_be() -> None:
    duty = recording_duty(reaction(Channel.IN_PERSON, resolved=True), Switches())
    assert not duty.must_record
    assert duty.reasons == ()
    assert duty.voluntary_possible
    assert duty.explanation == "Diese Reaktion muss nicht erfasst werden, weil Sie direkt helfen konnten."


@pytest.mark.parametrize(
    ("no_case", "says"),
    [
        (
            Reaction(channel=Channel.WRITTEN, received_at=NOON, concerns=COMPLAINT, withdraws=True),
            "Rücknahme",
        ),
        (
            Reaction(
                channel=Channel.WRITTEN, received_at=NOON, concerns=COMPLAINT, duplicate_of="KRM-2026-0006"
            ),
            "liegt schon vor",
        ),
        (
            Reaction(channel=Channel.WRITTEN, received_at=NOON, legal_remedy_check=True),
            "Ein Widerspruch ist keine Kundenreaktion.",
        ),
    ],
    ids=["withdrawal", "duplicate", "Widerspruch"],
)
def test_what_belongs_elsewhere_is_no_case_not_even_a_voluntary_one(no_case: Reaction, says: str) -> None:
    duty = recording_duty(no_case, Switches())
    assert not duty.must_record
    assert not duty.voluntary_possible
    assert duty.reasons == ()
    assert says in duty.explanation


def test_a_complaint_that_may_be_a_widerspruch_is_recorded() -> None:
    mixed = Reaction(channel=Channel.WRITTEN, received_at=NOON, concerns=COMPLAINT, legal_remedy_check=True)
    assert recording_duty(mixed, Switches()).must_record


def test_the_duty_is_the_formula_of_the_directive_for_every_combination() -> None:
    for channel, resolved, long_call, leadership in product(Channel, FLAGS, FLAGS, FLAGS):
        duty = recording_duty(
            reaction(channel, resolved=resolved, time_consuming=long_call, leadership=leadership), Switches()
        )
        in_writing = channel in {Channel.WRITTEN, Channel.ELECTRONIC}
        expected = (
            in_writing
            or (channel is Channel.TELEPHONE and long_call)
            or (not in_writing and not resolved)
            or leadership
        )
        assert duty.must_record is expected
        assert duty.must_record is bool(duty.reasons)
        assert list(duty.reasons) == [reason for reason in RecordReason if reason in duty.reasons]
        assert duty.explanation.endswith(".")


def test_what_is_only_passed_on_is_not_said_to_have_been_received_by_a_teamleitung() -> None:
    duty = recording_duty(reaction(Channel.IN_PERSON, referred=True), Switches())
    assert duty.reasons == (NOT_REMEDIED, LEADERSHIP)
    assert duty.explanation.endswith("und weil sie an die Teamleitung weitergegeben wird.")
