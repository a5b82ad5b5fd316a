"""Employees concerned are told by their Teamleitung (GA II; R21, A24): when and how many, never who."""

from dataclasses import replace
from datetime import timedelta

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Informing
from procedure.chain import stand_ins
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.office import Office
from procedure.situation import OVER, Situation, not_over, only_management
from procedure.standing import open_to, speaks_for
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, past_day, required
from procedure.vocabulary import CaseState, InformingState, Role, TeamId

MOST_EMPLOYEES = 999
LONGEST_ABSENCE = timedelta(days=365)
"""Beyond it a day is a slip of the finger; what has to wait longer the management puts off."""

_OPEN = frozenset({InformingState.OPEN})
_TO_BE_DONE = frozenset({InformingState.OPEN, InformingState.POSTPONED})
_TO_BE_INFORMED = _TO_BE_DONE | {InformingState.NOBODY}
"""Somebody may turn out to be concerned after all."""


def may_settle(at: Situation, team: TeamId) -> bool:
    """Tell whether informing this team's employees is this person's business.

    The Teamleitung's or her deputy's; the management's where those must not know of the case (A26,
    A34), or where the team has nobody left to do it.
    """
    if speaks_for(at.case, at.actor, team) is not None:
        return True
    nobody_else = team not in open_to(at.case) or not _has_somebody(team, at)
    return at.role is Role.MANAGEMENT and nobody_else


def _has_somebody(team: TeamId, at: Situation) -> bool:
    office: Office = at.office
    known = office.teams.get(team)
    if known is None or not known.active:
        return False
    leads = known.lead is not None and office.member(known.lead) is not None
    return leads or any(True for _ in stand_ins(team, office, at.today))


def _may_inform(at: Situation) -> None:
    _some_of_mine(at, _TO_BE_INFORMED)


def _may_say_nobody(at: Situation) -> None:
    _some_of_mine(at, _TO_BE_DONE)


def _some_of_mine(at: Situation, states: frozenset[InformingState]) -> None:
    """Refuse where nothing is left for this person; what was put off may be caught up on after closing."""
    mine = [row for row in at.case.informing if may_settle(at, row.team)]
    if not mine:
        raise NotPermitted("Die Beschäftigten informiert ihre Teamleitung.")
    if not any(row.state in _left(at, states) for row in mine):
        not_over(at)
        raise StepNotAllowed("Das ist schon vermerkt.")


def _left(at: Situation, states: frozenset[InformingState]) -> frozenset[InformingState]:
    if at.case.state is CaseState.CLOSED:
        return frozenset({InformingState.POSTPONED})
    return frozenset() if at.case.state in OVER else states


def _inform(at: Situation, step: steps.InformEmployees) -> Decision:
    _row_of_mine(at, step.team, _TO_BE_INFORMED)
    if not 1 <= step.count <= MOST_EMPLOYEES:
        raise IncompleteReaction("count", "Bitte geben Sie an, wie viele Beschäftigte informiert sind.")
    done = Informing(
        team=step.team,
        state=InformingState.DONE,
        informed_on=past_day(at, "informed_on", step.informed_on),
        count=step.count,
    )
    return settle(at, done)


def _nobody(at: Situation, step: steps.NobodyConcerned) -> Decision:
    _row_of_mine(at, step.team, _TO_BE_DONE)
    return settle(at, Informing(team=step.team, state=InformingState.NOBODY))


def _row_of_mine(at: Situation, team: TeamId, states: frozenset[InformingState]) -> None:
    row = _row(at.case, team)
    if not may_settle(at, team):
        raise NotPermitted("Die Beschäftigten informiert ihre Teamleitung.")
    if row.state not in _left(at, states):
        raise StepNotAllowed("Das ist schon vermerkt.")


def _row(case: Case, team: TeamId) -> Informing:
    for row in case.informing:
        if row.team == team:
            return row
    raise StepNotAllowed("Dieses Team ist an dem Vorgang nicht beteiligt.")


def settle(at: Situation, settled: Informing) -> Decision:
    """Put a team's row in the place of the one before."""
    rows = tuple(settled if row.team == settled.team else row for row in at.case.informing)
    happened = events.Informed(at=at.now, team=settled.team, state=settled.state)
    return replace(at.case, informing=rows), (happened,)


def _may_say_absent(at: Situation) -> None:
    not_over(at)
    _some_of_mine(at, _OPEN)


def _absent(at: Situation, step: steps.EmployeesAbsent) -> Decision:
    """Put the duty off to their return (A24); a day that turns out wrong is simply said anew."""
    _row_of_mine(at, step.team, _OPEN)
    row = _row(at.case, step.team)
    if not at.today <= step.until <= at.today + LONGEST_ABSENCE:
        raise IncompleteReaction(
            "until", "Bitte wählen Sie den letzten Tag der Abwesenheit, von heute an höchstens ein Jahr."
        )
    if step.until == row.absent_until:
        raise StepNotAllowed("Das ist schon vermerkt.")
    rows = tuple(replace(r, absent_until=step.until) if r is row else r for r in at.case.informing)
    away = events.EmployeesAway(at=at.now, team=step.team, until=step.until)
    return replace(at.case, informing=rows), (away,)


def _may_postpone(at: Situation) -> None:
    not_over(at)
    only_management(at)
    if not any(row.state is InformingState.OPEN for row in at.case.informing):
        raise StepNotAllowed("Hier ist nichts aufzuschieben.")


def _postpone(at: Situation, step: steps.PostponeInforming) -> Decision:
    if _row(at.case, step.team).state is not InformingState.OPEN:
        raise StepNotAllowed("Das ist schon vermerkt.")
    reason = required(
        "reason", step.reason, "Bitte schreiben Sie, warum die Information warten muss.", REASON_LENGTH
    )
    return settle(at, Informing(team=step.team, state=InformingState.POSTPONED, reason=reason))


TABLE: Table = {
    steps.InformEmployees: Rule(_may_inform, _inform),
    steps.NobodyConcerned: Rule(_may_say_nobody, _nobody),
    steps.EmployeesAbsent: Rule(_may_say_absent, _absent),
    steps.PostponeInforming: Rule(_may_postpone, _postpone),
}
