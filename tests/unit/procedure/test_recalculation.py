"""Which dates of a case changed rules move, counted by hand (GA III; A8-A13, A21, A23, A24).

The invented case arrived on Thursday, 3 December 2026: acknowledgement on Tuesday the 8th, answer on
Thursday the 17th, Beiträge on Thursday the 10th.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure.case import Case
from procedure.case_parts import Acknowledgement, Contribution, FurtherReceipt, Informing, InterimNotice
from procedure.duties import Duty, DutyKind, duties_of
from procedure.moved_deadlines import ACT
from procedure.recalculation import Before, recalculated
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    ContributionState,
    DecisionState,
    DispatchWay,
    InformingState,
    Origin,
    Parting,
)
from tests.support.builders import RECEIVED_AT, TEAM_A, TEAM_B, a_reaction
from tests.unit.lifecycle.cases import OPEN, about_the_lead, closed, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.procedure.rule_changes import OLD, brought, dates, office

LEAD_A = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
BGF = Audience(AudienceKind.BGF)
MANAGEMENT = Audience(AudienceKind.MANAGEMENT)

MONDAY_OFF = office("2026-12-07")
LAST_DAY_OFF = office("2026-12-17")


def letter(number: int) -> FurtherReceipt:
    """Build a letter that came on a day of December."""
    at = RECEIVED_AT + timedelta(days=number - 3)
    return FurtherReceipt(channel=Channel.WRITTEN, origin=Origin.DIRECT, received_at=at, noted_at=at)


def promised(until: int) -> Case:
    """Build a case with an interim notice that promises a day of December."""
    notice = InterimNotice(
        number=1,
        sent_on=day(8),
        until=day(until),
        reason="x",
        way=DispatchWay.LETTER,
        late=False,
        noted_at=NOW,
    )
    return handed_over(
        interim_notices=(notice,), original_close_by=day(17), close_by=day(until), act_by=day(until)
    )


def test_a_day_off_within_three_working_days_moves_the_acknowledgement_by_one() -> None:
    result = brought(written(), MONDAY_OFF)

    assert dates(result) == (day(9), day(17), day(17))
    (moved, *_) = result.moved
    assert (moved.which, moved.old, moved.new, moved.audience) == (
        DutyKind.ACKNOWLEDGE,
        day(8),
        day(9),
        BGF,
    )
    assert moved.under == 0
    assert Duty(kind=DutyKind.ACKNOWLEDGE, audience=BGF, due_on=day(9)) in result.duties


def test_a_day_off_taken_back_brings_it_back() -> None:
    moved_on = brought(written(), MONDAY_OFF).case

    assert dates(brought(moved_on, OLD, MONDAY_OFF)) == (day(8), day(17), day(17))


def test_an_acknowledgement_that_is_sent_keeps_its_day() -> None:
    result = brought(handed_over(), MONDAY_OFF)

    assert result.case == handed_over()


def test_a_day_off_on_the_fourteenth_day_moves_the_day_to_act_and_not_the_day_of_the_answer() -> None:
    result = brought(handed_over(), LAST_DAY_OFF)

    assert dates(result)[1:] == (day(17), day(16))
    (moved,) = [one for one in result.moved if one.kind is DutyKind.ANSWER]
    assert (moved.which, moved.old, moved.new, moved.audience) == (ACT, day(17), day(16), LEAD_A)


def test_a_fourteenth_day_that_moves_on_is_told_once_with_the_day_to_act() -> None:
    """Received on Sunday, 1 November: the 14th day is Sunday the 15th, with A10 Monday the 16th."""
    sunday = replace(
        a_reaction(channel=Channel.WRITTEN, parting=None), received_at=RECEIVED_AT - timedelta(days=32)
    )
    case = handed_over(reaction=sunday, close_by=day(15).replace(month=11), act_by=day(13).replace(month=11))
    result = brought(case, office(closing_rollover="next_workday"))

    assert dates(result)[1:] == (day(16).replace(month=11), day(16).replace(month=11))
    answer, acting = (one for one in result.moved if one.kind is DutyKind.ANSWER)
    assert (answer.which, answer.audience, acting.which, acting.audience) == ("abschluss", None, ACT, LEAD_A)


def test_a_promised_day_stays_and_only_the_day_to_act_before_it_moves() -> None:
    result = brought(promised(22), office("2026-12-22"))

    assert dates(result)[1:] == (day(22), day(21))
    assert result.case.original_close_by == day(17)


def test_a_day_another_body_has_set_stays_and_the_day_to_act_keeps_its_distance() -> None:
    """Three working days before Tuesday the 22nd: Thursday the 17th, with Friday off Wednesday the 16th."""
    reaction = replace(handed_over().reaction, external_due_on=day(22))
    case = handed_over(reaction=reaction, close_by=day(22), act_by=day(17))

    assert dates(brought(case, office("2026-12-18")))[1:] == (day(22), day(16))
    assert dates(brought(case, office(external_lead_days=1)))[1:] == (day(22), day(21))


def test_a_beitrag_nobody_typed_a_day_for_follows_the_day_to_act() -> None:
    result = brought(managed(), LAST_DAY_OFF)

    assert [c.due_on for c in result.case.contributions] == [day(9), day(9)]
    beitraege = [one for one in result.moved if one.kind is DutyKind.CONTRIBUTE]
    assert [(one.team, one.audience) for one in beitraege] == [
        (TEAM_A, LEAD_A),
        (TEAM_B, Audience(AudienceKind.TEAM_LEAD, TEAM_B)),
    ]


def test_a_beitrag_asked_for_before_an_interim_notice_still_counts_from_the_first_day_to_act() -> None:
    case = managed(interim_notices=promised(22).interim_notices, close_by=day(22), act_by=day(22))

    assert [c.due_on for c in brought(case, LAST_DAY_OFF).case.contributions] == [day(9), day(9)]


@pytest.mark.parametrize(
    "contribution",
    [
        Contribution(team=TEAM_A, requested_at=NOW, due_on=day(11)),
        Contribution(team=TEAM_A, requested_at=NOW, due_on=day(10), state=ContributionState.DELIVERED),
        Contribution(team=TEAM_A, requested_at=NOW, due_on=day(10), state=ContributionState.WAIVED),
    ],
    ids=["typed", "delivered", "waived"],
)
def test_a_beitrag_with_a_typed_day_or_that_is_settled_stays(contribution: Contribution) -> None:
    case = managed(contributions=(contribution,))

    assert brought(case, LAST_DAY_OFF).case.contributions == (contribution,)


def test_no_beitrag_is_due_before_the_day_it_was_asked_for() -> None:
    late = Contribution(team=TEAM_A, requested_at=RECEIVED_AT + timedelta(days=12), due_on=day(15))

    assert brought(managed(contributions=(late,)), LAST_DAY_OFF).case.contributions == (late,)


def test_informing_and_the_decision_of_the_management_move_though_no_date_of_the_case_does() -> None:
    """Both are due on the next working day: Friday, 4 December, with that day off Monday the 7th."""
    case = handed_over(informing=(Informing(team=TEAM_A, state=InformingState.OPEN),))
    result = brought(case, office("2026-12-04"))

    assert result.case == case
    assert {(one.which, one.audience, one.team) for one in result.moved} == {
        (DutyKind.INFORM, LEAD_A, TEAM_A),
        (DutyKind.DECIDE, MANAGEMENT, None),
    }
    assert {(one.old, one.new) for one in result.moved} == {(day(4), day(7))}


def test_informing_that_the_management_does_in_her_place_names_no_team() -> None:
    (moved,) = brought(
        about_the_lead(informing=(Informing(team=TEAM_A),)), office(inform_within_days=2)
    ).moved

    assert (moved.which, moved.team, moved.audience) == (DutyKind.INFORM, "", MANAGEMENT)


def test_what_is_owed_within_the_office_by_the_next_day_is_put_off_without_a_word() -> None:
    case = handed_over(decision_state=DecisionState.NOT_NEEDED, informing=())
    result = brought(case, office("2026-12-04"))

    assert Duty(kind=DutyKind.RECORD, audience=BGF, due_on=day(7)) in result.duties
    assert not result.moved


def test_a_case_that_is_over_keeps_its_dates_and_only_its_filing_is_put_off() -> None:
    result = brought(closed(written()), office("2026-12-04", "2026-12-07"))

    assert result.case == closed(written())
    assert not result.moved
    assert result.duties == (Duty(kind=DutyKind.FILE, audience=BGF, due_on=day(8)),)


def test_a_deadline_nobody_answers_for_just_now_moves_without_an_office_to_tell() -> None:
    waiting = replace(closed(written()), state=CaseState.FINAL_SIGNATURE)
    (moved,) = [one for one in brought(waiting, LAST_DAY_OFF).moved if one.kind is DutyKind.ANSWER]

    assert moved.audience is None


def test_the_acknowledgement_of_a_letter_after_a_talk_counts_from_the_letter() -> None:
    """The letter came on Monday the 7th: Thursday the 10th, with Tuesday off Friday the 11th (A13)."""
    case = spoken(further_receipts=(letter(7),), acknowledgement=OPEN, acknowledge_by=day(10))

    assert brought(case, office("2026-12-08")).case.acknowledge_by == day(11)


def test_an_acknowledgement_owed_for_something_spoken_stays_owed_when_a14_is_switched_off() -> None:
    before = office(ack_oral=True)
    case = spoken(acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN), acknowledge_by=day(8))

    assert brought(case, OLD, before).case == case
    assert brought(case, MONDAY_OFF, before).case.acknowledge_by == day(9)


def test_the_switch_for_the_letter_after_a_talk_starts_the_fourteen_days_anew_and_takes_them_back() -> None:
    """The letter came on Monday the 7th: until Monday the 21st (A13)."""
    restarting = office(written_followup_restarts_closing=True)
    case = spoken(reaction=a_reaction(parting=Parting.REFERRED_TO_WRITING), further_receipts=(letter(7),))
    restarted = brought(case, restarting)

    assert dates(restarted)[1:] == (day(21), day(21))
    assert dates(brought(restarted.case, OLD, restarting))[1:] == (day(17), day(17))


def test_the_fourteen_days_do_not_start_anew_where_nobody_asked_for_a_letter() -> None:
    case = spoken(further_receipts=(letter(7),))

    assert brought(case, office(written_followup_restarts_closing=True)).case == case


def test_a_date_that_no_known_rules_give_stays() -> None:
    odd = written(acknowledge_by=day(11), close_by=day(18), act_by=day(18))

    assert brought(odd, office("2026-12-07", "2026-12-18")).case == odd


def test_where_nothing_is_known_of_before_a_date_that_does_not_fit_is_computed_anew() -> None:
    odd = written(acknowledge_by=day(11), close_by=day(18), act_by=day(18))
    result = recalculated(odd, duties_of(odd, OLD), OLD, Before())

    assert dates(result) == (day(8), day(17), day(17))
    assert [one.under for one in result.moved] == [None, None]


def test_where_nothing_is_known_of_before_what_fits_stays_and_nothing_is_said_to_have_moved() -> None:
    case = managed()
    result = recalculated(case, (), OLD, Before())

    assert result.case == case
    assert not result.moved
    assert result.duties == duties_of(case, OLD)


def test_a_case_that_was_brought_only_to_rules_in_between_is_brought_on_from_there() -> None:
    """Killed while the Monday was being made free; then Tuesday is, too."""
    half_way = brought(written(), MONDAY_OFF).case
    now = office("2026-12-07", "2026-12-08")
    result = recalculated(
        half_way, duties_of(half_way, MONDAY_OFF), now, Before(rules=(OLD, MONDAY_OFF), are_known=True)
    )

    assert result.case.acknowledge_by == day(10)
    assert [one.under for one in result.moved if one.which is DutyKind.ACKNOWLEDGE] == [1]
