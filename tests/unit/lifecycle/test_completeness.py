"""What keeps a case from being closed, in one German sentence each (R13, R21, R25, R33, R35, A3, A24)."""

from dataclasses import replace

import pytest

from procedure.case import Case
from procedure.case_parts import Contribution, Informing
from procedure.lifecycle import permitted
from procedure.steps import Close
from procedure.switches import Switches
from procedure.transitions.completeness import missing_for_closing
from procedure.vocabulary import ContributionState, DecisionState, InformingState
from tests.support.builders import TEAM_A, TEAM_B, TEAM_LEAD_A, TEAM_MI, a_handover
from tests.unit.lifecycle.cases import (
    INFORMED,
    NOT_INFORMED,
    OPEN,
    managed,
    spoken_ready,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day, refused, rulebook, situation


def contribution(team: object, state: ContributionState) -> Contribution:
    return Contribution(team=team, requested_at=NOW, due_on=day(10), state=state)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", [written_ready(), spoken_ready()], ids=["written", "spoken"])
def test_nothing_is_missing_where_all_is_done(case: Case) -> None:
    assert missing_for_closing(case, rulebook()) == ()
    assert permitted(situation(case, TEAM_LEAD_A), Close)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (spoken_ready(handover=a_handover()), "Die Kundin oder der Kunde wartet noch auf eine Antwort."),
        (
            written_ready(acknowledgement=OPEN),
            "Die Eingangsbestätigung ist noch offen. Das BGF versendet sie.",
        ),
        (
            written_ready(decision_state=DecisionState.OPEN, decision=None),
            "Die Geschäftsleitung hat noch nicht entschieden, wer den Vorgang bearbeitet.",
        ),
        (
            written_ready(informing=NOT_INFORMED),
            "Es ist noch nicht vermerkt, ob die betroffenen Beschäftigten informiert sind.",
        ),
    ],
    ids=["waiting", "acknowledgement", "decision", "informing"],
)
def test_one_thing_missing_is_one_sentence_and_refuses_the_closing(case: Case, sentence: str) -> None:
    assert missing_for_closing(case, rulebook()) == (sentence,)
    assert refused(situation(case, TEAM_LEAD_A), Close(outcome=..., answer=...)) == sentence  # type: ignore[arg-type]


def test_all_that_is_missing_is_named_at_once() -> None:
    assert len(missing_for_closing(written(), rulebook())) == 3


def test_contributions_are_counted_and_those_done_without_count_as_there() -> None:
    case = managed(
        informing=INFORMED,
        contributions=(
            contribution(TEAM_A, ContributionState.DELIVERED),
            contribution(TEAM_B, ContributionState.WAIVED),
            contribution(TEAM_MI, ContributionState.RETURNED),
        ),
    )
    assert missing_for_closing(case, rulebook()) == ("Es fehlen noch Beiträge: 2 von 3 sind da.",)
    there = replace(
        case, contributions=(*case.contributions[:2], contribution(TEAM_MI, ContributionState.DELIVERED))
    )
    assert missing_for_closing(there, rulebook()) == ()


def test_a_standing_order_spares_the_decision() -> None:
    case = written_ready(decision_state=DecisionState.OPEN, decision=None)
    assert missing_for_closing(case, rulebook(Switches(gl_decision="standing_order"))) == ()


@pytest.mark.parametrize("state", [s for s in InformingState if s is not InformingState.OPEN])
def test_informing_is_settled_also_when_the_management_has_put_it_off(state: InformingState) -> None:
    case = written_ready(informing=(Informing(team=TEAM_A, state=state),))
    assert missing_for_closing(case, rulebook()) == ()
