"""Praise by its short path (A20): passed on, closed without an answer of its own (R21)."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Informing, Return
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    InformingState,
    Outcome,
    Parting,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_handover,
    a_reaction,
)
from tests.unit.lifecycle.cases import (
    OPEN,
    TEAM_DECIDED,
    about_the_lead,
    closed,
    handed_over,
    managed,
    spoken,
)
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
LETTER = a_reaction(channel=Channel.WRITTEN, parting=None, concerns=(ConcernKind.LOB,))
SAID = a_reaction(parting=Parting.LEFT, concerns=(ConcernKind.LOB,))
BOTH = replace(LETTER, teams=(TEAM_A, TEAM_B))
PASS_ON = steps.PassOnPraise(count=3)


def letter(**overrides: object) -> Case:
    return handed_over(**({"reaction": LETTER, "decision_state": DecisionState.NOT_NEEDED} | overrides))


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.PassOnPraise)}


@pytest.mark.parametrize("case", [letter(), spoken(reaction=SAID)], ids=["letter", "said"])
def test_one_press_tells_the_employees_and_closes(case: Case) -> None:
    done, happened = decide(situation(case, TEAM_LEAD_A), PASS_ON)
    assert done.state is CaseState.CLOSED
    assert done.informing == (Informing(team=TEAM_A, state=InformingState.DONE, informed_on=day(3), count=3),)
    assert done.closing is not None
    assert (done.closing.outcome, done.closing.answer) == (Outcome.NOT_APPLICABLE, AnswerKind.NOT_REQUIRED)
    assert done.closing.no_answer_reason == "Das Lob ist weitergegeben."
    assert [type(event) for event in happened] == [events.Informed, events.StateChanged, events.Closed]


def test_praise_of_nobody_in_particular_concerns_nobody() -> None:
    done, _ = decide(situation(letter(), TEAM_LEAD_A), steps.PassOnPraise())
    assert done.informing == (Informing(team=TEAM_A, state=InformingState.NOBODY),)


@pytest.mark.parametrize("count", [-1, 1000])
def test_the_number_is_possible(count: int) -> None:
    assert refused_field(situation(letter(), TEAM_LEAD_A), steps.PassOnPraise(count=count)) == "count"


def test_it_is_for_the_office_that_leads() -> None:
    assert allowed(letter()) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(closed(letter())) == set()
    assert allowed(letter(state=CaseState.RECORDED)) == set()
    assert allowed(letter(returned=Return(at=NOW, reason="falsch"))) == set()


@pytest.mark.parametrize(
    ("case", "word"),
    [
        (handed_over(), "reines Lob"),
        (letter(acknowledgement=OPEN), "Eingangsbestätigung"),
        (letter(reaction=replace(LETTER, origin_in_verbis=True)), "VerBIS"),
        (letter(decision=replace(TEAM_DECIDED, final_signature=True)), "Geschäftsleitung zeichnet"),
        (letter(transfer=Return(at=NOW, reason="bitte")), "noch nicht entschieden"),
        (spoken(reaction=SAID, handover=a_handover()), "wartet noch"),
    ],
    ids=["complaint", "acknowledgement", "verbis", "signature", "transfer", "waiting"],
)
def test_what_is_bound_to_more_is_closed_with_the_form(case: Case, word: str) -> None:
    assert word in refused(situation(case, TEAM_LEAD_A), PASS_ON)


def test_the_office_may_switch_it_off() -> None:
    at = situation(letter(), TEAM_LEAD_A, switches=Switches(praise_short_path=False))
    assert not permitted(at, steps.PassOnPraise)


def test_praise_of_several_teams_is_closed_when_each_has_told_its_people_and_needs_no_contribution() -> None:
    case = managed(reaction=BOTH)
    assert "jedes gelobte Team" in refused(situation(case, MANAGEMENT), PASS_ON)
    told = replace(case, informing=tuple(replace(r, state=InformingState.NOBODY) for r in case.informing))
    done, happened = decide(situation(told, MANAGEMENT), PASS_ON)
    assert done.state is CaseState.CLOSED
    assert {c.state for c in done.contributions} == {ContributionState.WAIVED}
    assert [type(event) for event in happened] == [
        events.ContributionWaived,
        events.ContributionWaived,
        events.StateChanged,
        events.Closed,
    ]


def test_the_management_passes_on_itself_what_is_kept_from_the_teamleitung() -> None:
    case = about_the_lead(reaction=replace(LETTER, concerns_lead=True))
    assert decide(situation(case, MANAGEMENT), PASS_ON)[0].state is CaseState.CLOSED
