"""An ended case is taken up again, because an error came to light (A19)."""

from dataclasses import replace
from datetime import datetime, timedelta

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Reopening
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.situation import Situation
from procedure.transitions import forwarding
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, required
from procedure.vocabulary import CaseState, EndReason, Lead, Role


def _may_reopen(at: Situation) -> None:
    if not (at.answers or at.role is Role.MANAGEMENT or (at.role is not None and at.actor.is_bgf)):
        raise NotPermitted(
            "Wieder öffnen kann nur die federführende Stelle, das BGF oder die Geschäftsleitung."
        )
    ended_at = _ended_at(at.case)
    if ended_at is None:
        raise StepNotAllowed("Dieser Vorgang lässt sich nicht wieder öffnen.")
    days = at.rules.switches.reopen_days
    if at.today > at.rules.day(ended_at) + timedelta(days=days):
        raise StepNotAllowed(
            f"Wieder öffnen geht nur {days} Tage lang. Bitte erfassen Sie eine Folgereaktion."
        )


def _ended_at(case: Case) -> datetime | None:
    """Return when a case ended; None where it runs, was merged into another or is anonymised."""
    if case.state is CaseState.CLOSED and case.closing is not None:
        return case.closing.signed_at or case.closing.closed_at
    if case.state is CaseState.ENDED and case.ending is not None:
        return None if case.ending.reason is EndReason.MERGED else case.ending.ended_at
    return None


def _reopen(at: Situation, step: steps.Reopen) -> Decision:
    case = at.case
    reason = required(
        "reason", step.reason, "Bitte schreiben Sie, warum der Vorgang wieder geöffnet wird.", REASON_LENGTH
    )
    ended_at = _ended_at(case)
    if ended_at is None:
        raise StepNotAllowed("Dieser Vorgang lässt sich nicht wieder öffnen.")
    changed = replace(
        case,
        state=_state(at),
        reopening=Reopening(at=at.now, reason=reason, closed_before_at=ended_at),
        closing=None,
        ending=None,
        filed_at=None,
    )
    return changed, (
        events.Reopened(at=at.now, closed_before_at=ended_at),
        events.StateChanged(at=at.now, old=case.state, new=changed.state),
    )


def _state(at: Situation) -> CaseState:
    """Back to the office that leads; a written one that never got that far back to where it was (R25)."""
    if at.case.lead is Lead.MANAGEMENT:
        return CaseState.IN_PROGRESS_MANAGEMENT
    return CaseState.IN_PROGRESS_TEAM if forwarding.is_due(at, at.case) else CaseState.RECORDED


TABLE: Table = {steps.Reopen: Rule(_may_reopen, _reopen)}
