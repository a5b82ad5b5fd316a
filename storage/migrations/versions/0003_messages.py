"""Outbox, sent cards, conversation references, dialog state and seen activities."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Counter, EncryptedText, UtcInstant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = (
    "'bgf_erfassen', 'team_vorgang', 'gl_vorgang', 'sofortalarm', 'uebergabe_antwort', "
    "'uebergabe_stellvertretung', 'karte_auffrischen', 'nicht_zustellbar'"
)
STATES = "'offen', 'zugestellt', 'aufgeteilt', 'tot'"


def upgrade() -> None:
    _outbox()
    _sent_cards()
    _conversations()


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("sequence", Counter, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("parent_id", sa.String(36), sa.ForeignKey("outbox.id")),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("audience", sa.String(128), nullable=False),
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id")),
        sa.Column("on_behalf", sa.Boolean, nullable=False),
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("due_at", UtcInstant, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("claimed_until", UtcInstant),
        sa.Column("claimed_by", sa.String(128)),
        sa.Column("last_error", sa.String(64)),
        sa.Column("created_at", UtcInstant, nullable=False),
        sa.Column("settled_at", UtcInstant),
        sa.UniqueConstraint("parent_id", "staff_id"),
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        sa.CheckConstraint(f"kind IN ({KINDS})", name="kind"),
        sa.CheckConstraint(f"state IN ({STATES})", name="state"),
        sqlite_autoincrement=True,
    )
    is_open = sa.text("state = 'offen'")
    op.create_index(
        "ix_outbox_open", "outbox", ["due_at", "sequence"], sqlite_where=is_open, postgresql_where=is_open
    )


def _sent_cards() -> None:
    op.create_table(
        "sent_cards",
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("conversation_id", sa.String(1024), nullable=False),
        sa.Column("service_url", sa.String(1024), nullable=False),
        sa.Column("activity_id", sa.String(1024), nullable=False),
        sa.Column("sent_at", UtcInstant, nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name="kind"),
    )


def _conversations() -> None:
    op.create_table(
        "conversation_references",
        sa.Column("staff_id", sa.String(36), primary_key=True),
        sa.Column("tenant_id", sa.String(64), nullable=False),
        sa.Column("service_url", sa.String(1024), nullable=False),
        sa.Column("conversation_id", sa.String(1024), nullable=False),
        sa.Column("channel_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(1024), nullable=False),
        sa.Column("bot_id", sa.String(1024), nullable=False),
        sa.Column("locale", sa.String(64), nullable=False),
        sa.Column("reachable", sa.Boolean, nullable=False),
        sa.Column("seen_at", UtcInstant, nullable=False),
    )
    op.create_table(
        "dialog_states",
        sa.Column("conversation_key", sa.String(1024), primary_key=True),
        sa.Column("schema_number", sa.Integer, nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
        sa.Column("updated_at", UtcInstant, nullable=False),
        sa.Column("expires_at", UtcInstant, nullable=False),
        sa.Column("data", EncryptedText, nullable=False),
    )
    op.create_index("ix_dialog_states_expires_at", "dialog_states", ["expires_at"])
    op.create_table(
        "seen_activities",
        sa.Column("conversation_id", sa.String(1024), primary_key=True),
        sa.Column("activity_id", sa.String(1024), primary_key=True),
        sa.Column("at", UtcInstant, nullable=False),
    )
    op.create_index("ix_seen_activities_at", "seen_activities", ["at"])
