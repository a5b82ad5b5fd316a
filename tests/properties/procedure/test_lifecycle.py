"""No sequence of steps by anybody, right or wrong, leads to an inconsistent case (GA II-VII; R50, A26)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from procedure import events, steps
from procedure.actor import Actor
from procedure.case import Case
from procedure.duties import duties_of
from procedure.errors import IncompleteReaction, ProcedureError
from procedure.lifecycle import TABLE, decide, permitted
from procedure.representation import AudienceKind
from procedure.situation import OVER, Situation
from procedure.standing import concerned_teams, office_of, open_to
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    DocumentKind,
    Lead,
    Role,
)
from tests.properties.procedure.random_steps import ANY
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.unit.lifecycle.cases import (
    INFORMED,
    NOT_INFORMED,
    TEAM_DECIDED,
    about_the_lead,
    closed,
    handed_over,
    managed,
    paper,
    spoken,
    spoken_ready,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, situation

PRAISE = a_reaction(channel=Channel.WRITTEN, parting=None, concerns=(ConcernKind.LOB,))
TO_BE_SIGNED = replace(TEAM_DECIDED, final_signature=True)
ALL_IN = tuple(replace(c, state=ContributionState.DELIVERED) for c in managed().contributions)
STARTS = (
    a_case(informing=NOT_INFORMED),
    spoken(),
    spoken_ready(),
    written(documents=(paper(DocumentKind.ACKNOWLEDGEMENT),)),
    handed_over(),
    handed_over(reaction=PRAISE, decision_state=DecisionState.NOT_NEEDED),
    written_ready(),
    written_ready(decision=TO_BE_SIGNED),
    closed(written_ready(decision=TO_BE_SIGNED)),
    replace(closed(written_ready(decision=TO_BE_SIGNED)), state=CaseState.FINAL_SIGNATURE),
    managed(),
    managed(contributions=ALL_IN, informing=INFORMED, reaction=replace(managed().reaction, teams=(TEAM_A,))),
    about_the_lead(),
)
SOMEBODY = st.sampled_from(
    [*(TEAM_LEAD_A, BGF, MANAGEMENT) * 3, DEPUTY_A, TEAM_LEAD_B, FRONT_DESK, EMPLOYEE, None]
)
"""Those with most to do more often than the others; None is the assistant itself."""
SWITCHES = (
    Switches(),
    Switches(gl_decision="before_forwarding", written_followup_restarts_closing=True),
    Switches(gl_decision="standing_order", praise_short_path=False, multi_team_counts_praise=False),
)


@given(st.sampled_from(STARTS), st.sampled_from(SWITCHES), st.data())
def test_no_sequence_of_steps_leads_to_an_inconsistent_case(
    start: Case, switches: Switches, data: st.DataObject
) -> None:
    case, now = start, NOW
    for _ in range(data.draw(st.integers(5, 30), label="presses")):
        now += timedelta(hours=data.draw(st.sampled_from([0, 1, 24, 200]), label="hours later"))
        at = situation(case, data.draw(SOMEBODY, label="who"), now=now, switches=switches)
        case = after(at, data.draw(a_press(at, data), label="step"))
        check(case, at)


def a_press(at: Situation, data: st.DataObject) -> st.SearchStrategy[steps.CaseStep]:
    """Draw what the card offers, more often than not; else something that it does not."""
    offered = [step for step in ANY if permitted(at, step)]
    by_the_card = offered and data.draw(st.integers(1, 5), label="by the card") > 1
    return ANY[data.draw(st.sampled_from(offered if by_the_card else list(ANY)))]


def after(at: Situation, step: steps.CaseStep) -> Case:
    """Take a step; refused it changes nothing, taken it changes what it says."""
    before, offered = at.case, permitted(at, type(step))
    try:
        changed, happened = decide(at, step)
    except ProcedureError as refusal:
        _check_refusal(refusal, offered=offered)
        return before
    assert offered
    assert at.actor.staff_id not in before.excluded
    assert changed.version == before.version + 1
    assert happened
    assert all(event.at == at.now for event in happened)
    moves = [event for event in happened if isinstance(event, events.StateChanged)]
    if changed.state is before.state:
        assert not moves
    else:
        assert (moves[0].old, moves[-1].new) == (before.state, changed.state)
    if before.state in OVER and changed.state is not before.state:
        assert isinstance(step, steps.Reopen)
    untouched = {"id", "number", "registered_at", "registered_by"}
    if all(getattr(changed.reaction, name) == getattr(before.reaction, name) for name in _ON_RECORD):
        untouched.add("record_reasons")
    assert all(getattr(changed, name) == getattr(before, name) for name in untouched)
    if changed.reaction.concerns_lead or not before.reaction.concerns_lead:
        assert set(before.excluded) <= set(changed.excluded)
    else:
        assert at.role is Role.MANAGEMENT
    return changed


_ON_RECORD = ("channel", "resolved_on_spot", "time_consuming", "reached_leadership")
"""What the duty to record rests on (R3-R6)."""


def _check_refusal(refusal: ProcedureError, *, offered: bool) -> None:
    assert str(refusal).endswith(".")
    assert offered or not isinstance(refusal, IncompleteReaction)


def check(case: Case, at: Situation) -> None:
    """Hold what is true of every case at any time."""
    _check_parts(case)
    assert at.rules.day(case.reaction.received_at) <= case.close_by
    assert case.act_by <= case.close_by
    assert (case.state is CaseState.ENDED) is (case.ending is not None)
    assert (case.state in {CaseState.CLOSED, CaseState.FINAL_SIGNATURE}) is (case.closing is not None)
    if case.state is CaseState.FINAL_SIGNATURE:
        assert case.decision is not None
        assert case.decision.final_signature
    if case.state not in OVER:
        assert (case.state is CaseState.IN_PROGRESS_MANAGEMENT) is (case.lead is Lead.MANAGEMENT)
        assert case.filed_at is None
    if case.returned is not None and case.state not in OVER:
        assert case.state is CaseState.RECORDED
        assert case.holder is None
    if case.lead_excluded or case.reaction.confidential:
        assert case.lead is Lead.MANAGEMENT
        _check_kept(case, at)


def _check_kept(case: Case, at: Situation) -> None:
    """Nobody a case is kept from has it, owes something or is asked."""
    today = at.today
    if case.holder is not None:
        assert office_of(case, Actor.of(case.holder, at.office, today)) is not None
    if case.handover is not None and case.handover.is_open:
        assert case.handover.team in {None, *open_to(case)}
    assert all(c.is_settled or c.team in open_to(case) for c in case.contributions)
    teams = {AudienceKind.TEAM_LEAD, AudienceKind.DEPUTY}
    owing = {d.audience.ref for d in duties_of(case, at.rules) if d.audience.kind in teams}
    assert owing <= set(open_to(case))


def _check_parts(case: Case) -> None:
    if case.acknowledgement.state is AcknowledgementState.OPEN:
        assert case.acknowledge_by is not None
    assert (case.original_close_by is not None) is bool(case.interim_notices)
    assert [notice.number for notice in case.interim_notices] == [
        number for number, _ in enumerate(case.interim_notices, start=1)
    ]
    teams = [row.team for row in case.informing]
    assert len(teams) == len(set(teams))
    assert set(concerned_teams(case.reaction)) <= set(teams)
    asked = [contribution.team for contribution in case.contributions]
    assert len(asked) == len(set(asked))
    assert len({paper.id for paper in case.documents}) == len(case.documents)


def test_the_random_steps_are_all_there_are() -> None:
    assert ANY.keys() == TABLE.keys()
