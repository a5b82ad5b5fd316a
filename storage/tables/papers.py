"""Letters and scans, the links that lead to them, and the history of what was typed."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from procedure.vocabulary import DocumentKind
from storage.column_types import Counter, EncryptedBytes, UtcInstant, one_of
from storage.tables.base import Id, case_id, metadata, person, text

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id"), index=True),
    Column("kind", one_of(DocumentKind, "kind"), nullable=False),
    text("name"),
    Column("media_type", String(200), nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", UtcInstant, nullable=False),
    person("added_by"),
    Column("expires_at", UtcInstant),
    CheckConstraint("size >= 0", name="size"),
)
Index(
    "ix_documents_waiting",
    documents.c.expires_at,
    sqlite_where=documents.c.case_id.is_(None),
    postgresql_where=documents.c.case_id.is_(None),
)

document_contents = Table(
    "document_contents",
    metadata,
    # A table of its own: lists never read the bytes.
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True),
    Column("content", EncryptedBytes, nullable=False),
)

used_links = Table(
    "used_links",
    metadata,
    Column("link_id", String(200), primary_key=True),
    Column("expires_at", UtcInstant, nullable=False, index=True),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Counter, primary_key=True),
    case_id(),
    Column("at", UtcInstant, nullable=False),
    person("actor"),
    Column("field", String(64), nullable=False),
    text("old"),
    text("new"),
    text("reason"),
    sqlite_autoincrement=True,
)
Index("ix_corrections_case_id", corrections.c.case_id)
