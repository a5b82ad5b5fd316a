"""A case is kept from others: so are the duplicates that were merged into it (A17; A26, A34).

They tell of the same matter. Protection spreads, its end does not: each case is opened again by itself.
"""

from dataclasses import replace
from typing import Final

from casework.changing import keep, one_change
from casework.corrections import corrections_between
from casework.follow_ups import link_anew, unlinked_anew
from casework.ports import UnitOfWork
from procedure import events
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import decide, permitted
from procedure.situation import Situation
from procedure.steps import Shield
from procedure.transitions.rule import Decision
from procedure.vocabulary import CaseState, EndReason

_ASSISTANT: Final = Actor(staff_id=None, is_management=True, is_trusted=True)
"""Shields a duplicate that is kept from the acting person herself already."""


async def shield_merged(at: Situation, target: Case, step: Shield, unit: UnitOfWork) -> None:
    """Keep what was merged into ``target`` from everybody whom that is kept from now.

    In the transaction of the step itself: lists, counts and searches never tell the two apart.
    """
    if not (target.reaction.confidential or target.lead_excluded):
        return
    for number in sorted({receipt.from_number for receipt in target.further_receipts} - {""}):
        merged = await unit.cases.find_by_number(number)
        if merged is None or merged.state is CaseState.ANONYMISED or not _was_merged(merged):
            continue
        there = replace(at, case=merged)
        changed, happened = await unlinked_anew(there, _shielded(there, target, step.reason), unit)
        if happened:
            await unit.corrections.append(corrections_between(there, changed, step.reason))
            await keep(there, changed, happened, unit)
            await link_anew(there, changed, unit)


def _was_merged(case: Case) -> bool:
    return case.ending is not None and case.ending.reason is EndReason.MERGED


def _shielded(there: Situation, target: Case, reason: str) -> Decision:
    """Give the duplicate the target's protection, and keep it from the same people."""
    old, wanted = there.case.reaction, target.reaction
    shield = Shield(
        reason=reason,
        confidential=True if wanted.confidential and not old.confidential else None,
        concerns_lead=True if wanted.concerns_lead and not old.concerns_lead else None,
    )
    changed: Case = there.case
    happened: tuple[events.Event, ...] = ()
    if shield.confidential or shield.concerns_lead:
        by = there.actor if permitted(there, Shield) else _ASSISTANT
        changed, happened = decide(replace(there, actor=by), shield)
    # It may name other teams than the target does: the target's people are kept from it all the same.
    excluded = tuple(dict.fromkeys((*changed.excluded, *target.excluded)))
    if excluded != changed.excluded:
        changed = replace(changed, excluded=excluded)
        happened = happened or (events.Corrected(at=there.now, fields="concerns_lead"),)
    return one_change(there, (changed, happened)) if happened else (there.case, ())
