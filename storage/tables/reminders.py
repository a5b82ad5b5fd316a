"""Who was told what about which deadline, each stage once; what goes out in one message."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table

from procedure.duties import DutyKind
from storage.column_types import Counter, UtcInstant, one_of
from storage.tables.base import Id, case_id, case_key, metadata, person

reminder_permissions = Table(
    "reminder_permissions",
    metadata,
    case_key(),
    Column("kind", one_of(DutyKind, "kind"), primary_key=True),
    Column("audience", String(128), primary_key=True),
    Column("stage", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, primary_key=True),
    Column("given_at", UtcInstant, nullable=False),
)

reminder_items = Table(
    "reminder_items",
    metadata,
    Column("sequence", Counter, primary_key=True),
    person("staff_id"),
    case_id(),
    Column("kind", one_of(DutyKind, "kind"), nullable=False),
    Column("audience", String(128), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("stage", Integer),
    Column("moved_from", Date),
    Column("because", String(400), nullable=False),
    Column("message_id", Id, ForeignKey("outbox.id")),
    sqlite_autoincrement=True,
)
Index(
    "ix_reminder_items_waiting",
    reminder_items.c.staff_id,
    sqlite_where=reminder_items.c.message_id.is_(None),
    postgresql_where=reminder_items.c.message_id.is_(None),
)
Index("ix_reminder_items_message_id", reminder_items.c.message_id)

weekly_summaries = Table(
    "weekly_summaries",
    metadata,
    Column("week", String(8), primary_key=True),
    Column("made_at", UtcInstant, nullable=False),
    Column("facts", String, nullable=False),
    Column("message_id", Id, ForeignKey("outbox.id")),
)

applied_rules = Table(
    "applied_rules",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", String(64), nullable=False),
    Column("facts", String, nullable=False),
    Column("applied_at", UtcInstant, nullable=False),
)
