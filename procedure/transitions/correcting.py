"""Putting right what was typed (R50, A15, A35): every old value stays in the history."""

from dataclasses import fields, replace
from typing import Any, Final

from procedure import events, steps
from procedure.case import Case, Reaction
from procedure.case_parts import Acknowledgement
from procedure.deadlines import deadlines_of
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.recording import TEXT_MAX_LENGTH, check_complete, check_external_due, recording_duty
from procedure.situation import Situation, not_over
from procedure.transitions import forwarding
from procedure.transitions.correcting_talk import check_wish, follow_wish
from procedure.transitions.handover import nobody_waits
from procedure.transitions.holding import not_awaiting_signature
from procedure.transitions.receipts import count_anew
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, required
from procedure.transitions.spoken_or_written import follow_channel
from procedure.vocabulary import AcknowledgementState, Parting, WaiverReason

_CUSTOMER: Final = {"customer_name": "name", "customer_contact": "contact", "customer_number": "number"}
_MOVE_DEADLINES: Final = frozenset({"received_at", "external_due_on"})
_FACTS: Final = frozenset({"resolved_on_spot", "time_consuming", "reached_leadership"})
"""What the duty to record rests on (R4-R6): its reasons are found anew, the case stays one."""
_FORMAL: Final = frozenset(
    {"channel", "received_at", "origin", "origin_detail", "external_due_on", "third_party_authorised"}
)
"""What only the BGF puts right: channel, receipt, origin and dates (R14, R16)."""


def _may_correct(at: Situation) -> None:
    if not (_is_bgf(at) or at.answers):
        raise NotPermitted("Das berichtigt das BGF oder die federführende Stelle.")
    not_over(at)
    not_awaiting_signature(at)


def _is_bgf(at: Situation) -> bool:
    return at.actor.is_bgf and at.role is not None


def _correct(at: Situation, step: steps.Correct) -> Decision:
    required("reason", step.reason, "Bitte schreiben Sie, warum Sie das berichtigen.", REASON_LENGTH)
    old = at.case.reaction
    corrected = _corrected(old, step)
    names = _differences(old, corrected)
    if not names:
        raise StepNotAllowed("Es hat sich nichts geändert.")
    if names & _FORMAL and not _is_bgf(at):
        raise NotPermitted("Weg, Eingang, Herkunft und Termine berichtigt das BGF.")
    if "concerns_management" in names and not _is_bgf(at):
        raise NotPermitted("Ob es um die Geschäftsleitung selbst geht, hält das BGF fest.")
    if "talk_wish" in names:
        check_wish(at, corrected)
    _check(at, corrected, names)
    changed = replace(at.case, reaction=corrected)
    happened: tuple[events.Event, ...] = (events.Corrected(at=at.now, fields=",".join(sorted(names))),)
    if corrected.channel.is_oral is not old.channel.is_oral:
        changed, followed = follow_channel(at, changed)
        happened += followed
    if names & _MOVE_DEADLINES:
        changed, moved = count_anew(at, changed, "berichtigung")
        happened += moved
    if names & _FACTS:
        duty = recording_duty(corrected, at.rules.switches)
        changed = replace(changed, record_reasons=duty.reasons)
    if "talk_wish" in names:
        changed, wished = follow_wish(at, changed)
        happened += wished
    if corrected.anonymous is not old.anonymous:
        changed, owed = _address_changed(at, changed)
        happened += owed
    return changed, happened


def _corrected(old: Reaction, step: steps.Correct) -> Reaction:
    given = {f.name: getattr(step, f.name) for f in fields(step) if getattr(step, f.name) is not None}
    given.pop("reason")
    remove = given.pop("remove_external_due")
    # A term of the procedure is a str to Python, but nothing anybody typed.
    typed = {name: value.strip() if type(value) is str else value for name, value in given.items()}
    person = {_CUSTOMER[name]: typed.pop(name) for name in _CUSTOMER if name in typed}
    values: dict[str, Any] = typed
    if remove:
        values["external_due_on"] = None
    if person:
        customer = replace(old.customer, **person)
        values |= {"customer": customer, "anonymous": customer.is_anonymous}
    corrected = replace(old, **values)
    # Nobody parts from a letter.
    return corrected if corrected.channel.is_oral else replace(corrected, parting=None)


def _differences(old: Reaction, new: Reaction) -> frozenset[str]:
    """Name what is different now, under the names of the step's fields."""
    names = {
        f.name
        for f in fields(steps.Correct)
        if hasattr(old, f.name) and getattr(old, f.name) != getattr(new, f.name)
    }
    names |= {
        name for name, part in _CUSTOMER.items() if getattr(old.customer, part) != getattr(new.customer, part)
    }
    return frozenset(names)


def _check(at: Situation, corrected: Reaction, names: frozenset[str]) -> None:
    # Further alerts join the note of the first: together they may be longer than what is typed at once.
    note = corrected.escalation_note
    checked = note if "escalation_note" in names else note[:TEXT_MAX_LENGTH]
    try:
        check_complete(replace(corrected, escalation_note=checked), at.now)
    except IncompleteReaction as missing:
        raise IncompleteReaction(missing.field.replace(".", "_"), str(missing)) from None
    if "received_at" in names and corrected.received_at > at.case.registered_at:
        raise IncompleteReaction(
            "received_at", "Der Eingang liegt nach der Erfassung. Bitte prüfen Sie Tag und Uhrzeit."
        )
    if names & _MOVE_DEADLINES:
        check_external_due(corrected, at.rules.day(corrected.received_at))
    if names & {"channel", "parting"}:
        nobody_waits(at)
    if "parting" in names and corrected.parting is Parting.WAITING:
        raise IncompleteReaction(
            "parting", "Nachträglich kann niemand mehr warten. Bitte wählen Sie eine andere Angabe."
        )


def _address_changed(at: Situation, case: Case) -> Decision:
    """Owe the acknowledgement that fell away for want of an address, or let it fall away now (A15)."""
    if case.reaction.anonymous:
        return _address_lost(at, case)
    due_on = deadlines_of(case.reaction, at.rules).acknowledge_by
    if case.acknowledgement.waiver is not WaiverReason.NO_ADDRESS or due_on is None:
        return case, ()
    owed = Acknowledgement(state=AcknowledgementState.OPEN)
    changed = replace(case, acknowledgement=owed, acknowledge_by=due_on)
    return changed, (events.AcknowledgementOwed(at=at.now, due_on=due_on),)


def _address_lost(at: Situation, case: Case) -> Decision:
    if case.acknowledgement.state is not AcknowledgementState.OPEN:
        return case, ()
    waived = Acknowledgement(
        state=AcknowledgementState.WAIVED, settled_at=at.now, waiver=WaiverReason.NO_ADDRESS
    )
    changed, moved = forwarding.forward(at, replace(case, acknowledgement=waived, acknowledge_by=None))
    return changed, (events.AcknowledgementWaived(at=at.now, reason=WaiverReason.NO_ADDRESS), *moved)


TABLE: Table = {steps.Correct: Rule(_may_correct, _correct)}
