"""Ending a case without an answer (Z7): withdrawn, handed over, merged, recorded in error (A16-A18)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Ending
from procedure.errors import IncompleteReaction, NotPermitted
from procedure.recording import TEXT_MAX_LENGTH
from procedure.situation import Situation, not_over, only_bgf, only_lead
from procedure.transitions.finishing import person
from procedure.transitions.handover import nobody_waits
from procedure.transitions.holding import not_awaiting_signature
from procedure.transitions.rule import (
    REASON_LENGTH,
    Decision,
    Rule,
    Table,
    case_number,
    optional,
    required,
)
from procedure.vocabulary import CaseState, ConcernKind, EndReason, EscalationGround, Role

_DAB = ConcernKind.DIENSTAUFSICHTSBESCHWERDE


def _may_end(at: Situation) -> None:
    not_over(at)
    nobody_waits(at)
    not_awaiting_signature(at)


def only_who_withdraws(at: Situation) -> None:
    """After a Dienstaufsichtsbeschwerde or a threat the management says whether it goes on (A16)."""
    if _stays_with_management(at.case):
        if at.role is not Role.MANAGEMENT:
            raise NotPermitted("Ob es hier weitergeht, entscheidet die Geschäftsleitung.")
    else:
        only_lead(at)


def _may_withdraw(at: Situation) -> None:
    only_who_withdraws(at)
    _may_end(at)


def _stays_with_management(case: Case) -> bool:
    grounds: set[EscalationGround | None] = {case.reaction.escalation_ground, case.talk.ground}
    return _DAB in case.reaction.concerns or grounds != {None}


def _withdraw(at: Situation, step: steps.Withdraw) -> Decision:
    sentence = "Bitte schreiben Sie kurz, wie die Reaktion zurückgenommen wurde."
    note = required("note", step.note, sentence, REASON_LENGTH)
    return _end(at, EndReason.WITHDRAWN, note=note)


def _may_hand_over(at: Situation) -> None:
    only_lead(at)
    _may_end(at)


def _hand_over(at: Situation, step: steps.HandOver) -> Decision:
    sentence = "Bitte nennen Sie die Stelle, die zuständig ist."
    authority = required("authority", step.authority, sentence, TEXT_MAX_LENGTH)
    note = optional("note", step.note, REASON_LENGTH)
    return _end(at, EndReason.HANDED_OVER, note=note, target=authority)


def _may_end_formally(at: Situation) -> None:
    only_bgf(at)
    _may_end(at)


def _mark_recorded_in_error(at: Situation, step: steps.MarkRecordedInError) -> Decision:
    sentence = "Bitte schreiben Sie, warum das keine Kundenreaktion ist."
    reason = required("reason", step.reason, sentence, REASON_LENGTH)
    return _end(at, EndReason.RECORDED_IN_ERROR, note=reason)


def _merge(at: Situation, step: steps.MergeInto) -> Decision:
    target = case_number("target_number", step.target_number)
    if target == at.case.number:
        raise IncompleteReaction(
            "target_number", "Das ist dieser Vorgang selbst. Bitte nennen Sie die Nummer des anderen."
        )
    note = optional("note", step.note, REASON_LENGTH)
    return _end(at, EndReason.MERGED, note=note, target=target)


def _end(at: Situation, reason: EndReason, *, note: str, target: str = "") -> Decision:
    ending = Ending(reason=reason, ended_at=at.now, ended_by=person(at), note=note, target=target)
    changed = replace(at.case, state=CaseState.ENDED, ending=ending, transfer=None, revision=None)
    number = target if reason is EndReason.MERGED else ""
    return changed, (
        events.StateChanged(at=at.now, old=at.case.state, new=changed.state),
        events.Ended(at=at.now, reason=reason, target=number),
    )


TABLE: Table = {
    steps.Withdraw: Rule(_may_withdraw, _withdraw),
    steps.HandOver: Rule(_may_hand_over, _hand_over),
    steps.MarkRecordedInError: Rule(_may_end_formally, _mark_recorded_in_error),
    steps.MergeInto: Rule(_may_end_formally, _merge),
}
