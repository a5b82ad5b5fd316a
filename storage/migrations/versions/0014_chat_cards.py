"""Which messages in people's chats show which case, so that they can be redacted when it is anonymised.

Messages sent before this migration are unknown, except for the newest card of each case.
"""

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcInstant
from storage.table_rebuild import altered

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = (
    "'bgf_erfassen', 'team_vorgang', 'gl_vorgang', 'sofortalarm', 'uebergabe_antwort', "
    "'uebergabe_stellvertretung', 'vorgang_beendet', 'team_neues', 'bgf_neues', 'gl_neues', "
    "'karte_auffrischen', 'nicht_zustellbar', 'erinnerung', 'wochenuebersicht', 'schwaerzung'"
)


def upgrade() -> None:
    _allow("outbox", counts_up=True)
    _allow("sent_cards")
    op.create_table(
        "chat_cards",
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("conversation_id", sa.String(1024), primary_key=True),
        sa.Column("activity_id", sa.String(1024), primary_key=True),
        sa.Column("service_url", sa.String(1024), nullable=False),
        sa.Column("sent_at", UtcInstant, nullable=False),
    )
    op.create_index("ix_chat_cards_message", "chat_cards", ["activity_id", "conversation_id"])


def _allow(table: str, *, counts_up: bool = False) -> None:
    name = op.f(f"ck_{table}_kind")
    with altered(table, counts_up=counts_up) as changed:
        changed.drop_constraint(name, type_="check")
        changed.create_check_constraint(name, f"kind IN ({KINDS})")
