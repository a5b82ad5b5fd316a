"""Schlusszeichnung: the management has kept the last word (R34, A28)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import steps
from procedure.case import Case
from procedure.case_parts import Return
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.vocabulary import CaseState, StaffId
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_LEAD_A
from tests.unit.lifecycle.cases import closed, written_ready
from tests.unit.lifecycle.situations import NOW
from tests.unit.lifecycle.taking import take


def submitted() -> Case:
    """Build a case whose result the Teamleitung has laid before the management (Z5)."""
    return replace(closed(), state=CaseState.FINAL_SIGNATURE)


def test_the_managements_signature_closes_the_case() -> None:
    later = NOW + timedelta(days=1)
    case, happened = take(submitted(), steps.Sign(), now=later)
    assert case.state is CaseState.CLOSED
    assert case.closing is not None
    assert (case.closing.signed_at, case.closing.signed_by, case.closing.closed_at) == (
        later,
        MANAGEMENT,
        later,
    )
    assert (case.closing.closed_by, case.closing.late) == (TEAM_LEAD_A, False)
    assert happened == ["Signed", "Closed", "StateChanged"]


def test_a_signature_after_the_deadline_is_late() -> None:
    case, _ = take(submitted(), steps.Sign(), now=NOW + timedelta(days=15))
    assert case.closing is not None
    assert case.closing.late


def test_what_is_not_signed_goes_back_with_a_note() -> None:
    case, happened = take(submitted(), steps.ReturnForRevision(note="Der Ton passt nicht."))
    assert (case.state, case.closing) == (CaseState.IN_PROGRESS_TEAM, None)
    assert case.revision == Return(at=NOW, reason="Der Ton passt nicht.", team=TEAM_A)
    assert happened == ["SignatureRefused", "StateChanged"]


def test_going_back_takes_a_note() -> None:
    with pytest.raises(IncompleteReaction, match="was noch zu ändern"):
        take(submitted(), steps.ReturnForRevision(note=""))


@pytest.mark.parametrize("step", [steps.Sign(), steps.ReturnForRevision(note="x")])
@pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF])
def test_nobody_else_signs(step: steps.CaseStep, who: StaffId) -> None:
    with pytest.raises(NotPermitted):
        take(submitted(), step, who)


@pytest.mark.parametrize("step", [steps.Sign(), steps.ReturnForRevision(note="x")])
def test_there_is_nothing_to_sign_before_the_team_has_closed(step: steps.CaseStep) -> None:
    with pytest.raises(StepNotAllowed, match="nichts zur Schlusszeichnung"):
        take(written_ready(), step)
