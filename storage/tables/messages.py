"""What goes out to people and what is kept about their conversations."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from procedure.notification import NoticeKind
from storage.column_types import Counter, UtcInstant, one_of
from storage.database_clock import database_now
from storage.tables.base import (
    ForeignId,
    Id,
    TeamKey,
    case_key,
    metadata,
    person,
    person_key,
    text,
    yes_no,
)


class OutboxState(StrEnum):
    """What has become of a message."""

    OPEN = "offen"
    DELIVERED = "zugestellt"
    EXPANDED = "aufgeteilt"
    """Meant for an office; its rows per person took over."""
    DEAD = "tot"


outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Counter, primary_key=True),
    Column("id", Id, nullable=False, unique=True),
    Column("parent_id", Id, ForeignKey("outbox.id")),
    Column("kind", one_of(NoticeKind, "kind"), nullable=False),
    Column("audience", String(128), nullable=False),
    person("staff_id", nullable=True),
    yes_no("on_behalf"),
    # None: about no single case.
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("due_at", UtcInstant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", one_of(OutboxState, "state"), nullable=False),
    Column("claimed_until", UtcInstant),
    Column("claimed_by", String(128)),
    Column("last_error", String(64)),
    Column("created_at", UtcInstant, nullable=False, default=database_now()),
    Column("settled_at", UtcInstant),
    UniqueConstraint("parent_id", "staff_id"),
    CheckConstraint("attempts >= 0", name="attempts"),
    sqlite_autoincrement=True,
)
Index(
    "ix_outbox_open",
    outbox.c.due_at,
    outbox.c.sequence,
    sqlite_where=outbox.c.state == OutboxState.OPEN,
    postgresql_where=outbox.c.state == OutboxState.OPEN,
)
Index(
    "ix_outbox_dead",
    outbox.c.sequence,
    sqlite_where=outbox.c.state == OutboxState.DEAD,
    postgresql_where=outbox.c.state == OutboxState.DEAD,
)

sent_cards = Table(
    "sent_cards",
    metadata,
    case_key(),
    person_key(),
    Column("kind", one_of(NoticeKind, "kind"), primary_key=True),
    Column("conversation_id", ForeignId, nullable=False),
    Column("service_url", ForeignId, nullable=False),
    Column("activity_id", ForeignId, nullable=False),
    Column("sent_at", UtcInstant, nullable=False),
)

chat_cards = Table(
    "chat_cards",
    metadata,
    case_key(),
    person_key(),
    Column("conversation_id", ForeignId, primary_key=True),
    Column("activity_id", ForeignId, primary_key=True),
    Column("service_url", ForeignId, nullable=False),
    Column("sent_at", UtcInstant, nullable=False),
)
Index("ix_chat_cards_message", chat_cards.c.activity_id, chat_cards.c.conversation_id)

conversation_references = Table(
    "conversation_references",
    metadata,
    # No foreign key: Teams may introduce a person before the roster lists them.
    Column("staff_id", Id, primary_key=True),
    Column("tenant_id", TeamKey, nullable=False),
    Column("service_url", ForeignId, nullable=False),
    Column("conversation_id", ForeignId, nullable=False),
    Column("channel_id", String(64), nullable=False),
    Column("user_id", ForeignId, nullable=False),
    Column("bot_id", ForeignId, nullable=False),
    Column("locale", String(64), nullable=False),
    yes_no("reachable"),
    Column("seen_at", UtcInstant, nullable=False),
)

dialog_states = Table(
    "dialog_states",
    metadata,
    Column("conversation_key", ForeignId, primary_key=True),
    Column("schema_number", Integer, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False, index=True),
    text("data"),
)

seen_activities = Table(
    "seen_activities",
    metadata,
    Column("conversation_id", ForeignId, primary_key=True),
    Column("activity_id", ForeignId, primary_key=True),
    Column("at", UtcInstant, nullable=False, index=True),
    # None: handled.
    Column("claimed_until", UtcInstant),
)
