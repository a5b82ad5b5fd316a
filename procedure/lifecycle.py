"""The life cycle of a case: who may do what in which state, and what becomes of it.

``decide`` is the only function that changes a case. ``permitted`` answers the same question
without doing it, so that a card never offers what the server would refuse.
"""

from dataclasses import replace
from typing import Any

from procedure import steps
from procedure.errors import ProcedureError
from procedure.situation import Situation
from procedure.transitions import (
    acknowledgement,
    closing,
    contributions,
    ending,
    filing,
    handling,
    handover,
    informing,
    interim,
    management,
    record,
    reopening,
    retaining,
    talk,
)
from procedure.transitions.rule import Decision, Table

TABLE: Table = {
    **handover.TABLE,
    **handling.TABLE,
    **informing.TABLE,
    **interim.TABLE,
    **closing.TABLE,
    **ending.TABLE,
    **reopening.TABLE,
    **acknowledgement.TABLE,
    **record.TABLE,
    **filing.TABLE,
    **management.TABLE,
    **contributions.TABLE,
    **talk.TABLE,
    **retaining.TABLE,
}
"""Every step there is, with its rule."""


def decide(at: Situation, step: steps.CaseStep) -> Decision:
    """Apply a step to a case.

    Returns the changed case (version + 1) and what happened. Raises NotPermitted (wrong office),
    StepNotAllowed (wrong state) or IncompleteReaction (a detail is missing); nothing has changed then.
    """
    rule = TABLE[type(step)]
    rule.check(at)
    changed, happened = rule.apply(at, step)
    return replace(changed, version=at.case.version + 1), happened


def permitted(at: Situation, step: type[Any]) -> bool:
    """Tell whether this person could take such a step now."""
    try:
        TABLE[step].check(at)
    except ProcedureError:
        return False
    return True
