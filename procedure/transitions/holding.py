"""Somebody takes a case over (GA II, V; R10, R11, R37)."""

from dataclasses import replace

from procedure import events
from procedure.situation import Situation
from procedure.transitions.rule import Decision
from procedure.vocabulary import CaseState


def hold(at: Situation) -> Decision:
    """Make the acting person the holder; a spoken case moves on to Z3 with it."""
    changed = replace(
        at.case, holder=at.actor.staff_id, taken_over_at=at.now, holder_on_behalf=at.is_on_behalf
    )
    happened: tuple[events.Event, ...] = (events.TakenOver(at=at.now),)
    # A written reaction counts as handed over only with the acknowledgement (R25): the holder may
    # already look into it (A3), the state waits.
    if at.case.state is CaseState.WITH_TEAM_LEAD:
        changed = replace(changed, state=CaseState.IN_PROGRESS_TEAM)
        happened += (events.StateChanged(at=at.now, old=at.case.state, new=changed.state),)
    return changed, happened
