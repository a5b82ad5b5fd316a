"""It was written and not spoken after all, or the other way round (R22, R23, R33, R35, A15).

What follows is what would have followed at the registration, unless it is settled already.
"""

from dataclasses import replace

from procedure import events
from procedure.case import Case, Reaction
from procedure.case_parts import Acknowledgement
from procedure.deadlines import deadlines_of
from procedure.recording import recording_duty
from procedure.situation import Situation
from procedure.transitions import forwarding
from procedure.transitions.oral import letter_came
from procedure.transitions.rule import Decision
from procedure.vocabulary import AcknowledgementState, CaseState, Lead, WaiverReason


def follow_channel(at: Situation, case: Case) -> Decision:
    """Let acknowledgement, decision, state and the reasons to record follow a corrected channel."""
    reasons = recording_duty(case.reaction, at.rules.switches).reasons
    changed, happened = _acknowledgement(at, replace(case, record_reasons=reasons))
    changed, owed = forwarding.decision_pending(at, changed)
    happened += owed
    state = _state(at, changed)
    if state is not changed.state:
        happened += (events.StateChanged(at=at.now, old=changed.state, new=state),)
        changed = replace(changed, state=state)
    return changed, happened


def _acknowledgement(at: Situation, case: Case) -> Decision:
    """Owe the acknowledgement of what came in writing; what was sent or has fallen away stands."""
    before = case.acknowledgement.state
    if before in {AcknowledgementState.SENT, AcknowledgementState.WAIVED}:
        return case, ()
    due_on = deadlines_of(_in_writing(case), at.rules).acknowledge_by
    if due_on is not None:
        owed = Acknowledgement(state=AcknowledgementState.OPEN)
        changed = replace(case, acknowledgement=owed, acknowledge_by=due_on)
        is_new = before is not AcknowledgementState.OPEN
        return changed, (events.AcknowledgementOwed(at=at.now, due_on=due_on),) if is_new else ()
    if not letter_came(case):
        return replace(case, acknowledgement=Acknowledgement(), acknowledge_by=None), ()
    waived = Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=at.now, waiver=WaiverReason.NO_ADDRESS
    )
    changed = replace(case, acknowledgement=waived, acknowledge_by=None)
    return changed, (events.AcknowledgementWaived(at=at.now, reason=WaiverReason.NO_ADDRESS),)


def _in_writing(case: Case) -> Reaction:
    """Return the reaction; where it was spoken and a letter followed, as that letter arrived (A13)."""
    letters = [receipt for receipt in case.further_receipts if not receipt.channel.is_oral]
    if not case.reaction.channel.is_oral or not letters:
        return case.reaction
    first = min(letters, key=lambda letter: letter.received_at)
    return replace(case.reaction, channel=first.channel, received_at=first.received_at)


def _state(at: Situation, case: Case) -> CaseState:
    """Put a case that nobody has begun where it would wait; a team that works on it keeps it."""
    if case.lead is not Lead.TEAM or case.returned is not None:
        return case.state
    if case.state is CaseState.WITH_TEAM_LEAD and not case.reaction.channel.is_oral:
        return CaseState.IN_PROGRESS_TEAM if forwarding.is_due(at, case) else CaseState.RECORDED
    if case.state is CaseState.RECORDED and case.reaction.channel.is_oral:
        begun = case.holder is not None or case.treatment is not None
        return CaseState.IN_PROGRESS_TEAM if begun else CaseState.WITH_TEAM_LEAD
    return case.state
