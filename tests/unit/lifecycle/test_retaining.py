"""A case is held back from being anonymised, or no longer (Art. 17, 18 DSGVO): who, when, what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Hold
from procedure.lifecycle import decide, permitted
from procedure.retention import holds_in_force
from procedure.vocabulary import CaseState, ConcernKind, HoldGround, StaffId
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A
from tests.unit.lifecycle.cases import closed, ended, handed_over, managed, written
from tests.unit.lifecycle.situations import NOW, refused, refused_field, situation

PLACE = steps.PlaceHold(ground=HoldGround.LAWSUIT, note=" Az. 12 AS 1/27 ")
LIFT = steps.LiftHold(ground=HoldGround.LAWSUIT, reason="Klage zurückgenommen")
LIFT_PETITION = steps.LiftHold(ground=HoldGround.PETITION, reason="Abgeschlossen")
HELD = Hold(ground=HoldGround.LAWSUIT, placed_at=NOW, note="Az. 12 AS 1/27")


def after(case: Case, step: steps.CaseStep, who: StaffId) -> Case:
    return decide(situation(case, who), step)[0]


def petition(**overrides: object) -> Case:
    reaction = replace(managed().reaction, concerns=(ConcernKind.PETITION,))
    return managed(**({"reaction": reaction} | overrides))


def test_a_hold_says_when_and_why_and_changes_nothing_else() -> None:
    case = closed()
    changed, happened = decide(situation(case, BGF), PLACE)
    assert changed == replace(case, version=case.version + 1, holds=(HELD,))
    assert happened == (events.HoldPlaced(at=NOW, ground=HoldGround.LAWSUIT),)


def test_what_was_lifted_stays_on_record() -> None:
    later = NOW + timedelta(days=1)
    changed, happened = decide(situation(closed(handed_over(holds=(HELD,))), MANAGEMENT, now=later), LIFT)
    assert changed.holds == (replace(HELD, lifted_at=later, lifted_because="Klage zurückgenommen"),)
    assert happened == (events.HoldLifted(at=later, ground=HoldGround.LAWSUIT),)


def test_the_events_tell_no_words() -> None:
    _, happened = decide(situation(closed(), BGF), PLACE)
    assert "12 AS" not in repr(happened)


def test_the_same_ground_holds_once() -> None:
    sentence = refused(situation(handed_over(holds=(HELD,)), BGF), PLACE)
    assert sentence == "Aus diesem Grund ist der Vorgang schon gesperrt."
    assert refused(situation(petition(), BGF), steps.PlaceHold(ground=HoldGround.PETITION)) == sentence


def test_several_grounds_hold_side_by_side_and_go_one_by_one() -> None:
    charge = steps.PlaceHold(ground=HoldGround.CRIMINAL_CHARGE)
    both = after(after(closed(), PLACE, BGF), charge, MANAGEMENT)
    assert holds_in_force(both) == (HoldGround.LAWSUIT, HoldGround.CRIMINAL_CHARGE)
    assert holds_in_force(after(both, LIFT, BGF)) == (HoldGround.CRIMINAL_CHARGE,)


def test_what_was_lifted_can_be_placed_again() -> None:
    again = after(after(after(closed(), PLACE, BGF), LIFT, BGF), PLACE, BGF)
    assert holds_in_force(again) == (HoldGround.LAWSUIT,)
    assert len(again.holds) == 2


def test_only_what_holds_can_be_lifted() -> None:
    assert refused(situation(closed(), BGF), LIFT) == "Dieser Vorgang ist nicht gesperrt."
    held = closed(handed_over(holds=(HELD,)))
    wrong = steps.LiftHold(ground=HoldGround.RESTRICTION, reason="x")
    assert refused(situation(held, BGF), wrong) == "Aus diesem Grund ist der Vorgang nicht gesperrt."


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_lifting_takes_a_reason(reason: str) -> None:
    held = closed(handed_over(holds=(HELD,)))
    assert refused_field(situation(held, BGF), replace(LIFT, reason=reason)) == "reason"


def test_a_note_has_a_limit() -> None:
    assert refused_field(situation(closed(), BGF), replace(PLACE, note="x" * 501)) == "note"


class TestOfAPetition:
    """It is held from the start; nobody had to place that."""

    def test_it_stays_held_while_it_runs(self) -> None:
        at = situation(petition(), MANAGEMENT)
        assert not permitted(at, steps.LiftHold)
        assert refused(at, LIFT_PETITION) == "Eine Petition bleibt gesperrt, bis der Vorgang beendet ist."

    def test_another_hold_on_it_can_be_lifted_while_it_runs(self) -> None:
        at = situation(petition(holds=(HELD,)), MANAGEMENT)
        assert permitted(at, steps.LiftHold)
        assert refused(at, LIFT_PETITION) == "Eine Petition bleibt gesperrt, bis der Vorgang beendet ist."
        assert holds_in_force(after(at.case, LIFT, MANAGEMENT)) == (HoldGround.PETITION,)

    def test_it_can_be_lifted_once_it_is_over(self) -> None:
        for case in (closed(petition()), ended(petition())):
            changed = after(case, LIFT_PETITION, BGF)
            assert holds_in_force(changed) == ()
            assert changed.holds == (
                Hold(
                    ground=HoldGround.PETITION,
                    placed_at=case.registered_at,
                    lifted_at=NOW,
                    lifted_because="Abgeschlossen",
                ),
            )

    def test_it_can_be_held_and_lifted_again(self) -> None:
        lifted = after(closed(petition()), LIFT_PETITION, BGF)
        again = after(lifted, steps.PlaceHold(ground=HoldGround.PETITION), BGF)
        assert holds_in_force(again) == (HoldGround.PETITION,)
        assert holds_in_force(after(again, LIFT_PETITION, BGF)) == ()


def test_a_card_offers_placing_as_long_as_a_ground_is_left() -> None:
    every = tuple(Hold(ground=ground, placed_at=NOW) for ground in HoldGround)
    at = situation(closed(handed_over(holds=every)), BGF)
    assert not permitted(at, steps.PlaceHold)
    assert permitted(replace(at, case=closed(handed_over(holds=every[:3]))), steps.PlaceHold)
    assert refused(at, PLACE) == "Dieser Vorgang ist schon aus jedem Grund gesperrt."


def test_a_team_neither_holds_nor_releases() -> None:
    held = closed(handed_over(holds=(HELD,)))
    for step in (replace(PLACE, ground=HoldGround.RESTRICTION), LIFT):
        sentence = refused(situation(held, TEAM_LEAD_A), step)
        assert sentence == "Das ist Sache des BGF oder der Geschäftsleitung."


def test_an_anonymised_case_is_held_no_more() -> None:
    gone = replace(written(), state=CaseState.ANONYMISED)
    assert refused(situation(gone, BGF), PLACE) == "Dieser Vorgang ist schon anonymisiert."
    assert refused(situation(gone, BGF), LIFT) == "Dieser Vorgang ist schon anonymisiert."
