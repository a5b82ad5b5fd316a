"""The interim notice: it takes longer, until when and why (GA III; R27-R29, A11, A12, A15)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from procedure import events, steps
from procedure.case_parts import InterimNotice
from procedure.days_in_words import day_in_words
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.rulebook import Rulebook
from procedure.situation import Situation, not_over
from procedure.transitions.holding import not_returned
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, past_day, required
from procedure.vocabulary import CaseState

HORIZON: Final = timedelta(days=366)
"""A promise further ahead is a slip of the keyboard."""
FURTHER: Final = timedelta(days=14)
"""As long again as the first time (R26)."""


def _may_send(at: Situation) -> None:
    not_over(at)
    if not at.answers:
        raise NotPermitted("Zwischennachrichten schreibt die federführende Stelle.")
    not_returned(at)
    case = at.case
    if case.reaction.anonymous or case.reaction.customer.is_anonymous:
        raise StepNotAllowed("Ohne Anschrift ist keine Zwischennachricht möglich.")
    if not case.acknowledgement.is_settled:
        raise StepNotAllowed("Die Eingangsbestätigung ist noch offen. Das BGF versendet sie zuerst.")
    if case.state is CaseState.RECORDED:
        raise StepNotAllowed("Der Vorgang ist noch nicht übergeben.")


def _send(at: Situation, step: steps.SendInterimNotice) -> Decision:
    case = at.case
    until = _new_day(at, step.until)
    reason = required(
        "reason", step.reason, "Bitte nennen Sie den Grund. Er steht im Schreiben.", REASON_LENGTH
    )
    sent_on = past_day(at, "sent_on", step.sent_on)
    notice = InterimNotice(
        number=len(case.interim_notices) + 1,
        sent_on=sent_on,
        until=until,
        reason=reason,
        way=step.way,
        late=sent_on > case.close_by,
        noted_at=at.now,
    )
    changed = replace(
        case,
        interim_notices=(*case.interim_notices, notice),
        original_close_by=case.original_close_by or case.close_by,
        close_by=until,
        act_by=at.rules.calendar.last_working_day_on_or_before(until),
    )
    return changed, (
        events.InterimNoticeSent(
            at=at.now,
            number=notice.number,
            until=until,
            late=notice.late,
            tell_management=notice.number >= at.rules.switches.interim_notify_gl_from,
        ),
        events.DeadlineMoved(at=at.now, old=case.close_by, new=until, why="zwischennachricht"),
    )


def _new_day(at: Situation, until: date) -> date:
    if until <= at.today:
        raise IncompleteReaction("until", "Der neue Termin muss in der Zukunft liegen.")
    if until <= at.case.close_by:
        raise IncompleteReaction(
            "until", f"Der neue Termin muss nach dem bisherigen liegen: {day_in_words(at.case.close_by)}."
        )
    if until > at.today + HORIZON:
        raise IncompleteReaction("until", "Der neue Termin liegt zu weit voraus. Bitte prüfen Sie das Jahr.")
    return until


def suggested_day(close_by: date, today: date, rules: Rulebook) -> date:
    """Suggest a new day: two weeks after the one promised, or after today if that is over (R29).

    A free day is allowed (A12), but nobody would answer on it: then the next working day.
    """
    return rules.calendar.first_working_day_on_or_after(max(close_by, today) + FURTHER)


def interim_warnings(until: date, today: date, rules: Rulebook) -> tuple[str, ...]:
    """Say what is unusual about a new day, none of it forbidden: a free day (A12), a long wait (A11)."""
    warnings = []
    free = rules.calendar.free_day_reason(until)
    if free is not None:
        warnings.append(f"Der neue Termin ist kein Arbeitstag: {free}.")
    most = rules.switches.interim_max_days
    if until > today + timedelta(days=most):
        warnings.append(f"Der neue Termin liegt mehr als {most} Tage voraus.")
    return tuple(warnings)


TABLE: Table = {steps.SendInterimNotice: Rule(_may_send, _send)}
