"""The same matter arrives once more, or under an earlier date (GA III; A8, A13, A17, R22, R31)."""

from dataclasses import replace
from datetime import datetime

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, FurtherReceipt
from procedure.deadlines import deadlines_of
from procedure.errors import IncompleteReaction
from procedure.recording import check_receipt
from procedure.situation import Situation, not_over, only_bgf
from procedure.transitions.holding import not_awaiting_signature
from procedure.transitions.oral import letter_came, referred_to_writing
from procedure.transitions.rule import Decision, Rule, Table, case_number
from procedure.vocabulary import AcknowledgementState


def count_anew(at: Situation, case: Case, why: str) -> Decision:
    """Move the deadlines of a case whose receipt or external date is another one now.

    An acknowledgement that is still owed follows. Where an interim notice has promised another day
    the promise stands, and only the original day moves.
    """
    fresh = deadlines_of(case.reaction, at.rules)
    owed = case.acknowledgement.state is AcknowledgementState.OPEN
    if owed and fresh.acknowledge_by is not None:
        case = replace(case, acknowledge_by=fresh.acknowledge_by)
    if case.interim_notices:
        return replace(case, original_close_by=fresh.close_by), ()
    changed = replace(case, close_by=fresh.close_by, act_by=fresh.act_by)
    if changed.close_by == case.close_by:
        return changed, ()
    return changed, (events.DeadlineMoved(at=at.now, old=case.close_by, new=changed.close_by, why=why),)


def _may_add(at: Situation) -> None:
    not_over(at)
    only_bgf(at)
    not_awaiting_signature(at)


def _add(at: Situation, step: steps.AddReceipt) -> Decision:
    check_receipt(step.received_at, at.now)
    from_number = case_number("from_number", step.from_number) if step.from_number.strip() else ""
    if from_number == at.case.number:
        raise IncompleteReaction("from_number", "Das ist dieser Vorgang selbst.")
    receipt = FurtherReceipt(
        channel=step.channel,
        origin=step.origin,
        received_at=step.received_at,
        noted_at=at.now,
        from_number=from_number,
    )
    first_letter = not step.channel.is_oral and not letter_came(at.case)
    changed = replace(at.case, further_receipts=(*at.case.further_receipts, receipt))
    happened: tuple[events.Event, ...] = (
        events.ReceiptAdded(at=at.now, channel=step.channel, from_number=from_number),
    )
    if step.received_at < changed.reaction.received_at:
        changed, moved = _earliest(at, changed, step.received_at)
        happened += moved
    if first_letter:
        changed, moved = _letter_followed(at, changed, receipt, acknowledged=step.acknowledged)
        happened += moved
    return changed, happened


def _earliest(at: Situation, case: Case, received_at: datetime) -> Decision:
    """Let the earliest receipt count (A17)."""
    return count_anew(at, replace(case, reaction=replace(case.reaction, received_at=received_at)), "dublette")


def _letter_followed(at: Situation, case: Case, letter: FurtherReceipt, *, acknowledged: bool) -> Decision:
    """Owe an acknowledgement, as what was said is now in writing (R22, R31, A13).

    The 14 days run from the first contact, unless the office lets the letter start them anew.
    """
    written = replace(case.reaction, channel=letter.channel, received_at=letter.received_at)
    fresh = deadlines_of(written, at.rules)
    happened: tuple[events.Event, ...] = ()
    changed = case
    owes_none = acknowledged or case.acknowledgement.state is not AcknowledgementState.NOT_NEEDED
    if fresh.acknowledge_by is not None and not owes_none:
        changed = replace(
            changed,
            acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN),
            acknowledge_by=fresh.acknowledge_by,
        )
        happened += (events.AcknowledgementOwed(at=at.now, due_on=fresh.acknowledge_by),)
    restarts = at.rules.switches.written_followup_restarts_closing and referred_to_writing(case)
    if restarts and not case.interim_notices and fresh.close_by > case.close_by:
        changed = replace(changed, close_by=fresh.close_by, act_by=fresh.act_by)
        moved = events.DeadlineMoved(
            at=at.now, old=case.close_by, new=fresh.close_by, why="schreiben_eingegangen"
        )
        happened += (moved,)
    return changed, happened


TABLE: Table = {steps.AddReceipt: Rule(_may_add, _add)}
