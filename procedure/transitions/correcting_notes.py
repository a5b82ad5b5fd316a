"""Putting right what was noted about what was done: each office its own notes (R14, R18, R21, R28, R50)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Informing, InterimNotice
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.situation import OVER, Situation
from procedure.transitions.formal import TOOL_REF_LENGTH
from procedure.transitions.informing import MOST_EMPLOYEES, may_settle, settle
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, optional, past_day, required
from procedure.transitions.talk import NOTE_LENGTH
from procedure.vocabulary import AcknowledgementState, CaseState, InformingState, Role, TalkState, TeamId

_NOTED = frozenset({InformingState.DONE, InformingState.NOBODY})


def corrects_tool_record(at: Situation) -> bool:
    """Tell whether this person may put the record in the KRM-Tool right: until the file is complete."""
    return _files(at) and at.case.recorded_in_tool_at is not None


def corrects_acknowledgement(at: Situation) -> bool:
    """Tell whether this person may put right when and how the acknowledgement went out."""
    return _files(at) and at.case.acknowledgement.state is AcknowledgementState.SENT


def corrects_interim_notices(at: Situation) -> bool:
    """Tell whether this person may put right when and how an interim notice went out."""
    return at.answers and at.case.state not in OVER and bool(at.case.interim_notices)


def corrects_informing(at: Situation, row: Informing) -> bool:
    """Tell whether this person may put right what is noted of a team's employees (R21)."""
    return at.case.state not in OVER and row.state in _NOTED and may_settle(at, row.team)


def corrects_talk(at: Situation) -> bool:
    """Tell whether this person may put right what is noted of the talk that took place (R41)."""
    held = at.case.talk.state is TalkState.HELD
    return held and at.role is Role.MANAGEMENT and at.case.state not in OVER


def _files(at: Situation) -> bool:
    filed = at.case.filed_at is not None or at.case.state is CaseState.ANONYMISED
    return at.actor.is_bgf and at.role is not None and not filed


def _may_correct(at: Situation) -> None:
    if at.role is None:
        raise NotPermitted
    own = (
        corrects_tool_record(at),
        corrects_acknowledgement(at),
        corrects_interim_notices(at),
        corrects_talk(at),
    )
    if not any((*own, *(corrects_informing(at, row) for row in at.case.informing))):
        raise StepNotAllowed("Hier haben Sie nichts vermerkt, was zu berichtigen ist.")


def _correct(at: Situation, step: steps.CorrectNotes) -> Decision:
    required("reason", step.reason, "Bitte schreiben Sie, warum Sie das berichtigen.", REASON_LENGTH)
    changed, names = at.case, list[str]()
    for correct in (_tool_record, _acknowledgement, _interim_notice, _talk):
        changed = correct(at, changed, step)
    names += _differences(at.case, changed)
    changed, happened = _informing(at, changed, step)
    names += ["informing"] if happened else []
    if not names:
        raise StepNotAllowed("Es hat sich nichts geändert.")
    return changed, (events.Corrected(at=at.now, fields=",".join(sorted(names))), *happened)


def _differences(old: Case, new: Case) -> Iterator[str]:
    if old.krm_tool_ref != new.krm_tool_ref:
        yield "krm_tool_ref"
    if old.acknowledgement.sent_on != new.acknowledgement.sent_on:
        yield "ack_sent_on"
    if old.acknowledgement.way is not new.acknowledgement.way:
        yield "ack_way"
    if [n.sent_on for n in old.interim_notices] != [n.sent_on for n in new.interim_notices]:
        yield "interim_sent_on"
    if [n.way for n in old.interim_notices] != [n.way for n in new.interim_notices]:
        yield "interim_way"
    if old.talk.held_on != new.talk.held_on:
        yield "talk_held_on"
    if old.talk.held_note != new.talk.held_note:
        yield "talk_held_note"


def _tool_record(at: Situation, case: Case, step: steps.CorrectNotes) -> Case:
    if step.krm_tool_ref is None:
        return case
    if not corrects_tool_record(at):
        raise NotPermitted("Die Nummer im KRM-Tool berichtigt das BGF, solange die Ablage offen ist.")
    return replace(case, krm_tool_ref=optional("krm_tool_ref", step.krm_tool_ref, TOOL_REF_LENGTH))


def _acknowledgement(at: Situation, case: Case, step: steps.CorrectNotes) -> Case:
    if step.ack_sent_on is None and step.ack_way is None:
        return case
    if not corrects_acknowledgement(at):
        raise NotPermitted(
            "Die versandte Eingangsbestätigung berichtigt das BGF, solange die Ablage offen ist."
        )
    old = case.acknowledgement
    sent_on = old.sent_on if step.ack_sent_on is None else past_day(at, "ack_sent_on", step.ack_sent_on)
    return replace(case, acknowledgement=replace(old, sent_on=sent_on, way=step.ack_way or old.way))


def _interim_notice(at: Situation, case: Case, step: steps.CorrectNotes) -> Case:
    if step.interim_sent_on is None and step.interim_way is None:
        return case
    if not corrects_interim_notices(at):
        raise NotPermitted(
            "Zwischennachrichten berichtigt die federführende Stelle, solange der Vorgang läuft."
        )
    number = step.interim_number or len(case.interim_notices)
    if not 1 <= number <= len(case.interim_notices):
        raise IncompleteReaction("interim_number", "Diese Zwischennachricht gibt es nicht.")
    old = case.interim_notices[number - 1]
    sent_on = old.sent_on
    if step.interim_sent_on is not None:
        sent_on = past_day(at, "interim_sent_on", step.interim_sent_on)
    late = sent_on > _promised_before(case, old)
    new = replace(old, sent_on=sent_on, way=step.interim_way or old.way, late=late)
    return replace(case, interim_notices=tuple(new if n is old else n for n in case.interim_notices))


def _talk(at: Situation, case: Case, step: steps.CorrectNotes) -> Case:
    if step.talk_held_on is None and step.talk_held_note is None:
        return case
    if not corrects_talk(at):
        raise NotPermitted("Das Gespräch berichtigt die Geschäftsleitung, solange der Vorgang läuft.")
    old = case.talk
    held_on, held_note = old.held_on, old.held_note
    if step.talk_held_on is not None:
        held_on = past_day(at, "talk_held_on", step.talk_held_on)
    if step.talk_held_note is not None:
        held_note = optional("talk_held_note", step.talk_held_note, NOTE_LENGTH)
    return replace(case, talk=replace(old, held_on=held_on, held_note=held_note))


def _promised_before(case: Case, notice: InterimNotice) -> date:
    """Return the deadline that ran when an interim notice went out."""
    if notice.number > 1:
        return case.interim_notices[notice.number - 2].until
    return case.original_close_by or case.close_by


def _informing(at: Situation, case: Case, step: steps.CorrectNotes) -> Decision:
    if step.informed_on is None and step.informed_count is None:
        return case, ()
    row = _row(at, step.team)
    count = row.count if step.informed_count is None else step.informed_count
    if count is None or not 0 <= count <= MOST_EMPLOYEES:
        raise IncompleteReaction(
            "informed_count", "Bitte geben Sie an, wie viele Beschäftigte informiert sind. 0 heißt: niemand."
        )
    right = Informing(team=row.team, state=InformingState.NOBODY)
    if count:
        informed_on = past_day(at, "informed_on", step.informed_on or row.informed_on)
        right = Informing(team=row.team, state=InformingState.DONE, informed_on=informed_on, count=count)
    return settle(replace(at, case=case), right) if right != row else (case, ())


def _row(at: Situation, team: TeamId | None) -> Informing:
    own = [row for row in at.case.informing if corrects_informing(at, row)]
    chosen = [row for row in own if row.team == team] if team is not None else own
    if not own:
        raise NotPermitted("Das berichtigt die Teamleitung, die ihre Beschäftigten informiert hat.")
    if len(chosen) != 1:
        raise IncompleteReaction("team", "Bitte wählen Sie das Team, dessen Angabe falsch ist.")
    return chosen[0]


TABLE: Table = {steps.CorrectNotes: Rule(_may_correct, _correct)}
