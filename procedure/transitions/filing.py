"""The BGF's file: recorded, papers added, found complete (GA II, VII; R14, R20, R42)."""

from collections.abc import Callable
from dataclasses import replace

from procedure import events, steps
from procedure.case_parts import Document
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.situation import OVER, Situation, only_bgf, only_lead
from procedure.standing import is_about
from procedure.transitions import formal
from procedure.transitions.completeness import missing_for_filing
from procedure.transitions.ending import only_who_withdraws
from procedure.transitions.formal import not_filed
from procedure.transitions.rule import Decision, Rule, Table
from procedure.vocabulary import CaseState, DocumentKind, EndReason, Role

_ENDED = frozenset({CaseState.CLOSED, CaseState.ENDED})
_TEAM_OR_MANAGEMENT = frozenset({Role.TEAM_LEAD, Role.DEPUTY, Role.MANAGEMENT})


def _may_confirm_filed(at: Situation) -> None:
    only_bgf(at)
    not_filed(at)
    if at.case.state not in _ENDED:
        raise StepNotAllowed("Dieser Vorgang läuft noch. Die Ablage folgt nach dem Abschluss.")
    _recorded_first(at)
    missing = missing_for_filing(at.case)
    if missing:
        raise StepNotAllowed(missing[0])


def _recorded_first(at: Situation) -> None:
    """Refuse to settle in the KRM-Tool what was never entered there, but for what is no case (R14, A1)."""
    ending = at.case.ending
    no_case = ending is not None and ending.reason in {EndReason.RECORDED_IN_ERROR, EndReason.MERGED}
    wanted = at.rules.switches.krm_tool == "manual" and not no_case
    if wanted and at.case.recorded_in_tool_at is None:
        raise StepNotAllowed(
            "Der Vorgang ist noch nicht im KRM-Tool erfasst. Bitte bestätigen Sie das zuerst."
        )


def _confirm_filed(at: Situation, _step: steps.ConfirmFiled) -> Decision:
    return replace(at.case, filed_at=at.now), (events.Filed(at=at.now),)


def _may_add_something(at: Situation) -> None:
    """Refuse strangers, and everybody but the BGF once the case has ended: late papers are its business.

    Whoever reported the case may bring the letter she reported, as long as it runs (R17).
    """
    if at.case.state is CaseState.ANONYMISED:
        raise StepNotAllowed("Dieser Vorgang ist schon beendet.")
    if at.case.state in OVER:
        only_bgf(at)
    elif at.role is None and not _reported_it(at):
        raise NotPermitted


def _reported_it(at: Situation) -> bool:
    case = at.case
    return (
        at.actor.staff_id == case.registered_by
        and not case.reaction.confidential
        and not is_about(case, at.actor)
    )


def may_add(at: Situation, kind: DocumentKind) -> None:
    """Raise NotPermitted or StepNotAllowed unless this person may put such a paper to the case now.

    After the end the BGF completes the file with copies of every kind but a Stellungnahme, which
    goes through the Teamleitung alone (R20).
    """
    _may_add_something(at)
    over = at.case.state in OVER
    if kind in _OWN_RULE and (kind is DocumentKind.STATEMENT or not over):
        _OWN_RULE[kind](at)
    elif at.role is None and kind is not DocumentKind.INCOMING:
        raise NotPermitted("Sie können nur das eingegangene Schreiben hinzufügen.")


def _only_team_or_management(at: Situation) -> None:
    if at.role not in _TEAM_OR_MANAGEMENT:
        raise NotPermitted("Stellungnahmen und Beiträge laufen über die Teamleitung.")


_OWN_RULE: dict[DocumentKind, Callable[[Situation], None]] = {
    DocumentKind.ACKNOWLEDGEMENT: only_bgf,
    DocumentKind.ANSWER: only_lead,
    DocumentKind.INTERIM_NOTICE: only_lead,
    DocumentKind.HANDOVER_NOTICE: only_lead,
    DocumentKind.WITHDRAWAL_NOTICE: only_who_withdraws,
    DocumentKind.STATEMENT: _only_team_or_management,
    DocumentKind.CONTRIBUTION: _only_team_or_management,
}


def _add(at: Situation, step: steps.AddDocument) -> Decision:
    may_add(at, step.kind)
    if any(document.id == step.document_id for document in at.case.documents):
        raise StepNotAllowed("Dieses Dokument liegt schon beim Vorgang.")
    outcome = step.outcome if step.kind is DocumentKind.ANSWER else None
    added = (*at.case.documents, Document(id=step.document_id, kind=step.kind, outcome=outcome))
    return (
        replace(at.case, documents=added),
        (events.DocumentAdded(at=at.now, document_id=step.document_id, kind=step.kind),),
    )


TABLE: Table = {
    **formal.TABLE,
    steps.ConfirmFiled: Rule(_may_confirm_filed, _confirm_filed),
    steps.AddDocument: Rule(_may_add_something, _add),
}
