"""An ended case is taken up again (A19): by whom, how long, to where."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Reopening
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.vocabulary import CaseState, EndReason, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
)
from tests.unit.lifecycle.cases import (
    OPEN,
    about_the_lead,
    closed,
    ended,
    handed_over,
    managed,
    spoken_ready,
    written,
)
from tests.unit.lifecycle.situations import NOW, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
REOPEN = steps.Reopen(reason=" Brief kam zurück ")
LATER = NOW + timedelta(days=30)


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.Reopen)}


def test_it_goes_back_to_the_team_and_keeps_when_it_had_ended() -> None:
    filed = replace(closed(), filed_at=NOW, holder=TEAM_LEAD_A)
    case, happened = decide(situation(filed, TEAM_LEAD_A, now=LATER), REOPEN)
    assert case.state is CaseState.IN_PROGRESS_TEAM
    assert case.reopening == Reopening(at=LATER, reason="Brief kam zurück", closed_before_at=NOW)
    assert (case.closing, case.ending, case.filed_at, case.holder) == (None, None, None, TEAM_LEAD_A)
    assert (case.close_by, case.acknowledgement) == (filed.close_by, filed.acknowledgement)
    assert happened == (
        events.Reopened(at=LATER, closed_before_at=NOW),
        events.StateChanged(at=LATER, old=CaseState.CLOSED, new=CaseState.IN_PROGRESS_TEAM),
    )


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (closed(managed()), CaseState.IN_PROGRESS_MANAGEMENT),
        (closed(spoken_ready()), CaseState.IN_PROGRESS_TEAM),
        (ended(), CaseState.IN_PROGRESS_TEAM),
        (ended(written(acknowledgement=OPEN), EndReason.RECORDED_IN_ERROR), CaseState.RECORDED),
    ],
    ids=["management", "spoken", "withdrawn", "never-acknowledged"],
)
def test_it_goes_to_the_office_that_leads(case: Case, state: CaseState) -> None:
    assert decide(situation(case, BGF), REOPEN)[0].state is state


def test_office_that_led_bgf_and_management_may() -> None:
    assert allowed(closed()) == {TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT}
    assert allowed(closed(managed())) == {BGF, MANAGEMENT}
    assert allowed(closed(about_the_lead())) == {BGF, MANAGEMENT}
    assert allowed(handed_over()) == set()
    assert allowed(replace(closed(), state=CaseState.ANONYMISED)) == set()


def test_what_was_merged_lives_on_in_the_other_case() -> None:
    assert allowed(ended(reason=EndReason.MERGED)) == set()


def test_after_thirty_days_it_is_a_new_reaction() -> None:
    at = situation(closed(), TEAM_LEAD_A, now=LATER + timedelta(days=1))
    assert refused(at, REOPEN) == (
        "Wieder öffnen geht nur 30 Tage lang. Bitte erfassen Sie eine Folgereaktion."
    )
    longer = situation(closed(), TEAM_LEAD_A, now=at.now, switches=Switches(reopen_days=31))
    assert permitted(longer, steps.Reopen)


def test_the_days_run_from_the_signature() -> None:
    signed = closed(signed_at=NOW + timedelta(days=5), signed_by=MANAGEMENT)
    assert permitted(situation(signed, TEAM_LEAD_A, now=NOW + timedelta(days=35)), steps.Reopen)


def test_it_needs_a_reason() -> None:
    assert refused_field(situation(closed(), BGF), steps.Reopen(reason=" ")) == "reason"
