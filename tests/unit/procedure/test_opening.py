"""What a new case starts with (GA II-VI; R13, R21-R23, R33, R38, A3, A14, A15, A20, A23, A26, A34)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from procedure.case_parts import Acknowledgement, Contribution, Informing, Talk
from procedure.deadlines import deadlines_of
from procedure.opening import OpeningParts, contributions_for, open_parts
from procedure.responsibility import responsibility_for
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    ConcernKind,
    DecisionState,
    EscalationGround,
    Parting,
    TalkState,
    TalkWish,
    WaiverReason,
)
from tests.support.builders import (
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    a_customer,
    a_reaction,
    an_office,
)
from tests.unit.lifecycle.situations import rulebook

NOW = REGISTERED_AT
WRITTEN: dict[str, Any] = {"channel": Channel.WRITTEN, "parting": None}
PRAISE: dict[str, Any] = {"concerns": (ConcernKind.LOB,)}
NOBODY: dict[str, Any] = {"anonymous": True, "customer": a_customer(name="", contact="", number="")}


def opened(switches: Switches | None = None, **reaction: Any) -> OpeningParts:  # noqa: ANN401
    rules = rulebook(switches)
    reported = a_reaction(**({"parting": Parting.LEFT} | reaction))
    deadlines = deadlines_of(reported, rules)
    lead = responsibility_for(reported, rules.switches)
    return open_parts(reported, lead, deadlines, an_office(), NOW, rules)


def test_a_written_reaction_waits_for_acknowledgement_and_decision() -> None:
    parts = opened(**WRITTEN)
    assert parts.state is CaseState.RECORDED
    assert parts.acknowledgement == Acknowledgement(state=AcknowledgementState.OPEN)
    assert parts.decision_state is DecisionState.OPEN


def test_a_spoken_one_waits_for_the_teamleitung_alone() -> None:
    parts = opened()
    assert (parts.state, parts.acknowledgement) == (CaseState.WITH_TEAM_LEAD, Acknowledgement())
    assert parts.decision_state is DecisionState.NOT_NEEDED


def test_an_acknowledgement_of_spoken_reactions_is_owed_where_the_office_wants_it() -> None:
    assert opened(Switches(ack_oral=True)).acknowledgement.state is AcknowledgementState.OPEN


class TestAnonymous:
    def test_the_acknowledgement_falls_away_by_itself_and_the_case_goes_to_its_team(self) -> None:
        parts = opened(**WRITTEN, **NOBODY)
        assert parts.acknowledgement == Acknowledgement(
            state=AcknowledgementState.WAIVED, settled_at=NOW, waiver=WaiverReason.NO_ADDRESS
        )
        assert parts.state is CaseState.IN_PROGRESS_TEAM

    def test_but_not_before_a_decision_that_comes_first(self) -> None:
        first = Switches(gl_decision="before_forwarding")
        assert opened(first, **WRITTEN, **NOBODY).state is CaseState.RECORDED
        assert opened(first, **WRITTEN, **NOBODY, **PRAISE).state is CaseState.IN_PROGRESS_TEAM

    def test_a_spoken_one_needs_none_in_the_first_place(self) -> None:
        assert opened(**NOBODY).acknowledgement == Acknowledgement()
        waived = opened(Switches(ack_oral=True), **NOBODY).acknowledgement
        assert waived.waiver is WaiverReason.NO_ADDRESS


@pytest.mark.parametrize(
    ("switches", "reaction", "state"),
    [
        (Switches(), WRITTEN, DecisionState.OPEN),
        (Switches(gl_decision="before_forwarding"), WRITTEN, DecisionState.OPEN),
        (Switches(gl_decision="standing_order"), WRITTEN, DecisionState.NOT_NEEDED),
        (Switches(), WRITTEN | PRAISE, DecisionState.NOT_NEEDED),
        (Switches(praise_short_path=False), WRITTEN | PRAISE, DecisionState.OPEN),
        (
            Switches(),
            WRITTEN | {"concerns": (ConcernKind.LOB, ConcernKind.IDEE_ANREGUNG)},
            DecisionState.OPEN,
        ),
        (Switches(), WRITTEN | {"teams": (TEAM_A, TEAM_B)}, DecisionState.NOT_NEEDED),
        (Switches(), {}, DecisionState.NOT_NEEDED),
    ],
    ids=["written", "before", "standing-order", "praise", "no-short-path", "mixed", "two-teams", "spoken"],
)
def test_the_management_decides_on_written_reactions_of_one_team(
    switches: Switches, reaction: dict[str, Any], state: DecisionState
) -> None:
    assert opened(switches, **reaction).decision_state is state


class TestContributions:
    def test_where_the_management_leads_each_team_is_asked_at_once(self) -> None:
        parts = opened(**WRITTEN, teams=(TEAM_A, TEAM_B))
        assert parts.state is CaseState.IN_PROGRESS_MANAGEMENT
        assert parts.contributions == (
            Contribution(team=TEAM_A, requested_at=NOW, due_on=date(2026, 12, 10)),
            Contribution(team=TEAM_B, requested_at=NOW, due_on=date(2026, 12, 10)),
        )

    def test_a_petition_of_one_team_is_contributed_to_by_it(self) -> None:
        parts = opened(**WRITTEN, concerns=(ConcernKind.PETITION,))
        assert [c.team for c in parts.contributions] == [TEAM_A]

    @pytest.mark.parametrize("kept", [{"concerns_lead": True}, {"confidential": True}])
    def test_what_is_kept_from_the_teams_is_asked_of_none(self, kept: dict[str, Any]) -> None:
        parts = opened(**WRITTEN, teams=(TEAM_A, TEAM_B), **kept)
        assert (parts.state, parts.contributions) == (CaseState.IN_PROGRESS_MANAGEMENT, ())

    def test_a_team_that_leads_is_asked_for_none(self) -> None:
        assert opened(**WRITTEN).contributions == ()

    @pytest.mark.parametrize(
        ("act_by", "today", "days", "due_on"),
        [
            (date(2026, 12, 17), date(2026, 12, 3), 5, date(2026, 12, 10)),
            (date(2026, 12, 17), date(2026, 12, 3), 0, date(2026, 12, 17)),
            (date(2026, 12, 17), date(2026, 12, 14), 5, date(2026, 12, 14)),
            (date(2026, 12, 30), date(2026, 12, 14), 5, date(2026, 12, 21)),
        ],
    )
    def test_it_is_due_some_working_days_before_the_answer_and_never_before_today(
        self, act_by: date, today: date, days: int, due_on: date
    ) -> None:
        rules = rulebook(Switches(contribution_lead_days=days))
        asked = contributions_for((TEAM_A,), act_by=act_by, now=NOW, today=today, rules=rules)
        assert [c.due_on for c in asked] == [due_on]


def test_each_team_concerned_has_its_employees_to_inform_also_of_praise() -> None:
    parts = opened(teams=(TEAM_A,), praised_teams=(TEAM_B,))
    assert parts.informing == (Informing(team=TEAM_A), Informing(team=TEAM_B))


@pytest.mark.parametrize(
    ("wish", "ground", "talk"),
    [
        (TalkWish.NONE, None, Talk()),
        (TalkWish.WISH, None, Talk(state=TalkState.WISHED, wished_at=NOW)),
        (TalkWish.WISH, EscalationGround.ESKALATION, Talk(state=TalkState.WISHED, wished_at=NOW)),
        (
            TalkWish.WISH,
            EscalationGround.BEDROHUNG,
            Talk(state=TalkState.WISHED, wished_at=NOW, ground=EscalationGround.BEDROHUNG),
        ),
        (
            TalkWish.IMMEDIATE,
            EscalationGround.ESKALATION,
            Talk(state=TalkState.WISHED, wished_at=NOW, ground=EscalationGround.ESKALATION),
        ),
        (TalkWish.NONE, EscalationGround.BEDROHUNG, Talk()),
    ],
)
def test_a_wish_to_talk_is_open_from_the_start_with_its_ground_where_it_alerts(
    wish: TalkWish, ground: EscalationGround | None, talk: Talk
) -> None:
    assert opened(talk_wish=wish, escalation_ground=ground, escalation_note="x").talk == talk


def test_a_team_that_is_gone_is_asked_for_no_contribution() -> None:
    rules = rulebook()
    reported = a_reaction(**WRITTEN, teams=(TEAM_A, TEAM_B))
    office = an_office()
    without_b = replace(office, teams={TEAM_A: office.teams[TEAM_A]})
    deadlines = deadlines_of(reported, rules)
    lead = responsibility_for(reported, rules.switches)
    parts = open_parts(reported, lead, deadlines, without_b, NOW, rules)
    assert [c.team for c in parts.contributions] == [TEAM_A]
