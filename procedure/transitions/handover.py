"""While a customer waits: who answers, who is asked too (GA V; R35-R37)."""

from dataclasses import replace
from datetime import datetime, timedelta

from procedure import events, steps
from procedure.case import Handover
from procedure.case_parts import OralTreatment
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.situation import Situation, not_over
from procedure.standing import speaks_for
from procedure.transitions.holding import hold
from procedure.transitions.rule import Decision, Rule, Table, optional
from procedure.vocabulary import CaseState, HandoverAnswer, Treatment

PLACE_LENGTH = 80
CALLBACK_LENGTH = 200
APPOINTMENT_HORIZON = timedelta(days=366)


def open_handover(at: Situation) -> Handover:
    """Return the hand-over that waits for an answer; StepNotAllowed where none does."""
    not_over(at)
    if at.case.handover is None or not at.case.handover.is_open:
        raise StepNotAllowed("Die Übergabe ist schon beantwortet.")
    return at.case.handover


def is_asked(at: Situation, handover: Handover) -> bool:
    """Tell whether this person is asked to answer the waiting customer."""
    if handover.team is None:
        return at.actor.is_management and at.role is not None
    return speaks_for(at.case, at.actor, handover.team) is not None


def answered_first(at: Situation) -> None:
    """Refuse whoever is asked by a waiting customer and has not answered.

    Only those: a case that the management leads does not wait for a Teamleitung's answer.
    """
    handover = at.case.handover
    if handover is not None and handover.is_open and is_asked(at, handover):
        raise StepNotAllowed("Die Kundin oder der Kunde wartet. Bitte antworten Sie zuerst.")


def nobody_waits(at: Situation) -> None:
    """Refuse to end a case while its customer waits for an answer (R35)."""
    if at.case.handover is not None and at.case.handover.is_open:
        raise StepNotAllowed("Die Kundin oder der Kunde wartet noch auf eine Antwort.")


def check_appointment(field: str, appointment_at: datetime | None, now: datetime) -> datetime:
    """Return an appointment that is still to come; IncompleteReaction otherwise."""
    if appointment_at is None:
        raise IncompleteReaction(field, "Bitte wählen Sie Tag und Uhrzeit.")
    if not now < appointment_at <= now + APPOINTMENT_HORIZON:
        raise IncompleteReaction(field, "Bitte wählen Sie einen Zeitpunkt, der noch kommt.")
    return appointment_at


def _may_answer(at: Situation) -> None:
    if not is_asked(at, open_handover(at)):
        raise NotPermitted


def _may_ask_deputy(at: Situation) -> None:
    handover = open_handover(at)
    if handover.deputy_asked_at is not None:
        raise StepNotAllowed("Die Stellvertretung ist schon gefragt.")
    if at.actor.staff_id is None:
        return  # a time ran out; the management has no deputy, then the BGF and the desk are told
    if handover.team is None or speaks_for(at.case, at.actor, handover.team) is None:
        raise NotPermitted


def _answer(at: Situation, step: steps.AnswerHandover) -> Decision:
    handover = open_handover(at)
    _check_promise(step, at.now)
    answered = replace(
        handover,
        answer=step.answer,
        answered_at=at.now,
        answered_by=at.actor.staff_id,
        on_behalf=at.is_on_behalf,
        appointment_at=step.appointment_at,
        place=step.place.strip(),
        callback=step.callback.strip(),
    )
    changed = replace(at.case, handover=answered)
    happened: tuple[events.Event, ...] = (events.HandoverAnswered(at=at.now, answer=step.answer),)
    # Going to see the customer leaves open how the case goes on (R37); every other answer decides it.
    if step.answer is not HandoverAnswer.COME and at.case.state is CaseState.WITH_TEAM_LEAD:
        changed, taken = hold(replace(at, case=changed), _treatment(step, at.now))
        happened += taken
    return changed, happened


def _treatment(step: steps.AnswerHandover, now: datetime) -> OralTreatment:
    """Read from the answer how the Teamleitung deals with a spoken reaction (R30, R37)."""
    kinds = {
        HandoverAnswer.APPOINTMENT: Treatment.APPOINTMENT,
        HandoverAnswer.WRITTEN: Treatment.REFERRED_TO_WRITING,
    }
    return OralTreatment(
        kind=kinds.get(step.answer, Treatment.IN_PROGRESS),
        at=now,
        appointment_at=step.appointment_at,
        place=step.place.strip(),
    )


def _check_promise(step: steps.AnswerHandover, now: datetime) -> None:
    match step.answer:
        case HandoverAnswer.APPOINTMENT:
            check_appointment("day", step.appointment_at, now)
            optional("place", step.place, PLACE_LENGTH)
        case HandoverAnswer.CALLBACK:
            if not step.callback.strip():
                raise IncompleteReaction("callback", "Bitte sagen Sie, wann Sie zurückrufen.")
            optional("callback", step.callback, CALLBACK_LENGTH)
        case HandoverAnswer.COME | HandoverAnswer.WRITTEN:
            pass


def _ask_deputy(at: Situation, step: steps.AskDeputy) -> Decision:
    handover = replace(open_handover(at), deputy_asked_at=at.now)
    return replace(at.case, handover=handover), (events.DeputyAsked(at=at.now, timed_out=step.timed_out),)


TABLE: Table = {
    steps.AnswerHandover: Rule(_may_answer, _answer),
    steps.AskDeputy: Rule(_may_ask_deputy, _ask_deputy),
}
