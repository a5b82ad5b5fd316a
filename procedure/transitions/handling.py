"""Taking a case over and dealing with it (GA II, V; R10, R11, R30, R37, A18)."""

from procedure import steps
from procedure.errors import StepNotAllowed
from procedure.situation import Situation, not_over, only_lead
from procedure.transitions.handover import is_asked
from procedure.transitions.holding import hold
from procedure.transitions.rule import Decision, Rule, Table


def _may_take_over(at: Situation) -> None:
    not_over(at)
    only_lead(at)
    case = at.case
    # Only for those who can: a case that the management leads does not wait for a Teamleitung's answer.
    if case.handover is not None and case.handover.is_open and is_asked(at, case.handover):
        raise StepNotAllowed("Die Kundin oder der Kunde wartet. Bitte antworten Sie zuerst.")
    if case.holder is not None and case.holder == at.actor.staff_id:
        raise StepNotAllowed("Sie haben diesen Vorgang schon übernommen.")


def _take_over(at: Situation, _step: steps.TakeOver) -> Decision:
    return hold(at)


TABLE: Table = {steps.TakeOver: Rule(_may_take_over, _take_over)}
