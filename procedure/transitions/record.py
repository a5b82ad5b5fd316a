"""Keeping the record right: correct, reclassify, add receipts, link later cases (R9, R50, A17, A36)."""

from dataclasses import replace

from procedure import events, steps
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.situation import Situation
from procedure.transitions import correcting, correcting_notes, receipts, reclassifying, shielding
from procedure.transitions.rule import Decision, Rule, Table, case_number
from procedure.vocabulary import CaseState


def _may_link(at: Situation) -> None:
    """Let the assistant link a case when its follow-up is registered, over or not; the BGF may by hand."""
    by_itself = at.actor.staff_id is None
    if not by_itself and not (at.actor.is_bgf and at.role is not None):
        raise NotPermitted("Das ist Sache des BGF.")
    if at.case.state is CaseState.ANONYMISED:
        raise StepNotAllowed("Dieser Vorgang ist schon beendet.")


def _link(at: Situation, step: steps.LinkFollowUp) -> Decision:
    number = case_number("number", step.number)
    if number == at.case.number:
        raise IncompleteReaction("number", "Das ist dieser Vorgang selbst.")
    if not step.linked:
        return _unlink(at, number)
    if number in at.case.followed_by:
        raise StepNotAllowed("Diese Folgereaktion ist schon verknüpft.")
    changed = replace(at.case, followed_by=(*at.case.followed_by, number))
    return changed, (events.FollowedUp(at=at.now, number=number),)


def _unlink(at: Situation, number: str) -> Decision:
    if number not in at.case.followed_by:
        raise StepNotAllowed("Diese Folgereaktion ist hier nicht verknüpft.")
    left = tuple(known for known in at.case.followed_by if known != number)
    return replace(at.case, followed_by=left), (events.FollowUpRemoved(at=at.now, number=number),)


TABLE: Table = {
    **correcting.TABLE,
    **correcting_notes.TABLE,
    **shielding.TABLE,
    **reclassifying.TABLE,
    **receipts.TABLE,
    steps.LinkFollowUp: Rule(_may_link, _link),
}
