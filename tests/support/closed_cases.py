"""Cases that are over and whose closings noted something."""

from procedure.case import Case
from procedure.case_parts import Closing
from procedure.vocabulary import AnswerKind, CaseId, CaseState, Cause, Outcome
from tests.support.builders import REGISTERED_AT, TEAM_LEAD_A, a_case, a_reaction


def closed(
    number: int, *, measure: str = "", insight: str = "", cause: Cause | None = None, **reaction: object
) -> Case:
    """Return ``case-<number>``, closed, with what its closing noted."""
    return a_case(
        id=CaseId(f"case-{number}"),
        number=f"KRM-2026-{number:04d}",
        state=CaseState.CLOSED,
        handover=None,
        reaction=a_reaction(**reaction),
        closing=Closing(
            outcome=Outcome.FOUNDED,
            answer=AnswerKind.SENT,
            closed_at=REGISTERED_AT,
            closed_by=TEAM_LEAD_A,
            measure=measure,
            insight=insight,
            cause=cause,
        ),
    )
