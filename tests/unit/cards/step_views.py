"""A case in which every step has something to ask: two teams, Beiträge in every state, VerBIS, dates."""

# ruff: noqa: ANN401 - a builder takes any field of the view it builds

from dataclasses import replace
from datetime import date
from typing import Any

from cards.sample_views import NOW, a_case, a_handover
from casework.part_views import (
    AcknowledgementView,
    ContributionView,
    HoldView,
    InformingView,
    InterimView,
    RetentionView,
    TalkView,
    TeamChoice,
)
from casework.views import CaseView, Step, Viewpoint
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    ContributionState,
    DispatchWay,
    EscalationGround,
    HoldGround,
    InformingState,
    TeamId,
)

TODAY = date(2026, 11, 19)
TEAM_A, TEAM_B, TEAM_C, TEAM_D, TEAM_E, TEAM_F = (TeamId(f"team-{letter}") for letter in "abcdef")
TEAMS = tuple(
    TeamChoice(id=team, name=name)
    for team, name in (
        (TEAM_A, "Leistung A"),
        (TEAM_B, "Leistung B"),
        (TEAM_C, "Leistung C"),
        (TEAM_D, "Eingangszone"),
        (TEAM_E, "Markt und Integration"),
        (TEAM_F, "Unterhalt"),
    )
)


def a_contribution(team: TeamId, state: ContributionState, *, mine: bool = True) -> ContributionView:
    return ContributionView(
        team=team,
        team_name=next(choice.name for choice in TEAMS if choice.id == team),
        state=state,
        due_on=date(2026, 11, 26),
        mine=mine,
    )


def an_informing(team: TeamId, state: InformingState, *, mine: bool = True) -> InformingView:
    name = next(choice.name for choice in TEAMS if choice.id == team)
    return InformingView(team=team, team_name=name, state=state, mine=mine)


def everything(**overrides: Any) -> CaseView:
    """Build the case from the BGF, who is asked for the most."""
    values: dict[str, Any] = {
        "viewpoint": Viewpoint.BGF,
        "steps": tuple(Step),
        "handover": a_handover(),
        "registered_at": NOW,
        "teams": TEAMS,
        "chosen_teams": (TEAM_A, TEAM_B),
        "contributions": (
            a_contribution(TEAM_A, ContributionState.OPEN),
            a_contribution(TEAM_B, ContributionState.RETURNED),
            a_contribution(TEAM_C, ContributionState.DELIVERED),
            a_contribution(TEAM_D, ContributionState.WAIVED),
            a_contribution(TEAM_E, ContributionState.DELIVERED),
        ),
        "informing": (
            an_informing(TEAM_A, InformingState.OPEN),
            an_informing(TEAM_B, InformingState.OPEN),
            replace(an_informing(TEAM_C, InformingState.DONE), correctable=True),
            replace(an_informing(TEAM_D, InformingState.NOBODY), correctable=True),
        ),
        "recorded_in_tool_at": NOW,
        "acknowledgement": AcknowledgementView(
            state=AcknowledgementState.SENT, sent_on=TODAY, way=DispatchWay.LETTER
        ),
        "leads": True,
        "interim_notices": tuple(
            InterimView(
                number=number,
                sent_on=TODAY,
                until=date(2026, 12, 10 + number),
                reason="Es fehlen Unterlagen.",
                way=DispatchWay.LETTER,
                late=False,
            )
            for number in (1, 2)
        ),
        "escalation_ground": EscalationGround.ESKALATION,
        "talk": TalkView(correctable=True),
        "retention": RetentionView(
            held=(HoldView(ground=HoldGround.LAWSUIT, since=TODAY, note="Az. 12 AS 1/27"),),
            to_place=(HoldGround.PETITION, HoldGround.CRIMINAL_CHARGE, HoldGround.RESTRICTION),
            to_lift=(HoldGround.LAWSUIT,),
        ),
        "origin_in_verbis": True,
        "external_due_on": date(2026, 12, 1),
        "answers": tuple(AnswerKind),
        "today": TODAY,
    }
    return a_case(**(values | overrides))
