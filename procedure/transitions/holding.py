"""Somebody takes a case over, and the office before lets go of it (GA II, V; R10, R11, R37, A18)."""

from dataclasses import replace

from procedure import events
from procedure.case import Case
from procedure.case_parts import OralTreatment
from procedure.errors import StepNotAllowed
from procedure.situation import Situation
from procedure.transitions.rule import Decision
from procedure.vocabulary import CaseState, Treatment


def hold(at: Situation, treatment: OralTreatment | None = None) -> Decision:
    """Make the acting person the holder; a spoken case moves on to Z3 with it.

    Whoever takes a spoken case over works on it herself, unless ``treatment`` says otherwise (R37).
    """
    changed = replace(
        at.case, holder=at.actor.staff_id, taken_over_at=at.now, holder_on_behalf=at.is_on_behalf
    )
    happened: tuple[events.Event, ...] = (events.TakenOver(at=at.now),)
    # A written reaction counts as handed over only with the acknowledgement (R25): the holder may
    # already look into it (A3), the state waits.
    if at.case.state is CaseState.WITH_TEAM_LEAD:
        treatment = treatment or OralTreatment(kind=Treatment.IN_PROGRESS, at=at.now)
        changed = replace(changed, state=CaseState.IN_PROGRESS_TEAM)
        happened += (events.StateChanged(at=at.now, old=at.case.state, new=changed.state),)
    if treatment is not None:
        changed = replace(changed, treatment=treatment)
    return changed, happened


def let_go(case: Case) -> Case:
    """Clear what the office before had taken: the next one takes over and confirms the receipt itself."""
    return replace(
        case,
        holder=None,
        taken_over_at=None,
        holder_on_behalf=False,
        acknowledgement=replace(case.acknowledgement, receipt_confirmed_at=None, receipt_confirmed_by=None),
    )


def not_returned(at: Situation) -> None:
    """Refuse the office that has given the case back: the BGF assigns it anew (A18)."""
    if at.case.returned is not None:
        raise StepNotAllowed("Dieser Vorgang ist zurückgegeben. Das BGF ordnet ihn neu zu.")


def not_awaiting_signature(at: Situation) -> None:
    """Refuse what would change a result that lies before the management (R34)."""
    if at.case.state is CaseState.FINAL_SIGNATURE:
        raise StepNotAllowed("Der Abschluss liegt der Geschäftsleitung zur Unterschrift vor.")


def no_transfer_pending(at: Situation) -> None:
    """Refuse while the management has not said whether it takes the case (R37)."""
    if at.case.transfer is not None:
        raise StepNotAllowed("Die Geschäftsleitung hat über die Abgabe noch nicht entschieden.")
