"""Closing a case with its result (GA III, VII, VIII; R13, R30, R34, R45, R48, A13, A32)."""

from dataclasses import replace
from datetime import date

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Closing
from procedure.errors import IncompleteReaction, StepNotAllowed
from procedure.situation import Situation, not_over, only_lead
from procedure.transitions import praise
from procedure.transitions.completeness import missing_for_closing
from procedure.transitions.finishing import finish, handed_over, person
from procedure.transitions.holding import not_awaiting_signature, not_returned
from procedure.transitions.oral import letter_came, referred_to_writing, was_spoken_about
from procedure.transitions.rule import REASON_LENGTH, Decision, Rule, Table, optional, past_day, required
from procedure.vocabulary import AnswerKind, CaseState, ConcernKind, DocumentKind, Lead, Outcome

_NO_OUTCOME = frozenset({ConcernKind.LOB, ConcernKind.IDEE_ANREGUNG, ConcernKind.FOLGEREAKTION})
"""Kinds that are neither right nor wrong (A32)."""


def _may_close(at: Situation) -> None:
    not_over(at)
    only_lead(at)
    not_returned(at)
    not_awaiting_signature(at)
    missing = missing_for_closing(at.case, at.rules)
    if missing:
        raise StepNotAllowed(missing[0])
    handed_over(at)


def _close(at: Situation, step: steps.Close) -> Decision:
    _check_outcome(at.case, step)
    _check_answer(at, step)
    _check_verbis(at.case, step)
    closing = Closing(
        outcome=step.outcome,
        answer=step.answer,
        closed_at=at.now,
        closed_by=person(at),
        on_behalf=at.is_on_behalf,
        answered_on=_answered_on(at, step),
        way=step.way if step.answer is AnswerKind.SENT else None,
        no_answer_reason=_no_answer_reason(step),
        cause=step.cause,
        measure=optional("measure", step.measure, REASON_LENGTH),
        insight=optional("insight", step.insight, REASON_LENGTH),
        verbis_noted=step.verbis_noted and at.case.reaction.origin_in_verbis,
        late=at.today > at.case.close_by,
    )
    if at.case.lead is Lead.TEAM and at.case.decision is not None and at.case.decision.final_signature:
        return _submit(at, closing)
    return finish(at, closing)


def _check_outcome(case: Case, step: steps.Close) -> None:
    if step.outcome is not Outcome.NOT_APPLICABLE or step.answer is AnswerKind.NO_LETTER_CAME:
        return
    if not set(case.reaction.concerns) <= _NO_OUTCOME:
        raise IncompleteReaction(
            "outcome", "„Entfällt“ ist nur bei Lob und Ideen möglich. Bitte wählen Sie ein Ergebnis."
        )


def possible_answers(case: Case) -> tuple[AnswerKind, ...]:
    """Name the ways in which the customer may have learned the result so far (R30, A13, A32)."""
    possible = {
        AnswerKind.SENT: case.has_document(DocumentKind.ANSWER),
        AnswerKind.IN_TALK: was_spoken_about(case),
        AnswerKind.NOT_REQUIRED: True,
        AnswerKind.NO_LETTER_CAME: referred_to_writing(case) and not letter_came(case),
    }
    return tuple(kind for kind, is_possible in possible.items() if is_possible)


def _check_answer(at: Situation, step: steps.Close) -> None:
    """Refuse a way of answering that does not fit what has happened so far."""
    is_possible = step.answer in possible_answers(at.case)
    match step.answer:
        case AnswerKind.SENT:
            if step.way is None:
                raise IncompleteReaction("way", "Bitte wählen Sie, auf welchem Weg die Antwort hinausging.")
            if not is_possible:
                raise IncompleteReaction("answer", "Bitte legen Sie zuerst die Antwort zum Vorgang.")
        case AnswerKind.IN_TALK:
            if not is_possible:
                raise IncompleteReaction(
                    "answer", "Zu diesem Vorgang gab es kein Gespräch. Bitte wählen Sie eine andere Angabe."
                )
        case AnswerKind.NO_LETTER_CAME:
            if not is_possible:
                raise IncompleteReaction(
                    "answer", "Das geht nur, wenn um ein Schreiben gebeten wurde und keines kam."
                )
        case AnswerKind.NOT_REQUIRED:
            pass


def _check_verbis(case: Case, step: steps.Close) -> None:
    if case.reaction.origin_in_verbis and not step.verbis_noted:
        raise IncompleteReaction(
            "verbis_noted", "Bitte schreiben Sie den kurzen Vermerk in VerBIS und bestätigen Sie das hier."
        )


def _answered_on(at: Situation, step: steps.Close) -> date | None:
    if step.answer is AnswerKind.SENT:
        return past_day(at, "answered_on", step.answered_on)
    if step.answer is AnswerKind.IN_TALK and step.answered_on is not None:
        return past_day(at, "answered_on", step.answered_on)
    return None


def _no_answer_reason(step: steps.Close) -> str:
    if step.answer is not AnswerKind.NOT_REQUIRED:
        return ""
    sentence = "Bitte schreiben Sie, warum keine Antwort erforderlich ist."
    return required("no_answer_reason", step.no_answer_reason, sentence, REASON_LENGTH)


def _submit(at: Situation, closing: Closing) -> Decision:
    """Lay the result before the management, which has kept the last word (R34, A28)."""
    changed = replace(at.case, state=CaseState.FINAL_SIGNATURE, closing=closing, revision=None)
    return changed, (
        events.SubmittedForSignature(at=at.now),
        events.StateChanged(at=at.now, old=at.case.state, new=changed.state),
    )


TABLE: Table = {steps.Close: Rule(_may_close, _close), **praise.TABLE}
