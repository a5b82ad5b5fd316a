"""Letters and scans in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework.errors import VersionConflict
from casework.ports import StoredDocument
from procedure.vocabulary import CaseId, DocumentId, DocumentKind
from tests.support.fake_state import Transaction


class FakeDocumentStore:
    """Letters and scans in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def add(self, document: StoredDocument, content: bytes) -> None:
        """Keep a document."""
        state = await self._unit.write()
        if document.id in state.documents:
            message = "This document is kept already."
            raise ValueError(message)
        self._unit.replace_with(
            replace(
                state,
                documents=state.documents | {document.id: document},
                contents=state.contents | {document.id: content},
            )
        )

    async def get(self, document_id: DocumentId) -> StoredDocument | None:
        """Load what is known about a document."""
        return self._unit.read().documents.get(document_id)

    async def of_case(self, case_id: CaseId) -> Sequence[StoredDocument]:
        """List what lies with a case, oldest first."""
        found = [d for d in self._unit.read().documents.values() if d.case_id == case_id]
        return sorted(found, key=lambda document: (document.added_at, document.id))

    async def content(self, document_id: DocumentId) -> bytes | None:
        """Load the bytes."""
        return self._unit.read().contents.get(document_id)

    async def put_to_case(self, document_id: DocumentId, case_id: CaseId, kind: DocumentKind) -> None:
        """Put a document that waits to a case."""
        state = await self._unit.write()
        waiting = state.documents.get(document_id)
        if waiting is None or waiting.case_id is not None:
            raise VersionConflict
        put = replace(waiting, case_id=case_id, kind=kind, expires_at=None)
        self._unit.replace_with(replace(state, documents=state.documents | {document_id: put}))

    async def discard(self, document_id: DocumentId) -> None:
        """Remove a document that waits."""
        state = await self._unit.write()
        kept = state.documents.get(document_id)
        if kept is None or kept.case_id is not None:
            return
        self._unit.replace_with(
            replace(
                state,
                documents={i: d for i, d in state.documents.items() if i != document_id},
                contents={i: c for i, c in state.contents.items() if i != document_id},
            )
        )

    async def drop_expired(self, now: datetime) -> int:
        """Remove documents that nobody put to a case in time; return how many."""
        state = await self._unit.write()
        gone = {
            document.id
            for document in state.documents.values()
            if document.case_id is None and document.expires_at is not None and document.expires_at <= now
        }
        self._unit.replace_with(
            replace(
                state,
                documents={i: d for i, d in state.documents.items() if i not in gone},
                contents={i: c for i, c in state.contents.items() if i not in gone},
            )
        )
        return len(gone)
