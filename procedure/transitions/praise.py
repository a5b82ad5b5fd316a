"""Praise by its short path: passed on and closed, without an answer of its own (A20; R21)."""

from dataclasses import replace

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Closing, Informing
from procedure.errors import IncompleteReaction, StepNotAllowed
from procedure.situation import Situation, not_over, only_lead
from procedure.transitions import informing
from procedure.transitions.finishing import finish, handed_over, person
from procedure.transitions.handover import nobody_waits
from procedure.transitions.holding import no_transfer_pending, not_awaiting_signature, not_returned
from procedure.transitions.rule import Decision, Rule, Table
from procedure.vocabulary import AnswerKind, ContributionState, InformingState, Outcome

_PASSED_ON = "Das Lob ist weitergegeben."
_NO_CONTRIBUTION = "Bei einem Lob ist kein Beitrag nötig."


def _may_pass_on(at: Situation) -> None:
    """Refuse all but praise that nothing else is bound to: those cases are closed with the form."""
    not_over(at)
    only_lead(at)
    not_returned(at)
    not_awaiting_signature(at)
    case = at.case
    if not at.rules.switches.praise_short_path or not case.praise_only:
        raise StepNotAllowed("Der kurze Weg ist nur für ein reines Lob da.")
    if case.reaction.origin_in_verbis:
        raise StepNotAllowed("Bitte schließen Sie mit dem Formular ab: Der Vermerk in VerBIS ist nötig.")
    if case.decision is not None and case.decision.final_signature:
        raise StepNotAllowed("Bitte schließen Sie mit dem Formular ab: Die Geschäftsleitung zeichnet.")
    no_transfer_pending(at)
    nobody_waits(at)
    if not case.acknowledgement.is_settled:
        raise StepNotAllowed("Die Eingangsbestätigung ist noch offen. Das BGF versendet sie.")
    handed_over(at)
    _own_rows(at)


def _own_rows(at: Situation) -> tuple[Informing, ...]:
    """Return the rows still open, all of which must be this person's: one number cannot speak for many."""
    rows = tuple(row for row in at.case.informing if row.state is InformingState.OPEN)
    if len(rows) > 1 or not all(informing.may_settle(at, row.team) for row in rows):
        raise StepNotAllowed("Bitte warten Sie, bis jedes gelobte Team seine Beschäftigten informiert hat.")
    return rows


def _pass_on(at: Situation, step: steps.PassOnPraise) -> Decision:
    if not 0 <= step.count <= informing.MOST_EMPLOYEES:
        raise IncompleteReaction("count", "Bitte geben Sie an, wie viele Beschäftigte davon wissen.")
    changed, happened = _without_contributions(at)
    for row in _own_rows(at):
        changed, informed = informing.settle(replace(at, case=changed), _told(at, row, step.count))
        happened += informed
    closing = Closing(
        outcome=Outcome.NOT_APPLICABLE,
        answer=AnswerKind.NOT_REQUIRED,
        closed_at=at.now,
        closed_by=person(at),
        on_behalf=at.is_on_behalf,
        no_answer_reason=_PASSED_ON,
        late=at.today > at.case.close_by,
    )
    changed, closed = finish(replace(at, case=changed), closing)
    return changed, (*happened, *closed)


def _told(at: Situation, row: Informing, count: int) -> Informing:
    if count == 0:
        return replace(row, state=InformingState.NOBODY)
    return replace(row, state=InformingState.DONE, informed_on=at.today, count=count)


def _without_contributions(at: Situation) -> Decision:
    """Do without what the teams still owe: the management, which leads, closes it here (R13)."""
    case: Case = at.case
    open_ones = [contribution.team for contribution in case.contributions if not contribution.is_settled]
    kept = tuple(
        replace(c, state=ContributionState.WAIVED, note=_NO_CONTRIBUTION) if c.team in open_ones else c
        for c in case.contributions
    )
    waived = tuple(events.ContributionWaived(at=at.now, team=team) for team in open_ones)
    return replace(case, contributions=kept), waived


TABLE: Table = {steps.PassOnPraise: Rule(_may_pass_on, _pass_on)}
