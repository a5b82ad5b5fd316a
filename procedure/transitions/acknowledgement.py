"""The acknowledgement of receipt; the whole case has arrived (GA II, III; R18, R22-R25, A14, A15)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case_parts import Acknowledgement
from procedure.errors import ProcedureError, StepNotAllowed
from procedure.situation import Situation, not_over, only_bgf, only_lead
from procedure.transitions import forwarding
from procedure.transitions.holding import hold, not_returned
from procedure.transitions.oral import letter_came
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, optional, past_day, required
from procedure.vocabulary import AcknowledgementState, CaseState, DocumentKind, WaiverReason

_SETTLED = {
    AcknowledgementState.SENT: "Die Eingangsbestätigung ist schon versandt.",
    AcknowledgementState.WAIVED: "Die Eingangsbestätigung ist entfallen.",
}


def _may_send(at: Situation) -> None:
    """Refuse what is settled. A spoken reaction may be acknowledged of free will (A14)."""
    not_over(at)
    only_bgf(at)
    if at.case.acknowledgement.state in _SETTLED:
        raise StepNotAllowed(_SETTLED[at.case.acknowledgement.state])
    if not at.case.has_document(DocumentKind.ACKNOWLEDGEMENT):
        raise StepNotAllowed("Bitte legen Sie zuerst die Eingangsbestätigung zum Vorgang.")


def _send(at: Situation, step: steps.SendAcknowledgement) -> Decision:
    sent_on = past_day(at, "sent_on", step.sent_on)
    due_on = at.case.acknowledge_by
    settled = Acknowledgement(
        state=AcknowledgementState.SENT, settled_at=at.now, sent_on=sent_on, way=step.way
    )
    late = due_on is not None and sent_on > due_on
    changed, moved = forwarding.forward(at, replace(at.case, acknowledgement=settled))
    return changed, (events.AcknowledgementSent(at=at.now, late=late), *moved)


def _may_waive(at: Situation) -> None:
    not_over(at)
    only_bgf(at)
    state = at.case.acknowledgement.state
    if state is not AcknowledgementState.OPEN:
        raise StepNotAllowed(_SETTLED.get(state, "Eine Eingangsbestätigung ist hier nicht nötig."))


def _waive(at: Situation, step: steps.WaiveAcknowledgement) -> Decision:
    if step.reason is WaiverReason.OTHER:
        note = required("note", step.note, "Bitte schreiben Sie, warum sie entfällt.", REASON_LENGTH)
    else:
        note = optional("note", step.note, REASON_LENGTH)
    settled = Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=at.now, waiver=step.reason, note=note
    )
    changed, moved = forwarding.forward(at, replace(at.case, acknowledgement=settled))
    return changed, (events.AcknowledgementWaived(at=at.now, reason=step.reason), *moved)


def _may_confirm_receipt(at: Situation) -> None:
    not_over(at)
    only_lead(at)
    not_returned(at)
    case = at.case
    if not letter_came(case):
        raise StepNotAllowed("Das ist nur bei schriftlichen Reaktionen nötig.")
    if not case.acknowledgement.is_settled or case.state is CaseState.RECORDED:
        raise StepNotAllowed("Der Vorgang ist noch nicht übergeben.")
    if case.acknowledgement.receipt_confirmed_at is not None:
        raise StepNotAllowed("Der Empfang ist schon bestätigt.")


def _confirm_receipt(at: Situation, _step: steps.ConfirmReceipt) -> Decision:
    changed, happened = _confirmed(at)
    if changed.holder is None:
        changed, taken = hold(replace(at, case=changed))
        happened += taken
    return changed, happened


def _confirmed(at: Situation) -> Decision:
    confirmed = replace(
        at.case.acknowledgement, receipt_confirmed_at=at.now, receipt_confirmed_by=at.actor.staff_id
    )
    return replace(at.case, acknowledgement=confirmed), (events.ReceiptConfirmed(at=at.now),)


def confirm_if_owed(at: Situation) -> Decision:
    """Confirm the receipt for whoever takes the case over: it is in her hands then (R25)."""
    try:
        _may_confirm_receipt(at)
    except ProcedureError:
        return at.case, ()
    return _confirmed(at)


TABLE: Table = {
    steps.SendAcknowledgement: Rule(_may_send, _send),
    steps.WaiveAcknowledgement: Rule(_may_waive, _waive),
    steps.ConfirmReceipt: Rule(_may_confirm_receipt, _confirm_receipt),
}
