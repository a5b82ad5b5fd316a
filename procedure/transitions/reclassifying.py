"""Kinds or teams turn out to be others (A36, A18): who leads is decided anew, the deadlines stay."""

from collections.abc import Iterable
from dataclasses import replace

from procedure import events, steps
from procedure.case import Case, Reaction
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.recording import TEXT_MAX_LENGTH
from procedure.responsibility import Responsibility, responsibility_for
from procedure.situation import Situation, not_over
from procedure.transitions import forwarding
from procedure.transitions.holding import let_go, not_awaiting_signature
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, required
from procedure.transitions.teams_anew import contributions_anew, excluded_anew, informing_anew, is_active
from procedure.vocabulary import CaseState, ConcernKind, Lead, Role


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
    fresh = responsibility_for(reaction, at.rules.switches)
    changed = replace(
        old,
        reaction=reaction,
        lead=_lead(at, fresh),
        lead_excluded=old.lead_excluded or fresh.lead_excluded,
        returned=None,
    )
    changed = replace(
        changed,
        informing=informing_anew(changed),
        excluded=excluded_anew(at, changed),
        contributions=contributions_anew(at, changed, fresh),
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
    if not all(team in old.teams or is_active(at, team) for team in teams):
        raise IncompleteReaction("teams", "Dieses Team gibt es nicht. Bitte wählen Sie es neu aus.")
    # A team that is only praised may stand beside those chosen here; one that is chosen no more is out.
    praised = tuple(team for team in old.praised_teams if team in teams or team not in old.teams)
    return replace(
        old,
        concerns=concerns,
        teams=teams,
        praised_teams=praised,
        follow_up_of=_follow_up_of(at, step, concerns),
    )


def _follow_up_of(at: Situation, step: steps.Reclassify, concerns: tuple[ConcernKind, ...]) -> str:
    """Ask what it follows where it turns out to be a Folgereaktion (R9)."""
    earlier = at.case.reaction.follow_up_of
    if ConcernKind.FOLGEREAKTION not in concerns or earlier:
        return earlier
    sentence = "Bitte nennen Sie den früheren Vorgang oder beschreiben Sie ihn kurz."
    return required("follow_up_of", step.follow_up_of, sentence, TEXT_MAX_LENGTH)


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


def _to_its_office(at: Situation, changed: Case) -> Decision:
    """Put the case where the office that leads now finds it; the one before lets go of it."""
    old = at.case
    same_office = (changed.lead, changed.lead_team) == (old.lead, old.lead_team)
    if same_office and old.returned is None:
        changed, owed = forwarding.decision_pending(at, changed)
        changed, moved = forwarding.forward(at, changed)
        return changed, owed + moved
    changed, owed = forwarding.decision_pending(at, replace(let_go(changed), transfer=None))
    changed = replace(changed, state=_state(at, changed))
    if changed.state is old.state:
        return changed, owed
    return changed, (*owed, events.StateChanged(at=at.now, old=old.state, new=changed.state))


def _state(at: Situation, case: Case) -> CaseState:
    """Say where it waits: spoken and not begun for its Teamleitung (R37), written for its hand-over (R25)."""
    if case.lead is Lead.MANAGEMENT:
        return CaseState.IN_PROGRESS_MANAGEMENT
    if case.reaction.channel.is_oral and case.treatment is None:
        return CaseState.WITH_TEAM_LEAD
    return CaseState.IN_PROGRESS_TEAM if forwarding.is_due(at, case) else CaseState.RECORDED


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
