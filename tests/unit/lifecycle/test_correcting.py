"""Putting right what was typed (R14, R16, R50, A15, A21, A35): who, what, and which deadlines follow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, InterimNotice
from procedure.lifecycle import decide, permitted
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    ConcernKind,
    DispatchWay,
    Origin,
    Parting,
    StaffId,
    WaiverReason,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_customer,
    a_reaction,
)
from tests.unit.lifecycle.cases import closed, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
"""The Monday before the invented receipt."""


def correct(**values: object) -> steps.Correct:
    return steps.Correct(**({"reason": "Tippfehler"} | values))  # type: ignore[arg-type]  # any field of it


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.Correct)}


def nobody(**overrides: object) -> Case:
    """Build an anonymous letter: recorded, its acknowledgement fallen away, already with the team."""
    reaction = a_reaction(
        channel=Channel.WRITTEN,
        parting=None,
        anonymous=True,
        customer=a_customer(name="", contact="", number=""),
    )
    waived = Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=NOW, waiver=WaiverReason.NO_ADDRESS
    )
    return handed_over(
        **({"reaction": reaction, "acknowledgement": waived, "acknowledge_by": None} | overrides)
    )


def test_bgf_and_the_office_that_leads_correct_and_nobody_else() -> None:
    assert allowed(written()) == {BGF, TEAM_LEAD_A, DEPUTY_A}
    assert allowed(managed()) == {BGF, MANAGEMENT}
    assert allowed(closed()) == set()
    assert allowed(written(state=CaseState.FINAL_SIGNATURE)) == set()


@pytest.mark.parametrize(
    "values",
    [
        {"summary": "Anders"},
        {"customer_name": "Karl Kunde"},
        {"customer_contact": "Neuer Weg 2"},
        {"customer_number": "617A999999"},
        {"origin_in_verbis": True},
        {"legal_remedy_check": True},
        {"people": 7},
        {"follow_up_of": "KRM-2026-0001"},
        {"handover_agreed_with": "Tom Teamleiter"},
        {"escalation_note": "Er wurde laut."},
    ],
    ids=lambda values: next(iter(values)),
)
def test_the_office_that_leads_corrects_what_it_works_with(values: dict[str, object]) -> None:
    case, happened = decide(situation(handed_over(), TEAM_LEAD_A), correct(**values))
    (field,) = values
    assert happened == (events.Corrected(at=NOW, fields=field),)
    reaction = case.reaction
    name = field.removeprefix("customer_")
    assert getattr(reaction.customer if field.startswith("customer_") else reaction, name) == values[field]


@pytest.mark.parametrize(
    "values",
    [
        {"received_at": MONDAY},
        {"origin": Origin.LRA},
        {"origin_detail": "Rathaus"},
        {"external_due_on": day(20)},
        {"third_party_authorised": True},
        {"channel": Channel.ELECTRONIC},
    ],
    ids=lambda values: next(iter(values)),
)
def test_receipt_origin_and_dates_are_the_bgfs(values: dict[str, object]) -> None:
    assert "berichtigt das BGF" in refused(situation(handed_over(), TEAM_LEAD_A), correct(**values))
    over_a_third_party = handed_over(
        reaction=a_reaction(channel=Channel.WRITTEN, parting=None, origin=Origin.AA)
    )
    case, happened = decide(situation(over_a_third_party, BGF), correct(**values))
    (field,) = values
    assert getattr(case.reaction, field) == values[field]
    assert isinstance(case.reaction.origin, Origin)
    assert happened[0] == events.Corrected(at=NOW, fields=field)


def test_several_fields_are_one_correction() -> None:
    step = correct(customer_name=" Karl ", summary="Anders", people=1)
    case, happened = decide(situation(written(), BGF), step)
    assert (case.reaction.customer.name, case.reaction.summary) == ("Karl", "Anders")
    assert happened == (events.Corrected(at=NOW, fields="customer_name,summary"),)


@pytest.mark.parametrize("values", [{}, {"people": 1}, {"summary": "Bescheid seit sieben Wochen offen"}])
def test_what_changes_nothing_is_no_correction(values: dict[str, object]) -> None:
    assert refused(situation(written(), BGF), correct(**values)) == "Es hat sich nichts geändert."


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": " ", "people": 2}, "reason"),
        ({"reason": "x" * 501, "people": 2}, "reason"),
        ({"summary": "  "}, "summary"),
        ({"summary": "x" * 4001}, "summary"),
        ({"customer_name": "x" * 201}, "customer_name"),
        ({"origin": Origin.OTHER}, "origin_detail"),
        ({"received_at": NOW + timedelta(hours=1)}, "received_at"),
        ({"received_at": NOW - timedelta(minutes=1)}, "received_at"),
        ({"external_due_on": day(2)}, "external_due_on"),
        ({"external_due_on": date(2226, 1, 1)}, "external_due_on"),
        ({"people": 0}, "people"),
        ({"people": 10000}, "people"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    assert refused_field(situation(written(), BGF), correct(**values)) == field


def test_an_earlier_receipt_moves_every_deadline_that_still_runs() -> None:
    case, happened = decide(situation(written(), BGF), correct(received_at=MONDAY))
    assert (case.acknowledge_by, case.close_by, case.act_by) == (day(3), day(14), day(14))
    assert case.original_close_by is None
    assert happened == (
        events.Corrected(at=NOW, fields="received_at"),
        events.DeadlineMoved(at=NOW, old=day(17), new=day(14), why="berichtigung"),
    )


def test_an_acknowledgement_that_was_sent_keeps_its_day() -> None:
    case, _ = decide(situation(handed_over(), BGF), correct(received_at=MONDAY))
    assert (case.acknowledge_by, case.close_by) == (day(8), day(14))


def test_what_an_interim_notice_promised_stands_and_the_original_day_moves() -> None:
    notice = InterimNotice(
        number=1,
        sent_on=day(3),
        until=date(2027, 1, 8),
        reason="x",
        way=DispatchWay.LETTER,
        late=False,
        noted_at=NOW,
    )
    promised = handed_over(
        interim_notices=(notice,),
        close_by=notice.until,
        act_by=notice.until,
        original_close_by=day(17),
    )
    case, happened = decide(situation(promised, BGF), correct(received_at=MONDAY))
    assert (case.close_by, case.act_by, case.original_close_by) == (notice.until, notice.until, day(14))
    assert happened == (events.Corrected(at=NOW, fields="received_at"),)


def test_the_day_of_another_body_replaces_the_fourteen_and_goes_again() -> None:
    case, happened = decide(situation(managed(), BGF), correct(external_due_on=day(30)))
    assert (case.close_by, case.act_by) == (day(30), day(23))  # 24th free, then 28th and 29th
    assert isinstance(happened[1], events.DeadlineMoved)
    case, happened = decide(situation(case, BGF), correct(remove_external_due=True))
    assert (case.reaction.external_due_on, case.close_by) == (None, day(17))
    assert happened[0] == events.Corrected(at=NOW, fields="external_due_on")


def test_an_address_that_came_to_light_makes_the_acknowledgement_due() -> None:
    case, happened = decide(situation(nobody(), BGF), correct(customer_contact="Musterweg 1"))
    assert not case.reaction.anonymous
    assert case.acknowledgement == Acknowledgement(state=AcknowledgementState.OPEN)
    assert (case.acknowledge_by, case.state) == (day(8), CaseState.IN_PROGRESS_TEAM)
    assert happened == (
        events.Corrected(at=NOW, fields="customer_contact"),
        events.AcknowledgementOwed(at=NOW, due_on=day(8)),
    )


def test_a_waiver_for_another_reason_stands() -> None:
    waived = Acknowledgement(state=AcknowledgementState.WAIVED, waiver=WaiverReason.OTHER, note="x")
    case, _ = decide(situation(nobody(acknowledgement=waived), BGF), correct(customer_name="Karl"))
    assert case.acknowledgement == waived
    assert not case.reaction.anonymous


def test_without_anybody_to_write_to_the_acknowledgement_falls_away_and_the_team_gets_the_case() -> None:
    step = correct(customer_name="", customer_contact="", customer_number="")
    case, happened = decide(situation(written(), BGF), step)
    assert case.reaction.anonymous
    assert case.acknowledgement == Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=NOW, waiver=WaiverReason.NO_ADDRESS
    )
    assert (case.acknowledge_by, case.state) == (None, CaseState.IN_PROGRESS_TEAM)
    assert [type(event) for event in happened] == [
        events.Corrected,
        events.AcknowledgementWaived,
        events.StateChanged,
    ]


def test_a_spoken_case_only_becomes_anonymous() -> None:
    step = correct(customer_name="", customer_contact="", customer_number="")
    case, happened = decide(situation(spoken(), BGF), step)
    assert case.reaction.anonymous
    assert case.acknowledgement == Acknowledgement()
    again, happened = decide(situation(case, BGF), correct(customer_name="Karl"))
    assert again.acknowledgement == Acknowledgement()
    assert happened == (events.Corrected(at=NOW, fields="customer_name"),)


def test_both_a_new_day_and_none_is_no_day() -> None:
    due = managed(reaction=replace(managed().reaction, external_due_on=day(30)))
    case, _ = decide(situation(due, BGF), correct(external_due_on=day(20), remove_external_due=True))
    assert case.reaction.external_due_on is None


def test_how_one_parted_is_put_right_where_it_was_spoken() -> None:
    step = correct(parting=Parting.REFERRED_TO_WRITING)
    case, happened = decide(situation(spoken(), TEAM_LEAD_A), step)
    assert case.reaction.parting is Parting.REFERRED_TO_WRITING
    assert happened == (events.Corrected(at=NOW, fields="parting"),)
    assert refused(situation(written(), BGF), step) == "Es hat sich nichts geändert."
    assert refused_field(situation(spoken(), BGF), correct(parting=Parting.WAITING)) == "parting"


def test_a_follow_up_keeps_what_it_follows() -> None:
    kinds = (ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.FOLGEREAKTION)
    case = written(reaction=replace(written().reaction, concerns=kinds, follow_up_of="KRM-2026-0001"))
    assert refused_field(situation(case, BGF), correct(follow_up_of="")) == "follow_up_of"


def test_alerts_that_joined_into_a_long_note_keep_nothing_from_being_corrected() -> None:
    note = "\n".join(["x" * 200] * 2)
    case = written(reaction=replace(written().reaction, escalation_note=note))
    changed, _ = decide(situation(case, BGF), correct(summary="Anders"))
    assert changed.reaction.escalation_note == note
    assert refused_field(situation(case, BGF), correct(escalation_note="y" * 201)) == "escalation_note"
