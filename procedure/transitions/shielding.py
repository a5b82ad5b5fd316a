"""A case is to be kept from others, or no longer (A26, A34): the management leads until it decides."""

from dataclasses import replace
from typing import Final

from procedure import events, steps
from procedure.actor import Actor
from procedure.case import Case, Reaction
from procedure.case_parts import Contribution
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.responsibility import responsibility_for
from procedure.situation import OVER, Situation, not_over
from procedure.standing import office_of, open_to
from procedure.transitions.holding import let_go, not_awaiting_signature
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, required
from procedure.transitions.teams_anew import excluded_anew
from procedure.vocabulary import CaseState, ContributionState, DecisionState, Lead, Role

_ASPECTS: Final = ("confidential", "concerns_lead")
_NOT_ASKED: Final = "Das Team darf den Vorgang nicht mehr sehen."


def _may_shield(at: Situation) -> None:
    """Let BGF and management keep a case from others; only the management lifts it again.

    Also after its end: what a closed case is about may come to light later.
    """
    is_bgf = at.actor.is_bgf and at.role is not None
    if not (is_bgf or at.role is Role.MANAGEMENT):
        raise NotPermitted("Das entscheidet die Geschäftsleitung. Das BGF kann es veranlassen.")
    if at.case.state is CaseState.ANONYMISED:
        not_over(at)
    not_awaiting_signature(at)
    if at.role is not Role.MANAGEMENT and all(getattr(at.case.reaction, name) for name in _ASPECTS):
        raise StepNotAllowed("Mehr Schutz ist nicht möglich. Aufheben kann ihn nur die Geschäftsleitung.")


def _shield(at: Situation, step: steps.Shield) -> Decision:
    required("reason", step.reason, "Bitte schreiben Sie, warum sich das ändert.", REASON_LENGTH)
    old = at.case.reaction
    given = {name: getattr(step, name) for name in _ASPECTS if getattr(step, name) is not None}
    reaction = replace(old, **given)
    names = [name for name in _ASPECTS if getattr(reaction, name) is not getattr(old, name)]
    if not names:
        raise StepNotAllowed("Es hat sich nichts geändert.")
    if at.role is not Role.MANAGEMENT and any(not getattr(reaction, name) for name in names):
        raise NotPermitted("Den Schutz eines Vorgangs hebt nur die Geschäftsleitung auf.")
    changed, happened = _kept_from(at, _of_whom_it_is(at, reaction, names))
    return changed, (events.Corrected(at=at.now, fields=",".join(sorted(names))), *happened)


def _of_whom_it_is(at: Situation, reaction: Reaction, names: list[str]) -> Case:
    """Name whom it is about: who leads the teams now, and for good; nobody once that is lifted (A26)."""
    changed = replace(at.case, reaction=reaction)
    if "concerns_lead" not in names:
        return changed
    excluded = responsibility_for(reaction, at.rules.switches).lead_excluded
    changed = replace(changed, lead_excluded=excluded)
    return replace(changed, excluded=excluded_anew(at, changed) if excluded else ())


def _kept_from(at: Situation, case: Case) -> Decision:
    """Take the case out of the hands of those who must not know of it any more."""
    changed, waived = _without_contributions(at, case)
    handover = changed.handover
    if handover is not None and handover.is_open and handover.team not in {None, *open_to(changed)}:
        # The customer still waits: the management answers instead (A26).
        changed = replace(changed, handover=replace(handover, team=None))
    shielded = changed.reaction.confidential or changed.lead_excluded
    if shielded and changed.lead is Lead.TEAM:
        changed, moved = _to_management(at, changed)
        return changed, waived + moved
    holder = changed.holder
    if holder is not None and office_of(changed, Actor.of(holder, at.office, at.today)) is None:
        changed = let_go(changed)
    return changed, waived


def _to_management(at: Situation, case: Case) -> Decision:
    led_by_management = events.LeadChanged(at=at.now, old=case.lead, new=Lead.MANAGEMENT)
    if case.state in OVER:
        return replace(let_go(case), lead=Lead.MANAGEMENT), (led_by_management,)
    decided = DecisionState.NOT_NEEDED if case.decision is None else DecisionState.TAKEN
    changed = replace(
        let_go(case),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        decision_state=decided,
        transfer=None,
        returned=None,
        revision=None,
    )
    return changed, (
        led_by_management,
        events.StateChanged(at=at.now, old=case.state, new=changed.state),
    )


def _without_contributions(at: Situation, case: Case) -> Decision:
    """Do without what teams still owe that must not know of it: they could not write it (R13)."""
    owing = [c for c in case.contributions if not c.is_settled and c.team not in open_to(case)]
    kept = tuple(_waived(c) if c in owing else c for c in case.contributions)
    happened = tuple(events.ContributionWaived(at=at.now, team=c.team) for c in owing)
    return replace(case, contributions=kept), happened


def _waived(contribution: Contribution) -> Contribution:
    return replace(contribution, state=ContributionState.WAIVED, note=_NOT_ASKED)


TABLE: Table = {steps.Shield: Rule(_may_shield, _shield)}
