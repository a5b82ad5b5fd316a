"""The gallery of the petition with its Beiträge, and of the wish to talk to the management."""

from dataclasses import replace
from datetime import date, datetime

from cards.card import Card
from cards.case import case_card
from cards.sample_cases import NEXT_DAY, a_petition, contributing, one_in
from cards.sample_parts import a_contribution, delivered, informed, owed
from cards.sample_views import NOW, for_bgf_later, for_management, taken
from casework.part_views import TalkView
from casework.views import CaseView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import (
    ContributionState,
    EscalationGround,
    InformingState,
    TalkForm,
    TalkState,
    TalkWish,
    TeamId,
)

_TALK_NOTE = "Die Kundin war dreimal hier. Es geht um die Dauer der Bearbeitung, nicht um eine Person."


def petition_samples() -> dict[str, Card]:
    """Draw the petition in all stages and the talk, from every office."""
    return {name: case_card(view) for name, view in {**_petition(), **_talk()}.items()}


def _petition() -> dict[str, CaseView]:
    other = {"team": TeamId("markt-und-integration"), "team_name": "Markt und Integration"}
    note = "Bitte die Daten der Bescheide ergänzen."
    returned = a_contribution(state=ContributionState.RETURNED, note=note, mine=True, owed=True)
    return {
        "petition_gl_open": a_petition(),
        "petition_gl_one_in": one_in(),
        "petition_gl_all_in": one_in(
            contributions=(delivered(), delivered(**other)),
            contributions_in=(2, 2),
            missing=(),
            steps=(Step.CLOSE, Step.OPEN, Step.WRITE_ANSWER, Step.RETURN_CONTRIBUTION),
        ),
        "petition_gl_returned": one_in(
            contributions=(replace(returned, mine=False), delivered(**other)),
        ),
        "petition_team_due": contributing(),
        "petition_team_delivered": contributing(
            contributions=(delivered(),),
            informing=(informed(),),
            duties=(owed(DutyKind.ANSWER, date(2026, 12, 4), 11, mine=False),),
            steps=(Step.OPEN,),
        ),
        "petition_team_returned": contributing(contributions=(returned,)),
        "petition_team_overdue": contributing(
            duties=(owed(DutyKind.CONTRIBUTE, date(2026, 11, 25), -1),),
        ),
        "petition_bgf": for_bgf_later(one_in(), duties=(), missing=(), steps=(Step.OPEN, Step.CORRECT)),
        "petition_about_gl": one_in(about_management=True),
        "petition_about_gl_bgf": for_bgf_later(
            one_in(about_management=True), duties=(), missing=(), steps=(Step.OPEN,)
        ),
        "petition_reporter": _for_reporter(one_in()),
    }


def _for_reporter(view: CaseView) -> CaseView:
    return replace(
        view,
        viewpoint=Viewpoint.REPORTER,
        subject="",
        duties=(),
        missing=(),
        contributions=(),
        contributions_in=(0, 0),
        steps=(),
    )


def _talk() -> dict[str, CaseView]:
    wished = taken(leads=True, talk_wish=TalkWish.WISH, talk=TalkView(state=TalkState.WISHED))
    noted = TalkView(state=TalkState.NOTED, note=_TALK_NOTE)
    decided = TalkView(
        state=TalkState.DECIDED,
        note=_TALK_NOTE,
        form=TalkForm.TELEPHONE,
        appointment_at=datetime(2026, 11, 26, 10, 0, tzinfo=NOW.tzinfo),
    )
    deciding = (owed(DutyKind.DECIDE_TALK, date(2026, 11, 23), 2),)
    steps = (Step.DECIDE_TALK, Step.OPEN, Step.DECIDE)
    return {
        "talk_team_note": replace(
            wished,
            duties=(owed(DutyKind.NOTE_TALK, NEXT_DAY, 1), owed(DutyKind.ANSWER, date(2026, 12, 3), 10)),
            steps=(Step.NOTE_FOR_TALK, Step.OPEN, Step.CLOSE, Step.SEND_INTERIM_NOTICE),
            informing=(informed(InformingState.OPEN),),
        ),
        "talk_gl_waiting": for_management(wished, steps=(Step.OPEN,)),
        "talk_gl_decide": for_management(replace(wished, talk=noted), duties=deciding, steps=steps),
        "talk_gl_alert": for_management(
            replace(
                wished,
                talk_wish=TalkWish.IMMEDIATE,
                escalation_ground=EscalationGround.BEDROHUNG,
                talk=TalkView(state=TalkState.WISHED, ground=EscalationGround.BEDROHUNG),
            ),
            duties=(owed(DutyKind.DECIDE_TALK, NOW.date(), 0),),
            steps=steps,
        ),
        "talk_gl_hold": for_management(
            replace(wished, talk=decided),
            duties=(owed(DutyKind.HOLD_TALK, date(2026, 11, 26), 5),),
            steps=(Step.CONFIRM_TALK, Step.OPEN),
        ),
        "talk_team_decided": replace(
            wished,
            talk=replace(
                decided, form=TalkForm.NO_TALK, appointment_at=None, decision_note="Bitte selbst antworten."
            ),
            duties=(owed(DutyKind.ANSWER, date(2026, 12, 3), 10),),
            steps=(Step.CLOSE, Step.OPEN),
        ),
        "talk_team_held": replace(
            wished,
            talk=replace(
                decided,
                state=TalkState.HELD,
                form=TalkForm.TELEPHONE,
                appointment_at=None,
                held_on=date(2026, 11, 20),
                held_note="Vereinbart: Der Bescheid geht bis Freitag hinaus.",
            ),
            duties=(owed(DutyKind.ANSWER, date(2026, 12, 3), 10),),
            steps=(Step.CLOSE, Step.OPEN),
        ),
    }
