"""What a case lacks before it is closed or filed, as German sentences (GA II-VII; R13, R25, R42)."""

from procedure.case import Case
from procedure.rulebook import Rulebook
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    DecisionState,
    DocumentKind,
    EndReason,
    InformingState,
)


def missing_for_closing(case: Case, rules: Rulebook) -> tuple[str, ...]:
    """Name what keeps a case from being closed, whatever its result will be; empty: nothing does.

    The customer at the desk has an answer (R35), the acknowledgement is settled (R25), the management
    has decided (R33, A3), every Beitrag is in or done without (R13), the employees concerned know of
    it (R21) unless the management has put that off (A24).
    """
    missing = []
    if case.handover is not None and case.handover.is_open:
        missing.append("Die Kundin oder der Kunde wartet noch auf eine Antwort.")
    if not case.acknowledgement.is_settled:
        missing.append("Die Eingangsbestätigung ist noch offen. Das BGF versendet sie.")
    if case.decision_state is DecisionState.OPEN and rules.switches.gl_decision != "standing_order":
        missing.append("Die Geschäftsleitung hat noch nicht entschieden, wer den Vorgang bearbeitet.")
    settled = [contribution for contribution in case.contributions if contribution.is_settled]
    if len(settled) < len(case.contributions):
        missing.append(f"Es fehlen noch Beiträge: {len(settled)} von {len(case.contributions)} sind da.")
    uninformed = [row for row in case.informing if row.state is InformingState.OPEN]
    if uninformed and all(row.absent_until for row in uninformed):
        missing.append(
            "Die betroffenen Beschäftigten sind abwesend und noch nicht informiert. "
            "Aufschieben kann das nur die Geschäftsleitung."
        )
    elif uninformed:
        missing.append("Es ist noch nicht vermerkt, ob die betroffenen Beschäftigten informiert sind.")
    return tuple(missing)


def missing_for_filing(case: Case) -> tuple[str, ...]:
    """Name what the file lacks before the BGF may find it complete (R42); empty: nothing.

    What was recorded in error or merged into another case needs no papers of its own.
    """
    if case.ending is not None and case.ending.reason in {EndReason.RECORDED_IN_ERROR, EndReason.MERGED}:
        return ()
    wanted = {
        "Das eingegangene Schreiben fehlt. Bitte fügen Sie es hinzu.": _lacks_letter(case),
        "Die Kopie der Eingangsbestätigung fehlt. Bitte fügen Sie sie hinzu.": _lacks_acknowledgement(case),
        "Die Kopie einer Zwischennachricht fehlt. Bitte fügen Sie sie hinzu.": _lacks_interim_notice(case),
        "Ein Beitrag fehlt.": _lacks_contribution(case),
        "Die Kopie der Antwort fehlt. Bitte fügen Sie sie hinzu.": _lacks_answer(case),
        "Die Abgabenachricht fehlt. Bitte fügen Sie sie hinzu.": _lacks_handover_notice(case),
    }
    return tuple(sentence for sentence, is_missing in wanted.items() if is_missing)


def _lacks_letter(case: Case) -> bool:
    in_writing = not case.reaction.channel.is_oral or any(
        not receipt.channel.is_oral for receipt in case.further_receipts
    )
    return in_writing and not case.has_document(DocumentKind.INCOMING)


def _lacks_acknowledgement(case: Case) -> bool:
    sent = case.acknowledgement.state is AcknowledgementState.SENT
    return sent and not case.has_document(DocumentKind.ACKNOWLEDGEMENT)


def _lacks_interim_notice(case: Case) -> bool:
    copies = [document for document in case.documents if document.kind is DocumentKind.INTERIM_NOTICE]
    return len(copies) < len(case.interim_notices)


def _lacks_contribution(case: Case) -> bool:
    closed = case.state is CaseState.CLOSED
    return closed and any(not contribution.is_settled for contribution in case.contributions)


def _lacks_answer(case: Case) -> bool:
    sent = case.closing is not None and case.closing.answer is AnswerKind.SENT
    return sent and not case.has_document(DocumentKind.ANSWER)


def _lacks_handover_notice(case: Case) -> bool:
    handed_over = case.ending is not None and case.ending.reason is EndReason.HANDED_OVER
    reachable = not (case.reaction.anonymous or case.reaction.customer.is_anonymous)
    return handed_over and reachable and not case.has_document(DocumentKind.HANDOVER_NOTICE)
