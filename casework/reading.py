"""Who read what: reading the full text or a document is a fact of the record like any other (R50)."""

from casework.ports import AuditEntry
from procedure.situation import Situation
from procedure.vocabulary import DocumentId, Role


def read_entry(at: Situation, event: str, document_id: DocumentId | None = None) -> AuditEntry:
    """Say that somebody read the full text („FullTextOpened“), a document („DocumentFetched“) or notes.

    „NotesRead“ is what a closing noted, offered for a chapter of the yearly report.
    """
    return AuditEntry(
        case_id=at.case.id,
        at=at.now,
        actor=at.actor.staff_id,
        role=at.role,
        on_behalf=at.role is Role.DEPUTY,
        event=event,
        details={} if document_id is None else {"document_id": document_id},
    )
