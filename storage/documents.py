"""Letters and scans: what is known about them, and their bytes, encrypted, in a table of their own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from casework.errors import VersionConflict
from casework.ports import StoredDocument
from procedure.vocabulary import CaseId, DocumentId, DocumentKind
from storage.connection import Connection
from storage.keys import KeyRing
from storage.tables import document_contents, documents

PLAIN = ("id", "case_id", "kind", "media_type", "size", "added_at", "added_by", "expires_at")
NAME = "documents.name"
CONTENT = "document_contents.content"


class SqlDocumentStore:
    """The documents within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection = connection
        self._keys = keys

    async def add(self, document: StoredDocument, content: bytes) -> None:
        """Keep a document."""
        columns = {field: getattr(document, field) for field in PLAIN}
        columns["name"] = self._keys.seal(document.name, NAME)
        await self._connection.execute(documents.insert().values(columns))
        sealed = self._keys.seal_bytes(content, CONTENT, document.id)
        await self._connection.execute(
            document_contents.insert().values(document_id=document.id, content=sealed)
        )

    async def get(self, document_id: DocumentId) -> StoredDocument | None:
        """Load what is known about a document."""
        found = await self._find(documents.c.id == document_id)
        return found[0] if found else None

    async def of_case(self, case_id: CaseId) -> Sequence[StoredDocument]:
        """List what lies with a case, oldest first."""
        return await self._find(documents.c.case_id == case_id)

    async def content(self, document_id: DocumentId) -> bytes | None:
        """Load the bytes."""
        chosen = select(document_contents.c.content).where(document_contents.c.document_id == document_id)
        sealed = (await self._connection.execute(chosen)).scalar_one_or_none()
        return None if sealed is None else self._keys.open_bytes(sealed, CONTENT, document_id)

    async def put_to_case(self, document_id: DocumentId, case_id: CaseId, kind: DocumentKind) -> None:
        """Put a document that waits to a case; VersionConflict if it no longer waits."""
        waits = (documents.c.id == document_id) & documents.c.case_id.is_(None)
        put = update(documents).where(waits).values(case_id=case_id, kind=kind, expires_at=None)
        if (await self._connection.execute(put)).rowcount != 1:
            raise VersionConflict

    async def discard(self, document_id: DocumentId) -> None:
        """Remove a document that waits; one that lies with a case stays."""
        waits = (documents.c.id == document_id) & documents.c.case_id.is_(None)
        chosen = select(documents.c.id).where(waits).with_for_update()
        if (await self._connection.execute(chosen)).scalar_one_or_none() is not None:
            of_it = document_contents.c.document_id == document_id
            await self._connection.execute(delete(document_contents).where(of_it))
            await self._connection.execute(delete(documents).where(documents.c.id == document_id))

    async def drop_expired(self, now: datetime) -> int:
        """Remove documents that nobody put to a case in time; return how many."""
        over = documents.c.case_id.is_(None) & (documents.c.expires_at <= now)
        # Locked first: one that is being put to a case at this moment stays.
        chosen = select(documents.c.id).where(over).order_by(documents.c.id)
        gone = list((await self._connection.execute(chosen.with_for_update(skip_locked=True))).scalars())
        if gone:
            contents = document_contents.c.document_id.in_(gone)
            await self._connection.execute(delete(document_contents).where(contents))
            await self._connection.execute(delete(documents).where(documents.c.id.in_(gone)))
        return len(gone)

    async def _find(self, which: ColumnElement[bool]) -> list[StoredDocument]:
        chosen = select(documents).where(which).order_by(documents.c.added_at, documents.c.id)
        return [
            StoredDocument(**{field: row[field] for field in PLAIN}, name=self._keys.open(row["name"], NAME))
            for row in (await self._connection.execute(chosen)).mappings()
        ]
