"""Taking a case over and dealing with it (GA II, V; R10, R11, R30, R31, R37, A18)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case_parts import OralTreatment, Return
from procedure.errors import StepNotAllowed
from procedure.situation import Situation, not_over, only_lead
from procedure.transitions.acknowledgement import confirm_if_owed
from procedure.transitions.handover import PLACE_LENGTH, answered_first, check_appointment
from procedure.transitions.holding import (
    hold,
    let_go,
    no_transfer_pending,
    not_awaiting_signature,
    not_returned,
)
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, optional, required
from procedure.vocabulary import CaseState, Lead, Treatment


def _may_take_over(at: Situation) -> None:
    not_over(at)
    only_lead(at)
    not_returned(at)
    answered_first(at)
    if at.case.holder is not None and at.case.holder == at.actor.staff_id:
        raise StepNotAllowed("Sie haben diesen Vorgang schon übernommen.")


def _take_over(at: Situation, _step: steps.TakeOver) -> Decision:
    """Confirm the receipt with it, where that is owed: one press for both (R25)."""
    confirmed, happened = confirm_if_owed(at)
    changed, taken = hold(replace(at, case=confirmed))
    return changed, happened + taken


def _may_treat(at: Situation) -> None:
    """Only what was said aloud is settled in an appointment or referred to writing (R30)."""
    not_over(at)
    only_lead(at)
    not_returned(at)
    not_awaiting_signature(at)
    if not at.case.reaction.channel.is_oral:
        raise StepNotAllowed("Das ist nur bei mündlichen Reaktionen möglich.")
    answered_first(at)


def _arrange_appointment(at: Situation, step: steps.ArrangeAppointment) -> Decision:
    return _treat(
        at,
        OralTreatment(
            kind=Treatment.APPOINTMENT,
            at=at.now,
            appointment_at=check_appointment("day", step.appointment_at, at.now),
            place=optional("place", step.place, PLACE_LENGTH),
        ),
    )


def _refer_to_writing(at: Situation, _step: steps.ReferToWriting) -> Decision:
    return _treat(at, OralTreatment(kind=Treatment.REFERRED_TO_WRITING, at=at.now))


def _treat(at: Situation, treatment: OralTreatment) -> Decision:
    treated = events.Treated(at=at.now, kind=treatment.kind)
    if at.case.state is CaseState.WITH_TEAM_LEAD or at.case.holder is None:
        changed, taken = hold(at, treatment)
        return changed, (treated, *taken)
    return replace(at.case, treatment=treatment), (treated,)


def _may_report_not_responsible(at: Situation) -> None:
    not_over(at)
    only_lead(at)
    not_returned(at)
    not_awaiting_signature(at)
    if at.case.lead is not Lead.TEAM:
        raise StepNotAllowed("Zurückgeben kann nur ein federführendes Team.")
    no_transfer_pending(at)
    answered_first(at)


def _report_not_responsible(at: Situation, step: steps.ReportNotResponsible) -> Decision:
    reason = required(
        "reason", step.reason, "Bitte schreiben Sie, warum Ihr Team nicht zuständig ist.", REASON_LENGTH
    )
    case, team = at.case, at.case.lead_team
    if team is None:
        raise StepNotAllowed("Zurückgeben kann nur ein federführendes Team.")
    returned = Return(at=at.now, reason=reason, team=team)
    changed = replace(let_go(case), state=CaseState.RECORDED, returned=returned)
    happened: tuple[events.Event, ...] = (events.NotResponsible(at=at.now, team=team),)
    if case.state is not changed.state:
        happened += (events.StateChanged(at=at.now, old=case.state, new=changed.state),)
    return changed, happened


TABLE: Table = {
    steps.TakeOver: Rule(_may_take_over, _take_over),
    steps.ArrangeAppointment: Rule(_may_treat, _arrange_appointment),
    steps.ReferToWriting: Rule(_may_treat, _refer_to_writing),
    steps.ReportNotResponsible: Rule(_may_report_not_responsible, _report_not_responsible),
}
