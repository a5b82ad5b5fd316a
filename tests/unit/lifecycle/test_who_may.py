"""Every person, every step, every state: what the responsibilities do not name is refused (GA II-VII)."""

from dataclasses import replace
from typing import get_args

import pytest

from procedure.case_parts import Contribution, Hold, Informing, Return, Talk
from procedure.errors import NotPermitted, ProcedureError, StepNotAllowed
from procedure.lifecycle import decide, permitted
from procedure.situation import Situation
from procedure.steps import CaseStep
from procedure.vocabulary import (
    CaseState,
    ConcernKind,
    ContributionState,
    DocumentKind,
    EscalationGround,
    HoldGround,
    InformingState,
    Role,
    StaffId,
    TalkForm,
    TalkState,
)
from tests.support.builders import TEAM_A, TEAM_B, TEAM_LEAD_A, TEAM_MI, a_case, a_handover, an_office
from tests.unit.lifecycle.cases import (
    INFORMED,
    about_the_lead,
    closed,
    ended,
    handed_over,
    managed,
    paper,
    spoken,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day, situation
from tests.unit.lifecycle.table_rows import FIRST_NOTICE
from tests.unit.lifecycle.table_rows_to_the_end import ALL_IN, SUBMITTED
from tests.unit.lifecycle.who_may import (
    EVERYBODY,
    LINES,
    Faced,
    May,
    after_a_threat,
    kept_from_the_teams,
    led_by_management,
    led_by_team_a,
)

PRAISE = replace(spoken().reaction, concerns=(ConcernKind.LOB,))
THREAT = replace(spoken().reaction, escalation_ground=EscalationGround.BEDROHUNG)
WISHED = Talk(state=TalkState.WISHED, wished_at=NOW)
DECIDED = Talk(state=TalkState.DECIDED, form=TalkForm.TELEPHONE, decided_at=NOW)
PUT_OFF = (Informing(team=TEAM_A, state=InformingState.POSTPONED, reason="x"),)
PETITION = replace(managed().reaction, concerns=(ConcernKind.PETITION,))
HELD = (Hold(ground=HoldGround.LAWSUIT, placed_at=NOW),)
FROM_MI = (Contribution(team=TEAM_MI, requested_at=NOW, due_on=day(10)),)
SECRET = replace(managed().reaction, confidential=True, teams=(TEAM_A,))
DELIVERED = tuple(
    Contribution(team=t, requested_at=NOW, due_on=day(10), state=s)
    for t, s in ((TEAM_A, ContributionState.OPEN), (TEAM_B, ContributionState.DELIVERED))
)
NOTICES = (FIRST_NOTICE,)
FULL_FILE = replace(
    closed(), informing=PUT_OFF, documents=(*closed().documents, paper(DocumentKind.INCOMING))
)

CASES: tuple[Faced, ...] = (
    led_by_team_a("Z1", written(documents=(paper(DocumentKind.ACKNOWLEDGEMENT),))),
    led_by_team_a("Z1, given back", written(returned=Return(at=NOW, reason="x", team=TEAM_A))),
    led_by_team_a("Z2, a customer waits", a_case()),
    led_by_team_a("Z2", spoken()),
    after_a_threat("Z2, threat", spoken(reaction=THREAT)),
    led_by_team_a("Z2, praise", spoken(reaction=PRAISE)),
    led_by_team_a("Z2, talk wished for", spoken(talk=WISHED)),
    led_by_team_a("Z2, talk decided", spoken(talk=DECIDED)),
    led_by_team_a("Z2, talk held", spoken(talk=replace(DECIDED, state=TalkState.HELD))),
    led_by_team_a("Z3", handed_over()),
    led_by_team_a("Z3, ready", written_ready()),
    led_by_team_a(
        "Z3, recorded, put off once", handed_over(recorded_in_tool_at=NOW, interim_notices=NOTICES)
    ),
    led_by_team_a("Z3, contributions left", handed_over(contributions=DELIVERED[:1])),
    led_by_team_a("Z3, wants to pass it on", handed_over(transfer=Return(at=NOW, reason="x", team=TEAM_A))),
    led_by_management("Z4", managed()),
    led_by_management("Z4, one is in", managed(contributions=DELIVERED)),
    led_by_management(
        "Z4, A's is in",
        managed(
            contributions=tuple(
                replace(c, state=ContributionState.DELIVERED) for c in managed().contributions
            )
        ),
    ),
    led_by_management("Z4, ready", ALL_IN),
    led_by_management("Z4, talk wished for", managed(talk=WISHED)),
    kept_from_the_teams("Z4, about the lead", about_the_lead(talk=WISHED)),
    kept_from_the_teams("Z4, about the lead, informed", about_the_lead(informing=INFORMED)),
    kept_from_the_teams(
        "Z4, about the lead, another team asked", about_the_lead(contributions=FROM_MI), asked=TEAM_MI
    ),
    kept_from_the_teams(
        "Z4, about the lead, a customer waits", about_the_lead(handover=a_handover(team=None))
    ),
    kept_from_the_teams(
        "Z4, confidential", managed(reaction=SECRET, contributions=(), informing=(Informing(team=TEAM_A),))
    ),
    led_by_management("Z4, petition", managed(reaction=PETITION)),
    led_by_team_a("Z3, held", handed_over(holds=HELD)),
    led_by_team_a("Z5", SUBMITTED),
    led_by_team_a("Z6", FULL_FILE),
    led_by_team_a("Z6, not filed", closed(handed_over(informing=INFORMED))),
    led_by_management("Z6, the management led", closed(ALL_IN)),
    led_by_team_a("Z6, held", closed(handed_over(informing=INFORMED, holds=HELD))),
    led_by_management("Z6, petition", closed(managed(reaction=PETITION))),
    led_by_team_a("Z7", ended()),
    led_by_team_a("Z8", replace(closed(), state=CaseState.ANONYMISED, holds=HELD)),
)


def line_id(line: May) -> str:
    """Name a line by its step and what tells it from others of the kind."""
    detail = (getattr(line.step, name, None) for name in ("team", "kind", "lead"))
    return " ".join((type(line.step).__name__, *(str(d) for d in detail if d is not None)))


def names(line: May, faced: Faced, who: StaffId | None) -> bool:
    """Tell whether a line names this person in this state."""
    return bool(faced.capacities.get(who, frozenset()) & line.who) and faced.case.state in line.when


def succeeds(line: May, faced: Faced, who: StaffId | None) -> bool:
    """Take the step; every refusal is one of the rules'."""
    try:
        decide(situation(faced.case, who), line.step)
    except ProcedureError:
        return False
    return True


@pytest.mark.parametrize("line", LINES, ids=line_id)
def test_nobody_takes_a_step_that_the_responsibilities_do_not_give_her(line: May) -> None:
    same_step = [other for other in LINES if other.step == line.step]
    took = [
        (faced.name, who)
        for faced in CASES
        for who in EVERYBODY
        if not any(names(other, faced, who) for other in same_step)
        and not refused_by_rule(situation(faced.case, who), line.step)
    ]
    assert took == []


def refused_by_rule(at: Situation, step: CaseStep) -> bool:
    """Tell whether a step is refused for who takes it or when, not for a detail that is missing."""
    try:
        decide(at, step)
    except (NotPermitted, StepNotAllowed):
        return True
    return False


@pytest.mark.parametrize("line", LINES, ids=line_id)
def test_each_capacity_that_is_named_takes_the_step_somewhere(line: May) -> None:
    """No line is there for nothing: each of its capacities succeeds in some case."""
    able: set[str] = set()
    for faced in CASES:
        for who in EVERYBODY:
            if names(line, faced, who) and succeeds(line, faced, who):
                able |= faced.capacities[who] & line.who
    assert able == line.who


def test_the_responsibilities_speak_of_every_step_there_is() -> None:
    assert {type(line.step) for line in LINES} == set(get_args(CaseStep))


@pytest.mark.parametrize("faced", CASES, ids=lambda f: f.name)
def test_a_refusal_is_one_german_sentence_or_two_for_people(faced: Faced) -> None:
    for line in LINES:
        for who in EVERYBODY:
            try:
                decide(situation(faced.case, who), line.step)
            except ProcedureError as refusal:
                text = str(refusal)
                assert text.endswith(".")
                assert text[0].isupper() or text[0] == "„"
                assert text.count(".") <= 3


@pytest.mark.parametrize("faced", CASES, ids=lambda f: f.name)
def test_no_card_offers_a_step_to_whom_the_responsibilities_do_not_name(faced: Faced) -> None:
    for who in EVERYBODY:
        offered = {
            type(line.step) for line in LINES if permitted(situation(faced.case, who), type(line.step))
        }
        named = {type(line.step) for line in LINES if names(line, faced, who)}
        assert offered <= named


def test_the_one_it_is_about_takes_no_step_whatever_other_offices_she_holds() -> None:
    """A26: not as BGF or management either, nor as another team's deputy, nor because she reported it."""
    house = an_office()
    everywhere = frozenset({Role.BGF, Role.MANAGEMENT, Role.TRUSTED})
    her = replace(house.staff[TEAM_LEAD_A], roles=everywhere)
    deputy = replace(house.teams[TEAM_MI], deputies=(TEAM_LEAD_A,))
    house = replace(house, staff={**house.staff, TEAM_LEAD_A: her}, teams={**house.teams, TEAM_MI: deputy})
    case = about_the_lead(contributions=FROM_MI, talk=WISHED, registered_by=TEAM_LEAD_A)
    for line in LINES:
        assert not permitted(situation(case, TEAM_LEAD_A, office=house), type(line.step))
        with pytest.raises((NotPermitted, StepNotAllowed)):
            decide(situation(case, TEAM_LEAD_A, office=house), line.step)
