"""Kinds or teams turn out to be others (A36, A18): who leads is decided anew, the deadlines stay."""

from collections.abc import Iterable
from dataclasses import replace

from procedure import events, steps
from procedure.case import Case, Reaction
from procedure.case_parts import Contribution, Informing
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.opening import contributions_for, opening_decision
from procedure.responsibility import Responsibility, responsibility_for
from procedure.situation import Situation, not_over
from procedure.standing import concerned_teams
from procedure.transitions import forwarding
from procedure.transitions.holding import let_go, not_awaiting_signature
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, required
from procedure.vocabulary import (
    CaseState,
    ConcernKind,
    ContributionState,
    DecisionState,
    InformingState,
    Lead,
    Role,
    StaffId,
    TeamId,
)

_NO_LONGER_CONCERNED = "Das Team ist nicht mehr beteiligt."


def _may_reclassify(at: Situation) -> None:
    bgf = at.actor.is_bgf and at.role is not None
    if not (bgf or at.answers or at.role is Role.MANAGEMENT):
        raise NotPermitted("Das ändert das BGF, die federführende Stelle oder die Geschäftsleitung.")
    not_over(at)
    not_awaiting_signature(at)


def _reclassify(at: Situation, step: steps.Reclassify) -> Decision:
    required("reason", step.reason, "Bitte schreiben Sie, warum sich das ändert.", REASON_LENGTH)
    old = at.case
    reaction = _reaction(at, step)
    if reaction == old.reaction and old.returned is None:
        raise StepNotAllowed("Es hat sich nichts geändert.")
    now_responsible = responsibility_for(reaction, at.rules.switches)
    changed = replace(
        old,
        reaction=reaction,
        lead=_lead(at, now_responsible),
        lead_excluded=old.lead_excluded or now_responsible.lead_excluded,
        informing=_informing(old, reaction),
        returned=None,
    )
    if changed.lead_excluded:
        changed = replace(changed, excluded=_excluded(at, reaction))
    changed = replace(
        changed,
        decision_state=_decision_state(at, changed),
        contributions=_contributions(at, changed, now_responsible),
    )
    changed, moved = _to_its_office(at, changed)
    return changed, (_reclassified(at, reaction), *_lead_changed(at, changed), *_asked(at, changed), *moved)


def _reaction(at: Situation, step: steps.Reclassify) -> Reaction:
    concerns = tuple(dict.fromkeys(step.concerns))
    if not concerns:
        raise IncompleteReaction("concerns", "Bitte wählen Sie mindestens eine Anliegensart.")
    if set(concerns) == {ConcernKind.FOLGEREAKTION}:
        raise IncompleteReaction(
            "concerns", "Bitte wählen Sie zur Folgereaktion mindestens eine weitere Anliegensart."
        )
    old = at.case.reaction
    teams = tuple(dict.fromkeys(step.teams))
    if not teams:
        raise IncompleteReaction("teams", "Bitte wählen Sie mindestens ein Team.")
    if not all(team in old.teams or _is_active(at, team) for team in teams):
        raise IncompleteReaction("teams", "Dieses Team gibt es nicht. Bitte wählen Sie es neu aus.")
    praised = tuple(team for team in old.praised_teams if team in teams)
    return replace(old, concerns=concerns, teams=teams, praised_teams=praised)


def _is_active(at: Situation, team: TeamId) -> bool:
    return team in at.office.teams and at.office.teams[team].active


def _lead(at: Situation, fresh: Responsibility) -> Lead:
    """Run the rule of GA II anew; a decision of the management outlasts what it was taken in view of.

    From the management to a team the case goes by the management's own hand alone (A36).
    """
    case = at.case
    decided = case.decision.lead if case.decision is not None else None
    if fresh.lead is Lead.MANAGEMENT or case.lead_excluded or case.reaction.confidential:
        before = responsibility_for(case.reaction, at.rules.switches)
        known = decided is Lead.TEAM and case.lead is Lead.TEAM and before.reason == fresh.reason
        return Lead.TEAM if known else Lead.MANAGEMENT
    if case.lead is Lead.MANAGEMENT and (at.role is not Role.MANAGEMENT or decided is Lead.MANAGEMENT):
        return Lead.MANAGEMENT
    return Lead.TEAM


def _informing(case: Case, reaction: Reaction) -> tuple[Informing, ...]:
    """Ask the teams that are new, and no longer those that are out of it and had not answered (R21)."""
    known = {row.team: row for row in case.informing}
    concerned = concerned_teams(reaction)
    kept = tuple(
        row for row in case.informing if row.team not in concerned and row.state is not InformingState.OPEN
    )
    return (*kept, *(known.get(team, Informing(team=team)) for team in concerned))


def _excluded(at: Situation, reaction: Reaction) -> tuple[StaffId, ...]:
    """Keep it from whoever leads a team it names now, too: one of them it is about (A26)."""
    teams = (at.office.teams.get(team) for team in concerned_teams(reaction))
    leads = (team.lead for team in teams if team is not None and team.lead is not None)
    return tuple(dict.fromkeys((*at.case.excluded, *leads)))


def _decision_state(at: Situation, changed: Case) -> DecisionState:
    if changed.decision_state is DecisionState.TAKEN:
        return DecisionState.TAKEN
    return opening_decision(changed.reaction, changed.lead, at.rules.switches)


def _contributions(at: Situation, changed: Case, fresh: Responsibility) -> tuple[Contribution, ...]:
    """Ask the teams that are new for their Beitrag where the management leads (R13).

    What a team out of it still owed falls away; what it has delivered stays.
    """
    led = changed.lead is Lead.MANAGEMENT and not changed.lead_excluded
    secret = changed.reaction.confidential
    wanted = () if secret else fresh.contributing_teams if led else ()
    concerned = concerned_teams(changed.reaction) if changed.lead is Lead.MANAGEMENT else ()
    own_wish = changed.lead is Lead.MANAGEMENT and changed.lead_excluded
    kept = tuple(_kept(c, needed=own_wish or c.team in concerned) for c in at.case.contributions)
    stay = tuple(c for c in kept if c is not None)
    new = tuple(t for t in wanted if _is_active(at, t) and t not in {c.team for c in stay})
    asked = contributions_for(new, act_by=changed.act_by, now=at.now, today=at.today, rules=at.rules)
    return (*stay, *asked)


def _kept(contribution: Contribution, *, needed: bool) -> Contribution | None:
    if needed or contribution.is_settled:
        return contribution
    if contribution.state is ContributionState.OPEN:
        return None
    return replace(contribution, state=ContributionState.WAIVED, note=_NO_LONGER_CONCERNED)


def _to_its_office(at: Situation, changed: Case) -> Decision:
    """Put the case where the office that leads now finds it; the one before lets go of it."""
    old = at.case
    same_office = (changed.lead, changed.lead_team) == (old.lead, old.lead_team)
    if same_office and old.returned is None:
        return forwarding.forward(at, changed)
    changed = let_go(changed)
    if changed.lead is Lead.MANAGEMENT:
        state, transfer = CaseState.IN_PROGRESS_MANAGEMENT, None
    elif changed.reaction.channel.is_oral and changed.treatment is None:
        state, transfer = CaseState.WITH_TEAM_LEAD, changed.transfer
    else:
        due = forwarding.is_due(at, changed)
        state, transfer = CaseState.IN_PROGRESS_TEAM if due else CaseState.RECORDED, changed.transfer
    changed = replace(changed, state=state, transfer=transfer)
    if state is old.state:
        return changed, ()
    return changed, (events.StateChanged(at=at.now, old=old.state, new=state),)


def _reclassified(at: Situation, new: Reaction) -> events.Event:
    old = at.case.reaction
    return events.Reclassified(
        at=at.now,
        old_concerns=_listed(old.concerns),
        new_concerns=_listed(new.concerns),
        old_teams=_listed(old.teams),
        new_teams=_listed(new.teams),
    )


def _listed(words: Iterable[str]) -> str:
    return ",".join(str(word) for word in words)


def _lead_changed(at: Situation, changed: Case) -> tuple[events.Event, ...]:
    if changed.lead is at.case.lead:
        return ()
    return (events.LeadChanged(at=at.now, old=at.case.lead, new=changed.lead),)


def _asked(at: Situation, changed: Case) -> tuple[events.Event, ...]:
    before = {contribution.team for contribution in at.case.contributions}
    return tuple(
        events.ContributionRequested(at=at.now, team=c.team, due_on=c.due_on)
        for c in changed.contributions
        if c.team not in before
    )


TABLE: Table = {steps.Reclassify: Rule(_may_reclassify, _reclassify)}
