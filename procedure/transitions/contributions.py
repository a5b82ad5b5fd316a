"""The teams' Beiträge to a case that the management leads (GA II; R13, R20, A23, A26, A34)."""

from dataclasses import replace
from datetime import date, timedelta

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Contribution
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.opening import contribution_due
from procedure.situation import Situation, not_over, only_management
from procedure.standing import concerned_teams, speaks_for
from procedure.transitions.holding import not_awaiting_signature
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, required
from procedure.vocabulary import ContributionState, Lead, TeamId

TEXT_LENGTH = 4000
FURTHEST_DUE = timedelta(days=366)


def of_team(case: Case, team: TeamId) -> Contribution | None:
    """Find what a team was asked for."""
    return next((c for c in case.contributions if c.team == team), None)


def _may_request(at: Situation) -> None:
    only_management(at)
    not_over(at)
    if at.case.lead is not Lead.MANAGEMENT:
        raise StepNotAllowed(
            "Beiträge erbittet die Geschäftsleitung nur zu Vorgängen, die sie selbst federführend bearbeitet."
        )
    if at.case.reaction.confidential:
        raise StepNotAllowed("Dieser Vorgang ist vertraulich. Teams werden nicht beteiligt.")


def _request(at: Situation, step: steps.RequestContribution) -> Decision:
    case, team = at.case, at.office.teams.get(step.team)
    if team is None or not team.active:
        raise IncompleteReaction("team", "Dieses Team gibt es nicht. Bitte wählen Sie es neu aus.")
    if case.lead_excluded and step.team in concerned_teams(case.reaction):
        raise StepNotAllowed(
            "Die Reaktion betrifft die Leitung dieses Teams. Von diesem Team wird kein Beitrag erbeten."
        )
    before = of_team(case, step.team)
    if before is not None and before.state is not ContributionState.WAIVED:
        raise StepNotAllowed("Dieses Team ist schon um seinen Beitrag gebeten.")
    due_on = _due(at, step.due_on)
    asked = Contribution(team=step.team, requested_at=at.now, due_on=due_on)
    changed = _with(case, asked)
    return changed, (events.ContributionRequested(at=at.now, team=step.team, due_on=due_on),)


def _due(at: Situation, wanted: date | None) -> date:
    if wanted is None:
        return contribution_due(at.case.act_by, at.today, at.rules)
    if not at.today <= wanted <= at.today + FURTHEST_DUE:
        raise IncompleteReaction("due_on", "Bitte wählen Sie einen Tag, der noch kommt.")
    return wanted


def _may_deliver(at: Situation) -> None:
    not_over(at)
    mine = [c for c in at.case.contributions if speaks_for(at.case, at.actor, c.team) is not None]
    if not mine:
        raise NotPermitted("Einen Beitrag gibt die Teamleitung des Teams, das darum gebeten ist.")
    if all(c.state is ContributionState.WAIVED for c in mine):
        raise StepNotAllowed("Die Geschäftsleitung verzichtet auf diesen Beitrag.")


def _deliver(at: Situation, step: steps.DeliverContribution) -> Decision:
    if speaks_for(at.case, at.actor, step.team) is None:
        raise NotPermitted("Einen Beitrag gibt die Teamleitung des Teams, das darum gebeten ist.")
    asked = _found(at.case, step.team)
    if asked.state is ContributionState.WAIVED:
        raise StepNotAllowed("Die Geschäftsleitung verzichtet auf diesen Beitrag.")
    text = required("text", step.text, "Bitte schreiben Sie Ihren Beitrag.", TEXT_LENGTH)
    delivered = replace(
        asked,
        state=ContributionState.DELIVERED,
        text=text,
        delivered_at=at.now,
        delivered_by=at.actor.staff_id,
        note="",
    )
    changed = _with(at.case, delivered)
    all_in = all(c.is_settled for c in changed.contributions)
    return changed, (events.ContributionDelivered(at=at.now, team=step.team, all_in=all_in),)


def _may_return(at: Situation) -> None:
    only_management(at)
    not_over(at)
    not_awaiting_signature(at)
    if not any(c.state is ContributionState.DELIVERED for c in at.case.contributions):
        raise StepNotAllowed("Es liegt noch kein Beitrag vor.")


def _return(at: Situation, step: steps.ReturnContribution) -> Decision:
    delivered = _found(at.case, step.team)
    if delivered.state is not ContributionState.DELIVERED:
        raise StepNotAllowed("Von diesem Team liegt noch kein Beitrag vor.")
    note = required("note", step.note, "Bitte schreiben Sie, was in dem Beitrag fehlt.", REASON_LENGTH)
    returned = replace(delivered, state=ContributionState.RETURNED, note=note)
    return _with(at.case, returned), (events.ContributionReturned(at=at.now, team=step.team),)


def _may_waive(at: Situation) -> None:
    only_management(at)
    not_over(at)
    if all(c.is_settled for c in at.case.contributions):
        raise StepNotAllowed("Es steht kein Beitrag aus.")


def _waive(at: Situation, step: steps.WaiveContribution) -> Decision:
    asked = _found(at.case, step.team)
    if asked.is_settled:
        raise StepNotAllowed("Von diesem Team steht kein Beitrag aus.")
    reason = required(
        "reason", step.reason, "Bitte begründen Sie, warum der Beitrag nicht nötig ist.", REASON_LENGTH
    )
    waived = replace(asked, state=ContributionState.WAIVED, note=reason)
    return _with(at.case, waived), (events.ContributionWaived(at=at.now, team=step.team),)


def _found(case: Case, team: TeamId) -> Contribution:
    found = of_team(case, team)
    if found is None:
        raise StepNotAllowed("Dieses Team ist um keinen Beitrag gebeten.")
    return found


def _with(case: Case, contribution: Contribution) -> Case:
    if of_team(case, contribution.team) is None:
        return replace(case, contributions=(*case.contributions, contribution))
    changed = tuple(contribution if c.team == contribution.team else c for c in case.contributions)
    return replace(case, contributions=changed)


TABLE: Table = {
    steps.RequestContribution: Rule(_may_request, _request),
    steps.DeliverContribution: Rule(_may_deliver, _deliver),
    steps.ReturnContribution: Rule(_may_return, _return),
    steps.WaiveContribution: Rule(_may_waive, _waive),
}
