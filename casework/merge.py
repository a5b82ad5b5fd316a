"""Merges a duplicate into the case that was there before (A17): counted once, every receipt kept."""

from dataclasses import replace
from datetime import timedelta

from casework.by_number import case_by_number
from casework.changing import one_change
from casework.permissions import viewpoint_of
from casework.ports import UnitOfWork
from procedure import steps
from procedure.case import Case
from procedure.case_parts import FurtherReceipt
from procedure.errors import IncompleteReaction
from procedure.events import Event
from procedure.lifecycle import decide
from procedure.situation import OVER, Situation
from procedure.standing import may_name
from procedure.transitions.rule import Decision
from procedure.vocabulary import EndReason

_FIELD = "target_number"


def normalised(step: steps.MergeInto) -> steps.MergeInto:
    """Write the number as the office does, however it was typed."""
    return replace(step, target_number=step.target_number.strip().upper())


async def target_of(at: Situation, step: steps.MergeInto, unit: UnitOfWork) -> Case:
    """Load the case that a duplicate is merged into; IncompleteReaction where that cannot be."""
    if step.target_number == at.case.number:
        raise IncompleteReaction(
            _FIELD, "Das ist dieser Vorgang selbst. Bitte nennen Sie die Nummer des anderen."
        )
    target = await case_by_number(step.target_number, at.actor, at.now, unit)
    if target is None:
        raise IncompleteReaction(
            _FIELD, "Diesen Vorgang gibt es nicht, oder er liegt nicht in Ihrer Zuständigkeit."
        )
    if target.state in OVER:
        raise IncompleteReaction(
            _FIELD, "Der andere Vorgang ist schon beendet. Bitte nennen Sie einen offenen Vorgang."
        )
    if not (may_name(at.case, target) and may_name(target, at.case)):
        raise IncompleteReaction(
            _FIELD, "Einer der beiden Vorgänge ist besonders geschützt. Sie lassen sich nicht zusammenführen."
        )
    return target


def take_over(duplicate: Case, at_target: Situation) -> Decision:
    """Give the target the duplicate's receipt, and those that had been merged into that one before."""
    own = FurtherReceipt(
        channel=duplicate.reaction.channel,
        origin=duplicate.reaction.origin,
        received_at=duplicate.reaction.received_at,
        noted_at=at_target.now,
        from_number=duplicate.number,
    )
    happened: tuple[Event, ...] = ()
    changed = at_target.case
    for receipt in (own, *duplicate.further_receipts):
        step = steps.AddReceipt(
            channel=receipt.channel,
            origin=receipt.origin,
            received_at=receipt.received_at,
            from_number=receipt.from_number or duplicate.number,
            acknowledged=duplicate.acknowledgement.is_settled,
        )
        changed, more = decide(replace(at_target, case=changed), step)
        happened += more
    return one_change(at_target, (changed, happened))


async def possible_duplicates(at: Situation, unit: UnitOfWork) -> tuple[str, ...]:
    """Name earlier and later cases of the same customer number that may be the same matter (A17).

    Within ``duplicate_window_days`` of the receipt, as far as the person may see them; only a hint.
    """
    number = at.case.reaction.customer.number
    if not number:
        return ()
    window = timedelta(days=at.rules.switches.duplicate_window_days)
    found: list[str] = []
    for case_id in await unit.cases.of_customer(number):
        other = await unit.cases.get(case_id) if case_id != at.case.id else None
        if other is None or viewpoint_of(other, at.actor, at.now) is None:
            continue
        merged = other.ending is not None and other.ending.reason is EndReason.MERGED
        if not merged and abs(other.reaction.received_at - at.case.reaction.received_at) <= window:
            found.append(other.number)
    return tuple(found)
