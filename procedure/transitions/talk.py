"""The wish to talk to the management, and the alert (GA VI; R38-R41, A30)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case_parts import Alert
from procedure.chain import stand_ins
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.situation import Situation, not_over, only_management
from procedure.standing import concerned_teams, is_about, open_to, speaks_for
from procedure.transitions.handover import check_appointment
from procedure.transitions.rule import Decision, Rule, Table, optional, past_day, required
from procedure.vocabulary import EscalationGround, TalkForm, TalkState, TalkWish, TeamId

ALERT_LENGTH = 200
NOTE_LENGTH = 1000

SPOKEN = frozenset({TalkForm.TELEPHONE, TalkForm.IN_PERSON})
"""The forms in which a talk takes place."""


def _only_part_of_it(at: Situation) -> None:
    """Refuse whoever neither has an office in the case nor reported it; never reveal more (A26, A34)."""
    reported = at.actor.staff_id is not None and at.actor.staff_id == at.case.registered_by
    hidden = is_about(at.case, at.actor) or at.case.reaction.confidential
    if at.role is None and (hidden or not reported):
        raise NotPermitted


def _may_wish(at: Situation) -> None:
    _only_part_of_it(at)
    not_over(at)
    if at.case.talk.state is not TalkState.NONE:
        raise StepNotAllowed("Der Gesprächswunsch ist schon vermerkt.")


def _wish(at: Situation, _step: steps.WishTalk) -> Decision:
    talk = replace(at.case.talk, state=TalkState.WISHED, wished_at=at.now)
    reaction = at.case.reaction
    if reaction.talk_wish is TalkWish.NONE:
        reaction = replace(reaction, talk_wish=TalkWish.WISH)
    return replace(at.case, reaction=reaction, talk=talk), (events.TalkWished(at=at.now),)


def _may_alert(at: Situation) -> None:
    _only_part_of_it(at)
    not_over(at)


def _alert(at: Situation, step: steps.RaiseAlert) -> Decision:
    """Alert at once. The text joins ``reaction.escalation_note``: one place, kept as personal data."""
    note = required("note", step.note, "Bitte schreiben Sie kurz, was geschehen ist.", ALERT_LENGTH)
    case = at.case
    _not_raised_today(at, step.ground)
    reaction = replace(
        case.reaction,
        escalation_ground=case.reaction.escalation_ground or step.ground,
        escalation_note="\n".join(filter(None, (case.reaction.escalation_note, note))),
    )
    talk = replace(case.talk, ground=step.ground)
    if talk.state is TalkState.NONE:
        talk = replace(talk, state=TalkState.WISHED, wished_at=at.now)
    alerts = (*case.alerts, Alert(ground=step.ground, raised_at=at.now))
    changed = replace(case, reaction=reaction, talk=talk, alerts=alerts)
    return changed, (events.AlertedLater(at=at.now, ground=step.ground),)


def _not_raised_today(at: Situation, ground: EscalationGround) -> None:
    """Refuse the same alert once more on the same day, whoever raises it: the management knows (A30)."""
    raised = [a.raised_at for a in at.case.alerts if a.ground is ground]
    today = [instant for instant in raised if at.rules.day(instant) == at.today]
    if today:
        local = at.rules.local(today[-1])
        raise StepNotAllowed(
            "Die Geschäftsleitung ist zu diesem Anlass schon verständigt, "
            f"heute um {local.hour}.{local.minute:02d} Uhr; zu einem anderen Anlass geht es weiterhin."
        )


def _may_note(at: Situation) -> None:
    not_over(at)
    if not any(speaks_for(at.case, at.actor, team) for team in concerned_teams(at.case.reaction)):
        raise NotPermitted("Den Vermerk schreibt die Teamleitung.")
    if at.case.talk.state not in {TalkState.WISHED, TalkState.NOTED}:
        raise StepNotAllowed("Zu diesem Vorgang steht kein Gesprächswunsch offen.")


def _note(at: Situation, step: steps.NoteForTalk) -> Decision:
    note = required(
        "note", step.note, "Bitte schreiben Sie, was die Geschäftsleitung vorher wissen muss.", NOTE_LENGTH
    )
    talk = replace(at.case.talk, state=TalkState.NOTED, note=note, noted_at=at.now)
    return replace(at.case, talk=talk), (events.TalkNoted(at=at.now),)


def _may_decide(at: Situation) -> None:
    only_management(at)
    not_over(at)
    talk = at.case.talk
    if talk.state in {TalkState.NONE, TalkState.HELD}:
        raise StepNotAllowed("Zu diesem Vorgang steht kein Gesprächswunsch offen.")
    if talk.state is TalkState.WISHED and talk.ground is None and _somebody_may_note(at):
        raise StepNotAllowed(
            "Bitte warten Sie auf den Vermerk der Teamleitung. "
            "Ohne ihn geht es nur bei Eskalation, Bedrohung oder schwerwiegender Gesamtsituation."
        )


def _somebody_may_note(at: Situation) -> bool:
    """Tell whether a Teamleitung or who stands in for her is here to write the note.

    Nobody is where the case is kept from the teams (A26, A34), or all are away: the management
    then need not wait for a note that cannot come.
    """
    return any(
        _is_staffed(team, at) for team in concerned_teams(at.case.reaction) if team in open_to(at.case)
    )


def _is_staffed(team: TeamId, at: Situation) -> bool:
    found = at.office.teams.get(team)
    if found is None or not found.active:
        return False
    people = [*stand_ins(team, at.office, at.today)]
    if found.lead is not None:
        people.append(found.lead)
    return any(p not in at.case.excluded and not at.office.is_absent(p, at.today) for p in people)


def _decide(at: Situation, step: steps.DecideTalk) -> Decision:
    note = optional("note", step.note, NOTE_LENGTH)
    if step.form is TalkForm.NO_TALK and not note:
        raise IncompleteReaction("note", "Bitte begründen Sie, warum es kein Gespräch gibt.")
    appointment_at = None
    if step.form in SPOKEN and step.appointment_at is not None:
        appointment_at = check_appointment("appointment_at", step.appointment_at, at.now)
    talk = replace(
        at.case.talk,
        state=TalkState.DECIDED,
        form=step.form,
        decision_note=note,
        appointment_at=appointment_at,
        decided_at=at.now,
    )
    return replace(at.case, talk=talk), (events.TalkDecided(at=at.now, form=step.form),)


def _may_confirm(at: Situation) -> None:
    only_management(at)
    not_over(at)
    talk = at.case.talk
    if talk.state is not TalkState.DECIDED or talk.form not in SPOKEN:
        raise StepNotAllowed("Zu diesem Vorgang ist kein Gespräch vereinbart.")


def _confirm(at: Situation, step: steps.ConfirmTalk) -> Decision:
    note = optional("note", step.note, NOTE_LENGTH)
    held_on = past_day(at, "held_on", step.held_on)
    talk = replace(at.case.talk, state=TalkState.HELD, held_on=held_on, held_note=note)
    return replace(at.case, talk=talk), (events.TalkHeld(at=at.now, held_on=held_on),)


TABLE: Table = {
    steps.WishTalk: Rule(_may_wish, _wish),
    steps.RaiseAlert: Rule(_may_alert, _alert),
    steps.NoteForTalk: Rule(_may_note, _note),
    steps.DecideTalk: Rule(_may_decide, _decide),
    steps.ConfirmTalk: Rule(_may_confirm, _confirm),
}
