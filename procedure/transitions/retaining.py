"""A case is held back from being anonymised, or no longer (``procedure.retention``; Art. 17, 18 DSGVO)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case_parts import Hold
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.retention import grounds_to_lift, grounds_to_place, holds_in_force
from procedure.situation import Situation
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, optional, required
from procedure.vocabulary import CaseState, Role


def _only_bgf_or_management(at: Situation) -> None:
    if not (at.role is Role.MANAGEMENT or (at.role is not None and at.actor.is_bgf)):
        raise NotPermitted("Das ist Sache des BGF oder der Geschäftsleitung.")
    if at.case.state is CaseState.ANONYMISED:
        raise StepNotAllowed("Dieser Vorgang ist schon anonymisiert.")


def _may_place(at: Situation) -> None:
    _only_bgf_or_management(at)
    if not grounds_to_place(at.case):
        raise StepNotAllowed("Dieser Vorgang ist schon aus jedem Grund gesperrt.")


def _place(at: Situation, step: steps.PlaceHold) -> Decision:
    note = optional("note", step.note, REASON_LENGTH)
    if step.ground in holds_in_force(at.case):
        raise StepNotAllowed("Aus diesem Grund ist der Vorgang schon gesperrt.")
    placed = Hold(ground=step.ground, placed_at=at.now, note=note)
    changed = replace(at.case, holds=(*at.case.holds, placed))
    return changed, (events.HoldPlaced(at=at.now, ground=step.ground),)


def _may_lift(at: Situation) -> None:
    _only_bgf_or_management(at)
    if not holds_in_force(at.case):
        raise StepNotAllowed("Dieser Vorgang ist nicht gesperrt.")
    if not grounds_to_lift(at.case):
        raise StepNotAllowed("Eine Petition bleibt gesperrt, bis der Vorgang beendet ist.")


def _lift(at: Situation, step: steps.LiftHold) -> Decision:
    sentence = "Bitte schreiben Sie, warum die Sperre nicht mehr nötig ist."
    reason = required("reason", step.reason, sentence, REASON_LENGTH)
    if step.ground not in holds_in_force(at.case):
        raise StepNotAllowed("Aus diesem Grund ist der Vorgang nicht gesperrt.")
    if step.ground not in grounds_to_lift(at.case):
        raise StepNotAllowed("Eine Petition bleibt gesperrt, bis der Vorgang beendet ist.")
    holds = at.case.holds
    if all(hold.ground is not step.ground or not hold.is_in_force for hold in holds):
        # Nobody placed it: the petition is held since the case was recorded.
        holds = (*holds, Hold(ground=step.ground, placed_at=at.case.registered_at))
    lifted = tuple(_lifted(at, hold, reason) if hold.ground is step.ground else hold for hold in holds)
    return replace(at.case, holds=lifted), (events.HoldLifted(at=at.now, ground=step.ground),)


def _lifted(at: Situation, hold: Hold, reason: str) -> Hold:
    return replace(hold, lifted_at=at.now, lifted_because=reason) if hold.is_in_force else hold


TABLE: Table = {
    steps.PlaceHold: Rule(_may_place, _place),
    steps.LiftHold: Rule(_may_lift, _lift),
}
