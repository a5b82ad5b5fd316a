"""Invented cases for the gallery: one letter and one petition on their whole way, from every office."""

# ruff: noqa: ANN401 - a builder takes any field of the view it builds

from datetime import date, datetime, timedelta
from typing import Any

from cards.sample_parts import (
    EXPLANATION,
    TEAMS,
    a_closing,
    a_contribution,
    delivered,
    informed,
    owed,
)
from cards.sample_views import NOW, a_case
from casework.part_views import AcknowledgementView, ClosingView, DecisionView, LetterView
from casework.views import CaseView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    Channel,
    ConcernKind,
    DecisionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    InformingState,
    Lead,
    Origin,
    Outcome,
    TeamId,
)

ACKNOWLEDGE_BY = date(2026, 11, 23)
CLOSE_BY = date(2026, 12, 2)
NEXT_DAY = date(2026, 11, 20)

OPEN_ACKNOWLEDGEMENT = AcknowledgementView(state=AcknowledgementState.OPEN, working_days_left=2)
SENT = AcknowledgementView(state=AcknowledgementState.SENT, sent_on=NEXT_DAY, way=DispatchWay.LETTER)
TAKEN = DecisionView(
    state=DecisionState.TAKEN,
    lead=Lead.TEAM,
    instruction="Bitte mit Leistung B abstimmen, bevor Sie antworten.",
    decided_at=NOW + timedelta(days=1),
    decided_by="Gerd Geschäftsleitung",
)

BGF_STEPS = (
    Step.CONFIRM_RECORDED,
    Step.OPEN,
    Step.WRITE_ACKNOWLEDGEMENT,
    Step.WAIVE_ACKNOWLEDGEMENT,
    Step.RECLASSIFY,
    Step.CORRECT,
    Step.ADD_RECEIPT,
    Step.MERGE,
    Step.RECORDED_IN_ERROR,
)
TEAM_STEPS = (
    Step.INFORM_EMPLOYEES,
    Step.OPEN,
    Step.NOBODY_CONCERNED,
    Step.CLOSE,
    Step.WRITE_ANSWER,
    Step.SEND_INTERIM_NOTICE,
    Step.RECLASSIFY,
    Step.CORRECT,
    Step.NOT_RESPONSIBLE,
    Step.TO_MANAGEMENT,
    Step.WITHDRAW,
    Step.HAND_OVER,
)


def a_written(**overrides: Any) -> CaseView:
    """Build a letter that one team answers, just recorded, as the BGF sees it."""
    values: dict[str, Any] = {
        "number": "KRM-2026-0044",
        "viewpoint": Viewpoint.BGF,
        "state": CaseState.RECORDED,
        "channel": Channel.WRITTEN,
        "subject": "",
        "received_at": datetime(2026, 11, 18, 8, 30, tzinfo=NOW.tzinfo),
        "parting": None,
        "acknowledge_by": ACKNOWLEDGE_BY,
        "acknowledgement": OPEN_ACKNOWLEDGEMENT,
        "close_by": CLOSE_BY,
        "act_by": CLOSE_BY,
        "working_days_left": 9,
        "decision": DecisionView(state=DecisionState.OPEN),
        "informing": (informed(InformingState.OPEN),),
        "deadline_explanation": EXPLANATION,
        "duties": (
            owed(DutyKind.RECORD, NEXT_DAY, 1),
            owed(DutyKind.ACKNOWLEDGE, ACKNOWLEDGE_BY, 2),
            owed(DutyKind.DECIDE, NEXT_DAY, 1, mine=False),
            owed(DutyKind.ANSWER, CLOSE_BY, 9, mine=False),
        ),
        "steps": BGF_STEPS,
        "teams": TEAMS,
        "chosen_teams": (TeamId("leistung-a"),),
        "answers": (AnswerKind.NOT_REQUIRED,),
        "today": NOW.date(),
    }
    return a_case(**(values | overrides))


def acknowledged(**overrides: Any) -> CaseView:
    """Build the same letter once the BGF has recorded and acknowledged it."""
    values: dict[str, Any] = {
        "version": 3,
        "state": CaseState.IN_PROGRESS_TEAM,
        "acknowledgement": SENT,
        "recorded_in_tool_at": NOW + timedelta(hours=1),
        "krm_tool_ref": "4711",
        "duties": (
            owed(DutyKind.DECIDE, NEXT_DAY, 1, mine=False),
            owed(DutyKind.TAKE_OVER, ACKNOWLEDGE_BY, 2, mine=False),
            owed(DutyKind.ANSWER, CLOSE_BY, 9, mine=False),
        ),
        "steps": (Step.OPEN, Step.RECLASSIFY, Step.CORRECT, Step.ADD_RECEIPT, Step.MERGE),
    }
    return a_written(**(values | overrides))


def at_team(**overrides: Any) -> CaseView:
    """Build the letter as the Teamleitung gets it."""
    values: dict[str, Any] = {
        "viewpoint": Viewpoint.TEAM_LEAD,
        "leads": True,
        "subject": "Weiterbewilligung seit sieben Wochen ohne Bescheid",
        "duties": (
            owed(DutyKind.CONFIRM_RECEIPT, ACKNOWLEDGE_BY, 2),
            owed(DutyKind.TAKE_OVER, ACKNOWLEDGE_BY, 2),
            owed(DutyKind.INFORM, ACKNOWLEDGE_BY, 2),
            owed(DutyKind.ANSWER, CLOSE_BY, 9),
            owed(DutyKind.DECIDE, NEXT_DAY, 1, mine=False),
        ),
        "missing": (
            "Die Entscheidung der Geschäftsleitung fehlt.",
            "Die betroffenen Beschäftigten sind noch nicht informiert.",
        ),
        "steps": (Step.CONFIRM_RECEIPT, Step.OPEN, Step.TAKE_OVER, *TEAM_STEPS[:1], *TEAM_STEPS[2:]),
    }
    return acknowledged(**(values | overrides))


def held(**overrides: Any) -> CaseView:
    """Build the letter once the Teamleitung works on it and the management has set its terms."""
    values: dict[str, Any] = {
        "version": 6,
        "holder_name": "Tom Teamleiter",
        "taken_over_at": NOW + timedelta(days=1),
        "mine": True,
        "decision": TAKEN,
        "duties": (owed(DutyKind.INFORM, ACKNOWLEDGE_BY, 1), owed(DutyKind.ANSWER, CLOSE_BY, 8)),
        "missing": ("Die betroffenen Beschäftigten sind noch nicht informiert.",),
        "steps": TEAM_STEPS,
    }
    return at_team(**(values | overrides))


def answering(**overrides: Any) -> CaseView:
    """Build the letter when the answer lies with it, and only has to go out."""
    values: dict[str, Any] = {
        "answers": (AnswerKind.SENT, AnswerKind.NOT_REQUIRED),
        "letter": LetterView(
            id=DocumentId("0b9f5c1e-0000-4000-8000-000000000009"),
            kind=DocumentKind.ANSWER,
            outcome=Outcome.FOUNDED,
        ),
        "version": 7,
        "informing": (informed(),),
        "duties": (owed(DutyKind.ANSWER, CLOSE_BY, 8),),
        "missing": (),
        "steps": (Step.CLOSE, Step.OPEN, Step.WRITE_ANSWER, Step.SEND_INTERIM_NOTICE, Step.CORRECT),
    }
    return held(**(values | overrides))


def done(**overrides: Any) -> CaseView:
    """Build the letter after its end, as the Teamleitung sees it."""
    closing: ClosingView = a_closing()
    values: dict[str, Any] = {
        "version": 9,
        "state": CaseState.CLOSED,
        "closing": closing,
        "letter": None,
        "duties": (),
        "missing": (),
        "steps": (Step.OPEN, Step.REOPEN),
    }
    return answering(**(values | overrides))


def a_petition(**overrides: Any) -> CaseView:
    """Build a petition that the management leads and two teams contribute to."""
    due = date(2026, 11, 25)
    values: dict[str, Any] = {
        "number": "KRM-2026-0045",
        "version": 4,
        "viewpoint": Viewpoint.MANAGEMENT,
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "lead": Lead.MANAGEMENT,
        "lead_name": "Geschäftsleitung",
        "leads": True,
        "origin": Origin.OTHER,
        "origin_detail": "Petitionsausschuss",
        "concerns": (ConcernKind.PETITION,),
        "team_names": ("Leistung A", "Markt und Integration"),
        "subject": "Petition zur Dauer der Weiterbewilligung",
        "decision": DecisionView(),
        "acknowledgement": SENT,
        "external_due_on": date(2026, 12, 9),
        "close_by": date(2026, 12, 9),
        "act_by": date(2026, 12, 4),
        "original_close_by": None,
        "working_days_left": 11,
        "holder_name": "Gerd Geschäftsleitung",
        "taken_over_at": NOW + timedelta(hours=3),
        "mine": True,
        "recorded_in_tool_at": NOW + timedelta(hours=1),
        "follow_up_of": "KRM-2026-0007",
        "informing": (),
        "contributions": (
            a_contribution(),
            a_contribution(team=TeamId("markt-und-integration"), team_name="Markt und Integration"),
        ),
        "contributions_in": (0, 2),
        "duties": (
            owed(DutyKind.ANSWER, date(2026, 12, 4), 11),
            owed(DutyKind.CONTRIBUTE, due, 4, mine=False),
        ),
        "missing": ("Es fehlen noch 2 von 2 Beiträgen.",),
        "steps": (
            Step.REQUEST_CONTRIBUTION,
            Step.OPEN,
            Step.WAIVE_CONTRIBUTION,
            Step.SEND_INTERIM_NOTICE,
            Step.DECIDE,
        ),
    }
    return a_written(**(values | overrides))


def one_in(**overrides: Any) -> CaseView:
    """Build the petition when one of two Beiträge is there."""
    values: dict[str, Any] = {
        "version": 5,
        "contributions": (
            delivered(),
            a_contribution(team=TeamId("markt-und-integration"), team_name="Markt und Integration"),
        ),
        "contributions_in": (1, 2),
        "missing": ("Es fehlt noch 1 von 2 Beiträgen.",),
        "steps": (
            Step.RETURN_CONTRIBUTION,
            Step.OPEN,
            Step.WAIVE_CONTRIBUTION,
            Step.REQUEST_CONTRIBUTION,
            Step.SEND_INTERIM_NOTICE,
        ),
    }
    return a_petition(**(values | overrides))


def contributing(**overrides: Any) -> CaseView:
    """Look at the petition from the Teamleitung that owes a Beitrag."""
    values: dict[str, Any] = {
        "viewpoint": Viewpoint.TEAM_LEAD,
        "leads": False,
        "mine": False,
        "contributions": (a_contribution(mine=True, owed=True),),
        "informing": (informed(InformingState.OPEN),),
        "duties": (
            owed(DutyKind.CONTRIBUTE, date(2026, 11, 25), 4),
            owed(DutyKind.ANSWER, date(2026, 12, 4), 11, mine=False),
        ),
        "missing": (),
        "steps": (Step.DELIVER_CONTRIBUTION, Step.OPEN, Step.INFORM_EMPLOYEES, Step.NOBODY_CONCERNED),
    }
    return a_petition(**(values | overrides))
