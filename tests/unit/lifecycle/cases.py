"""Cases at the stations of their life: spoken or written, with team or management, ready to close."""

# ruff: noqa: ANN401 - a builder takes any field of the value it builds

from dataclasses import replace
from datetime import timedelta
from typing import Any

from procedure.case import Case
from procedure.case_parts import (
    Acknowledgement,
    Closing,
    Contribution,
    Decision,
    Document,
    Ending,
    Informing,
)
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    Channel,
    DecisionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    EndReason,
    InformingState,
    Lead,
    Outcome,
    Parting,
)
from tests.support.builders import (
    BGF,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    a_case,
    a_reaction,
)
from tests.unit.lifecycle.situations import NOW, day

SENT = Acknowledgement(
    state=AcknowledgementState.SENT,
    settled_at=NOW - timedelta(minutes=1),
    sent_on=day(3),
    way=DispatchWay.LETTER,
)
OPEN = Acknowledgement(state=AcknowledgementState.OPEN)
INFORMED = (Informing(team=TEAM_A, state=InformingState.DONE, informed_on=day(3), count=2),)
NOT_INFORMED = (Informing(team=TEAM_A),)
TEAM_DECIDED = Decision(lead=Lead.TEAM, decided_at=NOW, decided_by=MANAGEMENT)


def paper(kind: DocumentKind) -> Document:
    """Build a paper of this kind."""
    return Document(id=DocumentId(f"paper-{kind}"), kind=kind)


def spoken(**overrides: Any) -> Case:
    """Build a spoken case that the Teamleitung has to decide about (Z2); nobody waits."""
    values: dict[str, Any] = {
        "reaction": a_reaction(parting=Parting.LEFT),
        "informing": NOT_INFORMED,
    }
    return a_case(**(values | overrides))


def spoken_ready(**overrides: Any) -> Case:
    """Build a spoken case that nothing keeps from being closed."""
    return spoken(**({"informing": INFORMED} | overrides))


def written(**overrides: Any) -> Case:
    """Build a written case as it was recorded (Z1): acknowledgement and decision are open."""
    values: dict[str, Any] = {
        "reaction": a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
        "acknowledgement": OPEN,
        "decision_state": DecisionState.OPEN,
        "informing": NOT_INFORMED,
    }
    return a_case(**(values | overrides))


def handed_over(**overrides: Any) -> Case:
    """Build a written case in the team's hands (Z3), the management's decision still open."""
    values: dict[str, Any] = {
        "state": CaseState.IN_PROGRESS_TEAM,
        "acknowledgement": SENT,
        "documents": (paper(DocumentKind.INCOMING), paper(DocumentKind.ACKNOWLEDGEMENT)),
    }
    return written(**(values | overrides))


def written_ready(**overrides: Any) -> Case:
    """Build a written case that nothing keeps from being closed; the answer lies with it."""
    papers = (DocumentKind.INCOMING, DocumentKind.ACKNOWLEDGEMENT, DocumentKind.ANSWER)
    values: dict[str, Any] = {
        "decision_state": DecisionState.TAKEN,
        "decision": TEAM_DECIDED,
        "informing": INFORMED,
        "documents": tuple(paper(kind) for kind in papers),
    }
    return handed_over(**(values | overrides))


def managed(**overrides: Any) -> Case:
    """Build a written case about two teams, led by the management (Z4); both Beiträge are asked for."""
    values: dict[str, Any] = {
        "reaction": a_reaction(
            channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False, teams=(TEAM_A, TEAM_B)
        ),
        "lead": Lead.MANAGEMENT,
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "acknowledgement": SENT,
        "decision_state": DecisionState.NOT_NEEDED,
        "contributions": tuple(
            Contribution(team=team, requested_at=NOW, due_on=day(10)) for team in (TEAM_A, TEAM_B)
        ),
        "informing": (Informing(team=TEAM_A), Informing(team=TEAM_B)),
    }
    return written(**(values | overrides))


def about_the_lead(**overrides: Any) -> Case:
    """Build a written case about the Teamleitung herself: the management leads, she never sees it (A26)."""
    values: dict[str, Any] = {
        "reaction": a_reaction(channel=Channel.WRITTEN, parting=None, concerns_lead=True),
        "lead": Lead.MANAGEMENT,
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "acknowledgement": SENT,
        "decision_state": DecisionState.NOT_NEEDED,
        "lead_excluded": True,
        "excluded": (TEAM_LEAD_A,),
    }
    return written(**(values | overrides))


def closed(case: Case | None = None, **overrides: Any) -> Case:
    """Build a case closed with an answer that was sent; the KRM-Tool has it."""
    values: dict[str, Any] = {
        "outcome": Outcome.FOUNDED,
        "answer": AnswerKind.SENT,
        "closed_at": NOW,
        "closed_by": TEAM_LEAD_A,
        "answered_on": day(3),
        "way": DispatchWay.LETTER,
    }
    result = Closing(**(values | overrides))
    return replace(case or written_ready(), state=CaseState.CLOSED, closing=result, recorded_in_tool_at=NOW)


def ended(case: Case | None = None, reason: EndReason = EndReason.WITHDRAWN) -> Case:
    """Build a case that ended without an answer; the KRM-Tool has it."""
    ending = Ending(reason=reason, ended_at=NOW, ended_by=BGF)
    return replace(case or handed_over(), state=CaseState.ENDED, ending=ending, recorded_in_tool_at=NOW)
