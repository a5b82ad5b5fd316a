"""When to remind of what, what was told, the weekly summary, and the rules that deadlines rest on."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcInstant
from storage.table_rebuild import altered

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = (
    "'bgf_erfassen', 'team_vorgang', 'gl_vorgang', 'sofortalarm', 'uebergabe_antwort', "
    "'uebergabe_stellvertretung', 'vorgang_beendet', 'team_neues', 'bgf_neues', 'gl_neues', "
    "'karte_auffrischen', 'nicht_zustellbar', 'erinnerung', 'wochenuebersicht'"
)
DUTIES = (
    "'erfassen', 'eingangsbestaetigung', 'neu_zuordnen', 'ablage', 'entscheidung_gl', "
    "'gespraech_entscheiden', 'gespraech_fuehren', 'schlusszeichnung', 'gespraech_vermerk', "
    "'empfang_bestaetigen', 'uebernehmen', 'beschaeftigte_informieren', 'beitrag', 'abschluss'"
)


def upgrade() -> None:
    with altered("duties") as duties:
        duties.add_column(sa.Column("remind_at", UtcInstant))
    op.create_index("ix_duties_remind_at", "duties", ["remind_at"])
    _allow("outbox", counts_up=True)
    _allow("sent_cards")
    _reminders()
    op.create_table(
        "weekly_summaries",
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("made_at", UtcInstant, nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("message_id", sa.String(36), sa.ForeignKey("outbox.id")),
    )
    op.create_table(
        "applied_rules",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("applied_at", UtcInstant, nullable=False),
    )


def _allow(table: str, *, counts_up: bool = False) -> None:
    name = op.f(f"ck_{table}_kind")
    with altered(table, counts_up=counts_up) as changed:
        changed.drop_constraint(name, type_="check")
        changed.create_check_constraint(name, f"kind IN ({KINDS})")
        if table == "outbox":
            changed.alter_column("case_id", existing_type=sa.String(36), nullable=True)


def _reminders() -> None:
    op.create_table(
        "reminder_permissions",
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("audience", sa.String(128), primary_key=True),
        sa.Column("stage", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("due_on", sa.Date, primary_key=True),
        sa.Column("given_at", UtcInstant, nullable=False),
        sa.CheckConstraint(f"kind IN ({DUTIES})", name="kind"),
    )
    op.create_table(
        "reminder_items",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("audience", sa.String(128), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("stage", sa.Integer),
        sa.Column("moved_from", sa.Date),
        sa.Column("because", sa.String(400), nullable=False),
        sa.Column("message_id", sa.String(36), sa.ForeignKey("outbox.id")),
        sa.CheckConstraint(f"kind IN ({DUTIES})", name="kind"),
        sqlite_autoincrement=True,
    )
    waits = sa.text("message_id IS NULL")
    op.create_index(
        "ix_reminder_items_waiting",
        "reminder_items",
        ["staff_id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )
    op.create_index("ix_reminder_items_message_id", "reminder_items", ["message_id"])
