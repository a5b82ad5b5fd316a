"""What came of a talk with the management is told to its Teamleitung, and to nobody besides (R41)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.present import Presenter
from procedure.case import Case
from procedure.case_parts import Contribution, Talk
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId, TalkForm, TalkState
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    an_office,
)

NOW = REGISTERED_AT + timedelta(minutes=2)


def a_talk_that_was_held() -> Case:
    talk = Talk(
        state=TalkState.HELD,
        form=TalkForm.TELEPHONE,
        decision_note="Ich rufe an.",
        held_on=date(2026, 12, 3),
        held_note="Karla Kundin bekommt bis Freitag Bescheid.",
    )
    asked = Contribution(team=TEAM_B, requested_at=NOW, due_on=date(2026, 12, 10))
    return replace(a_case(handover=None), talk=talk, contributions=(asked,))


@pytest.mark.parametrize(
    ("who", "reads"),
    [(TEAM_LEAD_A, True), (DEPUTY_A, True), (MANAGEMENT, True), (BGF, False), (TEAM_LEAD_B, False)],
)
def test_the_result_is_the_managements_and_the_teamleitungs(
    rulebook: Rulebook, who: StaffId, *, reads: bool
) -> None:
    view = Presenter(office=an_office(), rulebook=rulebook, now=NOW).case(a_talk_that_was_held(), who)
    assert view is not None
    assert view.talk.form is TalkForm.TELEPHONE
    assert "Karla" not in view.talk.held_note
    assert view.talk.held_note.endswith("bekommt bis Freitag Bescheid.") is reads
    assert bool(view.talk.held_note) is reads
