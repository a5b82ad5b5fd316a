"""The management decides, takes over, gives back and signs (GA II, IV; R12, R19, R33, R34, R37, A28, A36)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Contribution, Decision, OralTreatment, Return
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.opening import contributions_for
from procedure.responsibility import responsibility_for
from procedure.situation import Situation, not_over, only_lead, only_management
from procedure.standing import open_to
from procedure.transitions import forwarding
from procedure.transitions.finishing import person
from procedure.transitions.handover import answered_first
from procedure.transitions.holding import let_go, not_awaiting_signature, not_returned
from procedure.transitions.rule import REASON_LENGTH, Rule, Table, optional, required
from procedure.transitions.rule import Decision as Outcome
from procedure.vocabulary import (
    CaseState,
    ContributionState,
    DecisionState,
    Lead,
    TeamId,
    Treatment,
)

INSTRUCTION_LENGTH = 1000
NOTE_LENGTH = 1000


def _may_decide(at: Situation) -> None:
    only_management(at)
    not_over(at)
    not_awaiting_signature(at)


def _decide(at: Situation, step: steps.Decide) -> Outcome:
    case = at.case
    reason = optional("reason", step.reason, REASON_LENGTH)
    instruction = optional("instruction", step.instruction, INSTRUCTION_LENGTH)
    if step.lead is Lead.TEAM:
        _check_team_may_lead(case)
    if not reason and _needs_reason(at, step.lead):
        raise IncompleteReaction("reason", "Bitte begründen Sie, warum Sie anders entscheiden.")
    taken = Decision(
        lead=step.lead,
        decided_at=at.now,
        decided_by=person(at),
        instruction=instruction,
        final_signature=step.final_signature and step.lead is Lead.TEAM,
        reason=reason,
    )
    decided = replace(case, decision=taken, decision_state=DecisionState.TAKEN, transfer=None, returned=None)
    happened: tuple[events.Event, ...] = (
        events.Decided(
            at=at.now,
            lead=step.lead,
            with_instruction=bool(instruction),
            final_signature=taken.final_signature,
        ),
    )
    moved, more = _change_lead(replace(at, case=decided), step.lead)
    if moved.lead is Lead.MANAGEMENT and case.lead is Lead.TEAM:
        moved, asked = _asked(replace(at, case=moved))
        more += asked
    return moved, happened + more


def _check_team_may_lead(case: Case) -> None:
    if case.lead_excluded:
        raise StepNotAllowed(
            "Die Reaktion betrifft die Teamleitung selbst. Die Geschäftsleitung bleibt federführend."
        )
    if case.reaction.confidential:
        raise StepNotAllowed("Dieser Vorgang ist vertraulich. Die Geschäftsleitung bleibt federführend.")
    if not case.reaction.teams:
        raise StepNotAllowed("Es steht noch kein Team fest. Bitte ändern Sie zuerst die Teams des Vorgangs.")


def _needs_reason(at: Situation, lead: Lead) -> bool:
    """Ask why a decision is changed, a team is told to do what it gave back, or R12/R19 is set aside."""
    if at.case.decision_state is not DecisionState.OPEN:
        return True
    if lead is Lead.MANAGEMENT:
        return False
    by_rule = responsibility_for(at.case.reaction, at.rules.switches).lead
    return by_rule is Lead.MANAGEMENT or at.case.returned is not None


def _change_lead(at: Situation, lead: Lead) -> Outcome:
    """Give a case to the management or to its team, in the state that fits; nobody holds it then.

    A team that leads owes no Beitrag itself. A written reaction without acknowledgement waits for
    it in Z1 (R25).
    """
    case = at.case
    if lead is case.lead:
        return forwarding.forward(at, case)
    changed = replace(let_go(case), lead=lead, revision=None)
    if lead is Lead.TEAM:
        changed = _spared(changed)
    changed = replace(changed, state=_state_under(changed, at))
    moved = (events.StateChanged(at=at.now, old=case.state, new=changed.state),)
    return changed, (
        events.LeadChanged(at=at.now, old=case.lead, new=lead),
        *(moved if changed.state is not case.state else ()),
    )


def _state_under(case: Case, at: Situation) -> CaseState:
    if case.lead is Lead.MANAGEMENT:
        return CaseState.IN_PROGRESS_MANAGEMENT
    handed_over = case.reaction.channel.is_oral or forwarding.is_due(at, case)
    return CaseState.IN_PROGRESS_TEAM if handed_over else CaseState.RECORDED


def _asked(at: Situation) -> Outcome:
    """Ask the teams for their Beiträge, now that the management leads (R13)."""
    case = at.case
    have = {c.team for c in case.contributions if c.state is not ContributionState.WAIVED}
    missing = tuple(
        team
        for team in open_to(case)
        if team in case.reaction.teams and team not in have and _is_active(team, at)
    )
    asked = contributions_for(missing, act_by=case.act_by, now=at.now, today=at.today, rules=at.rules)
    kept = tuple(c for c in case.contributions if c.team not in missing)
    return replace(case, contributions=kept + asked), tuple(
        events.ContributionRequested(at=at.now, team=c.team, due_on=c.due_on) for c in asked
    )


def _is_active(team: TeamId, at: Situation) -> bool:
    return team in at.office.teams and at.office.teams[team].active


def _spared(case: Case) -> Case:
    """Do without the Beitrag of the team that leads now: it writes the answer itself."""
    return replace(case, contributions=tuple(_without(c, case.lead_team) for c in case.contributions))


def _without(contribution: Contribution, team: TeamId | None) -> Contribution:
    if contribution.team != team or contribution.is_settled:
        return contribution
    return replace(contribution, state=ContributionState.WAIVED, note="Das Team ist jetzt federführend.")


def _may_pass(at: Situation) -> None:
    not_over(at)
    if at.case.lead is Lead.MANAGEMENT:
        if at.role is None:
            raise NotPermitted
        raise StepNotAllowed("Die Geschäftsleitung ist schon federführend.")
    only_lead(at)
    not_awaiting_signature(at)
    if at.case.transfer is not None:
        raise StepNotAllowed("Die Geschäftsleitung hat über die Abgabe noch nicht entschieden.")
    not_returned(at)
    answered_first(at)


def _pass(at: Situation, step: steps.PassToManagement) -> Outcome:
    case = at.case
    reason = required(
        "reason",
        step.reason,
        "Bitte begründen Sie, warum die Geschäftsleitung übernehmen soll.",
        REASON_LENGTH,
    )
    transfer = Return(at=at.now, reason=reason, team=case.lead_team)
    if case.state is not CaseState.WITH_TEAM_LEAD:
        waiting = replace(case, transfer=transfer, decision_state=DecisionState.OPEN)
        return waiting, (events.TransferRequested(at=at.now),)
    # Spoken and not begun: the Teamleitung's own choice (R37). The reason stays for the management to read.
    treated = replace(
        case,
        transfer=transfer,
        treatment=OralTreatment(kind=Treatment.TO_MANAGEMENT, at=at.now),
    )
    passed, happened = _change_lead(replace(at, case=treated), Lead.MANAGEMENT)
    return passed, (events.Treated(at=at.now, kind=Treatment.TO_MANAGEMENT), *happened)


def _may_sign(at: Situation) -> None:
    only_management(at)
    not_over(at)
    if at.case.state is not CaseState.FINAL_SIGNATURE or at.case.closing is None:
        raise StepNotAllowed("Zu diesem Vorgang liegt nichts zur Schlusszeichnung vor.")


def _sign(at: Situation, _step: steps.Sign) -> Outcome:
    case = at.case
    if case.closing is None:
        raise StepNotAllowed
    late = case.closing.late or at.today > case.close_by
    closing = replace(
        case.closing, signed_at=at.now, signed_by=at.actor.staff_id, closed_at=at.now, late=late
    )
    signed = replace(case, state=CaseState.CLOSED, closing=closing)
    return signed, (
        events.Signed(at=at.now),
        events.Closed(at=at.now, outcome=closing.outcome, answer=closing.answer, late=late),
        events.StateChanged(at=at.now, old=case.state, new=signed.state),
    )


def _return_for_revision(at: Situation, step: steps.ReturnForRevision) -> Outcome:
    note = required("note", step.note, "Bitte schreiben Sie, was noch zu ändern ist.", NOTE_LENGTH)
    revision = Return(at=at.now, reason=note, team=at.case.lead_team)
    returned = replace(at.case, state=CaseState.IN_PROGRESS_TEAM, revision=revision, closing=None)
    return returned, (
        events.SignatureRefused(at=at.now),
        events.StateChanged(at=at.now, old=at.case.state, new=returned.state),
    )


TABLE: Table = {
    steps.Decide: Rule(_may_decide, _decide),
    steps.PassToManagement: Rule(_may_pass, _pass),
    steps.Sign: Rule(_may_sign, _sign),
    steps.ReturnForRevision: Rule(_may_sign, _return_for_revision),
}
