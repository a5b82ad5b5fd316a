"""The life cycle of a case: who may do what in which state, and what becomes of it.

``decide`` is the only function that changes a case. Each step is one small function here;
``permitted`` answers the same question without doing it, so that a card never offers what the
server would refuse.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from procedure import events, steps
from procedure.actor import Actor
from procedure.case import Case, Handover
from procedure.errors import IncompleteReaction, NotPermitted, ProcedureError, StepNotAllowed
from procedure.vocabulary import CaseState, HandoverAnswer, Lead, Role

Decision = tuple[Case, tuple[events.Event, ...]]

PLACE_LENGTH = 80
CALLBACK_LENGTH = 200
TOOL_REF_LENGTH = 40
APPOINTMENT_HORIZON = timedelta(days=366)

_OVER = frozenset({CaseState.CLOSED, CaseState.ENDED, CaseState.ANONYMISED})


def decide(case: Case, step: steps.CaseStep, actor: Actor, now: datetime) -> Decision:
    """Apply a step to a case.

    Returns the changed case (version + 1) and what happened. Raises NotPermitted (wrong office),
    StepNotAllowed (wrong state) or IncompleteReaction (a detail is missing); nothing has changed then.
    """
    check, apply = _TABLE[type(step)]
    check(case, actor)
    changed, happened = apply(case, step, actor, now)
    return replace(changed, version=case.version + 1), happened


def permitted(case: Case, step: type[steps.CaseStep], actor: Actor) -> bool:
    """Tell whether this person could take such a step now."""
    try:
        _TABLE[step][0](case, actor)
    except ProcedureError:
        return False
    return True


def opening_state(case_lead: Lead, *, oral: bool) -> CaseState:
    """State of a new case: Z4 where the management leads, Z2 for spoken ones, else Z1."""
    if case_lead is Lead.MANAGEMENT:
        return CaseState.IN_PROGRESS_MANAGEMENT
    return CaseState.WITH_TEAM_LEAD if oral else CaseState.RECORDED


def office_of(case: Case, actor: Actor) -> Role | None:
    """Name the most responsible office in which a person faces a case, or None for a stranger.

    The Teamleitung a reaction is about is a stranger to it, and so are her deputies: the
    management decides who contributes (A26).
    """
    if is_about(case, actor):
        return None
    if actor.is_management:
        return Role.MANAGEMENT
    if not case.lead_excluded:
        offices = {actor.stands_for(team) for team in case.reaction.teams}
        for office in (Role.TEAM_LEAD, Role.DEPUTY):
            if office in offices:
                return office
    return Role.BGF if actor.is_bgf else None


def is_about(case: Case, actor: Actor) -> bool:
    """Tell whether a case is about this person, who then never gets, sees or finds it (A26)."""
    return actor.staff_id in case.excluded


# Who, and in which state -----------------------------------------------------------------------


def _open_handover(case: Case) -> Handover:
    _not_over(case)
    if case.handover is None or not case.handover.is_open:
        raise StepNotAllowed("Die Übergabe ist schon beantwortet.")
    return case.handover


def _may_answer(case: Case, actor: Actor) -> None:
    if not _is_asked(case, _open_handover(case), actor):
        raise NotPermitted


def _is_asked(case: Case, handover: Handover, actor: Actor) -> bool:
    if handover.team is None:
        return actor.is_management and not is_about(case, actor)
    return not case.lead_excluded and actor.stands_for(handover.team) is not None


def _may_ask_deputy(case: Case, actor: Actor) -> None:
    handover = _open_handover(case)
    if handover.deputy_asked_at is not None:
        raise StepNotAllowed("Die Stellvertretung ist schon gefragt.")
    if actor.staff_id is None:
        return  # a time ran out; the management has no deputy, then the BGF and the desk are told
    if handover.team is None or case.lead_excluded or actor.stands_for(handover.team) is None:
        raise NotPermitted


def _may_take_over(case: Case, actor: Actor) -> None:
    _not_over(case)
    if case.lead is Lead.MANAGEMENT:
        allowed = actor.is_management and not is_about(case, actor)
    else:
        team = case.lead_team
        allowed = team is not None and not case.lead_excluded and actor.stands_for(team) is not None
    if not allowed:
        raise NotPermitted
    # Only for those who can: a case that the management leads does not wait for a Teamleitung's answer.
    if case.handover is not None and case.handover.is_open and _is_asked(case, case.handover, actor):
        raise StepNotAllowed("Die Kundin oder der Kunde wartet. Bitte antworten Sie zuerst.")
    if case.holder is not None and case.holder == actor.staff_id:
        raise StepNotAllowed("Sie haben diesen Vorgang schon übernommen.")


def _may_confirm_recorded(case: Case, actor: Actor) -> None:
    _not_over(case)
    if not actor.is_bgf or is_about(case, actor):
        raise NotPermitted
    if case.recorded_in_tool_at is not None:
        raise StepNotAllowed("Dieser Vorgang ist schon als erfasst bestätigt.")


def _not_over(case: Case) -> None:
    if case.state in _OVER:
        raise StepNotAllowed("Dieser Vorgang ist schon beendet.")


# What becomes of it ----------------------------------------------------------------------------


def _answer(case: Case, step: steps.AnswerHandover, actor: Actor, now: datetime) -> Decision:
    handover = _open_handover(case)
    _check_promise(step, now)
    answered = replace(
        handover,
        answer=step.answer,
        answered_at=now,
        answered_by=actor.staff_id,
        on_behalf=_on_behalf(case, actor),
        appointment_at=step.appointment_at,
        place=step.place.strip(),
        callback=step.callback.strip(),
    )
    changed = replace(case, handover=answered)
    happened: tuple[events.Event, ...] = (events.HandoverAnswered(at=now, answer=step.answer),)
    # Going to see the customer leaves open how the case goes on (R37); every other answer decides it.
    if step.answer is not HandoverAnswer.COME and case.state is CaseState.WITH_TEAM_LEAD:
        changed, taken = _hold(changed, actor, now)
        happened += taken
    return changed, happened


def _check_promise(step: steps.AnswerHandover, now: datetime) -> None:
    match step.answer:
        case HandoverAnswer.APPOINTMENT:
            if step.appointment_at is None:
                raise IncompleteReaction("day", "Bitte wählen Sie Tag und Uhrzeit.")
            if not now < step.appointment_at <= now + APPOINTMENT_HORIZON:
                raise IncompleteReaction("day", "Bitte wählen Sie einen Zeitpunkt, der noch kommt.")
            _check_length("place", step.place, PLACE_LENGTH)
        case HandoverAnswer.CALLBACK:
            if not step.callback.strip():
                raise IncompleteReaction("callback", "Bitte sagen Sie, wann Sie zurückrufen.")
            _check_length("callback", step.callback, CALLBACK_LENGTH)
        case HandoverAnswer.COME | HandoverAnswer.WRITTEN:
            pass


def _check_length(field: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise IncompleteReaction(field, f"Bitte kürzen Sie die Angabe auf höchstens {limit} Zeichen.")


def _ask_deputy(case: Case, step: steps.AskDeputy, _actor: Actor, now: datetime) -> Decision:
    handover = replace(_open_handover(case), deputy_asked_at=now)
    return replace(case, handover=handover), (events.DeputyAsked(at=now, timed_out=step.timed_out),)


def _take_over(case: Case, _step: steps.TakeOver, actor: Actor, now: datetime) -> Decision:
    return _hold(case, actor, now)


def _hold(case: Case, actor: Actor, now: datetime) -> Decision:
    changed = replace(
        case, holder=actor.staff_id, taken_over_at=now, holder_on_behalf=_on_behalf(case, actor)
    )
    happened: tuple[events.Event, ...] = (events.TakenOver(at=now),)
    # A written reaction counts as handed over only with the acknowledgement (R25): the holder may
    # already look into it (A3), the state waits.
    if case.state is CaseState.WITH_TEAM_LEAD:
        changed = replace(changed, state=CaseState.IN_PROGRESS_TEAM)
        happened += (events.StateChanged(at=now, old=case.state, new=changed.state),)
    return changed, happened


def _confirm_recorded(case: Case, step: steps.ConfirmRecorded, _actor: Actor, now: datetime) -> Decision:
    _check_length("krm_tool_ref", step.krm_tool_ref, TOOL_REF_LENGTH)
    changed = replace(case, recorded_in_tool_at=now, krm_tool_ref=step.krm_tool_ref.strip())
    return changed, (events.RecordedInTool(at=now),)


def _on_behalf(case: Case, actor: Actor) -> bool:
    return office_of(case, actor) is Role.DEPUTY


_TABLE: dict[type, tuple[Callable[[Case, Actor], None], Callable[..., Decision]]] = {
    steps.AnswerHandover: (_may_answer, _answer),
    steps.AskDeputy: (_may_ask_deputy, _ask_deputy),
    steps.TakeOver: (_may_take_over, _take_over),
    steps.ConfirmRecorded: (_may_confirm_recorded, _confirm_recorded),
}
