"""What BGF and management see of how long a case is kept, and when they may hold it (Art. 17, 18 DSGVO)."""

from dataclasses import replace
from datetime import date

import pytest

from casework.part_views import HoldView, RetentionView
from casework.present import Presenter
from casework.views import CaseView, Step
from procedure.case import Case
from procedure.case_parts import Hold
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseState, ConcernKind, HoldGround, StaffId
from tests.support.builders import BGF, DEPUTY_A, MANAGEMENT, TEAM_LEAD_A, a_customer, an_office
from tests.unit.lifecycle.cases import closed, handed_over, managed
from tests.unit.lifecycle.situations import NOW, day, rulebook

HELD = Hold(ground=HoldGround.LAWSUIT, placed_at=NOW, note="Az. 12 AS 1/27")
FOUR = tuple(HoldGround)


def seen(case: Case, who: StaffId, rules: Rulebook | None = None) -> CaseView:
    view = Presenter(office=an_office(), rulebook=rules or rulebook(), now=NOW).case(case, who)
    assert view is not None
    return view


@pytest.mark.parametrize("who", [BGF, MANAGEMENT])
def test_both_offices_see_how_long_a_closed_case_is_kept(who: StaffId) -> None:
    view = seen(replace(closed(), filed_at=NOW), who)
    assert view.retention == RetentionView(anonymised_from=date(2029, 1, 1), to_place=FOUR)
    assert Step.PLACE_HOLD in view.steps
    assert Step.LIFT_HOLD not in view.steps


def test_until_its_file_is_found_complete_a_closed_case_stays_beyond_that_day() -> None:
    unfiled = seen(closed(), BGF).retention
    assert (unfiled.unfiled, unfiled.anonymised_from) == (True, date(2029, 1, 1))
    assert not seen(handed_over(), BGF).retention.unfiled, "while it runs there is nothing to find"


def test_the_years_are_the_offices_own() -> None:
    view = seen(closed(), BGF, replace(rulebook(), retention_years=5))
    assert view.retention.anonymised_from == date(2032, 1, 1)


def test_a_hold_says_its_ground_its_day_and_its_note() -> None:
    view = seen(closed(handed_over(holds=(HELD,))), BGF)
    assert view.retention.held == (HoldView(ground=HoldGround.LAWSUIT, since=day(3), note="Az. 12 AS 1/27"),)
    assert view.retention.to_lift == (HoldGround.LAWSUIT,)
    assert HoldGround.LAWSUIT not in view.retention.to_place
    assert {Step.PLACE_HOLD, Step.LIFT_HOLD} <= set(view.steps)


def test_a_note_never_names_the_customer() -> None:
    named = replace(HELD, note=f"Klage von {a_customer().name}")
    (held,) = seen(closed(handed_over(holds=(named,))), BGF).retention.held
    assert a_customer().name not in held.note


def test_a_petition_is_held_since_it_was_recorded_and_released_once_it_is_over() -> None:
    reaction = replace(managed().reaction, concerns=(ConcernKind.PETITION,))
    running = seen(managed(reaction=reaction), MANAGEMENT)
    assert running.retention.held == (HoldView(ground=HoldGround.PETITION, since=day(3)),)
    assert Step.LIFT_HOLD not in running.steps
    over = seen(closed(managed(reaction=reaction)), MANAGEMENT)
    assert over.retention.to_lift == (HoldGround.PETITION,)
    assert Step.LIFT_HOLD in over.steps


@pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A])
def test_a_team_learns_nothing_of_it(who: StaffId) -> None:
    view = seen(closed(handed_over(holds=(HELD,))), who)
    assert view.retention == RetentionView()
    assert not {Step.PLACE_HOLD, Step.LIFT_HOLD} & set(view.steps)


def test_while_a_case_runs_it_has_no_day_and_the_steps_come_last() -> None:
    for who in (BGF, MANAGEMENT):
        view = seen(handed_over(holds=(HELD,)), who)
        assert view.retention.anonymised_from is None
        assert view.steps[-2:] == (Step.PLACE_HOLD, Step.LIFT_HOLD)


def test_of_an_anonymised_case_nothing_is_left_to_say() -> None:
    view = seen(replace(closed(), state=CaseState.ANONYMISED, holds=(HELD,)), BGF)
    assert view.retention == RetentionView()
