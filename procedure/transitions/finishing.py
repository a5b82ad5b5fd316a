"""The moment a case gets its result (Z6), however it came to it (GA III; R26)."""

from dataclasses import replace

from procedure import events
from procedure.case_parts import Closing
from procedure.errors import StepNotAllowed
from procedure.situation import Situation
from procedure.transitions.rule import Decision
from procedure.vocabulary import CaseState, StaffId


def finish(at: Situation, closing: Closing) -> Decision:
    """Close the case with this result."""
    changed = replace(at.case, state=CaseState.CLOSED, closing=closing, revision=None, transfer=None)
    return changed, (
        events.StateChanged(at=at.now, old=at.case.state, new=changed.state),
        events.Closed(at=at.now, outcome=closing.outcome, answer=closing.answer, late=closing.late),
    )


def handed_over(at: Situation) -> None:
    """Refuse to close what has not reached the office that leads (R25)."""
    if at.case.state is CaseState.RECORDED:
        raise StepNotAllowed("Der Vorgang ist noch nicht übergeben.")


def person(at: Situation) -> StaffId:
    """Name who acts; no case is ended by the assistant itself."""
    if at.actor.staff_id is None:
        raise StepNotAllowed("Das kann nur eine Person tun.")
    return at.actor.staff_id
