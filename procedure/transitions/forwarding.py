"""A written case is handed to the team that leads (Z1 to Z3; GA III, IV; R25, A3)."""

from dataclasses import replace

from procedure import events
from procedure.case import Case
from procedure.opening import opening_decision
from procedure.situation import Situation
from procedure.transitions.rule import Decision
from procedure.vocabulary import CaseState, DecisionState, Lead


def is_due(at: Situation, case: Case) -> bool:
    """Tell whether nothing keeps a case from the team any more.

    The acknowledgement must be settled (R25) and, by switch A3, the management must have decided.
    """
    waits = at.rules.switches.gl_decision == "before_forwarding" and case.decision_state is DecisionState.OPEN
    return case.lead is Lead.TEAM and case.returned is None and case.acknowledgement.is_settled and not waits


def forward(at: Situation, case: Case) -> Decision:
    """Move a recorded case on to its team where that is due; otherwise leave it as it is."""
    if case.state is not CaseState.RECORDED or not is_due(at, case):
        return case, ()
    changed = replace(case, state=CaseState.IN_PROGRESS_TEAM)
    return changed, (events.StateChanged(at=at.now, old=case.state, new=changed.state),)


def decision_pending(at: Situation, case: Case) -> Decision:
    """Say anew whether the management has to decide (R33): not twice, but whenever a team asks it to."""
    if case.transfer is not None:
        return case, ()
    if case.decision is not None:
        return replace(case, decision_state=DecisionState.TAKEN), ()
    pending = opening_decision(case.reaction, case.lead, at.rules.switches)
    is_new = pending is DecisionState.OPEN and case.decision_state is not pending
    return replace(case, decision_state=pending), (events.DecisionOwed(at=at.now),) if is_new else ()
