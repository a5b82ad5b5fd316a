"""Who may make which letter of a case, and when (GA II, III; R16, R18, R28)."""

from procedure.errors import StepNotAllowed
from procedure.situation import Situation, not_over, only_bgf, only_lead
from procedure.vocabulary import AcknowledgementState, DocumentKind


def check_letter(at: Situation, kind: DocumentKind) -> None:
    """Raise NotPermitted or StepNotAllowed unless this letter can be made now.

    The acknowledgement is the BGF's, the answer belongs to the office that leads. Interim notices and
    hand-over notices are made with their steps and have the steps' rules.
    """
    not_over(at)
    match kind:
        case DocumentKind.ACKNOWLEDGEMENT:
            only_bgf(at)
            _acknowledgeable(at)
        case DocumentKind.ANSWER:
            only_lead(at)
            if at.case.reaction.anonymous:
                raise StepNotAllowed("Die Reaktion ist anonym. Eine Antwort kann nicht versandt werden.")
            if not at.case.acknowledgement.is_settled:
                raise StepNotAllowed("Bitte warten Sie, bis das BGF den Eingang bestätigt hat.")
        case _:
            raise StepNotAllowed("Dieses Schreiben entsteht mit dem Schritt, zu dem es gehört.")


def _acknowledgeable(at: Situation) -> None:
    """Refuse what is settled. A spoken reaction may be acknowledged of free will, to whom one can (A14)."""
    if at.case.acknowledgement.state is AcknowledgementState.OPEN:
        return
    if at.case.acknowledgement.state is not AcknowledgementState.NOT_NEEDED:
        raise StepNotAllowed("Eine Eingangsbestätigung ist hier nicht offen.")
    if at.case.reaction.anonymous or at.case.reaction.customer.is_anonymous:
        raise StepNotAllowed("Ohne Anschrift ist keine Eingangsbestätigung möglich.")
