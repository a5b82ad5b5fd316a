"""What holds a case back from being anonymised. A process of the release before goes on without knowing."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import EncryptedText, UtcInstant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

GROUNDS = "'petition', 'klage', 'strafanzeige', 'einschraenkung'"


def upgrade() -> None:
    # Without building the table anew: there is a default, and it may be large.
    op.add_column("cases", sa.Column("holds_count", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "case_holds",
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("placed_at", UtcInstant, nullable=False),
        sa.Column("note", EncryptedText),
        sa.Column("lifted_at", UtcInstant),
        sa.Column("lifted_because", EncryptedText),
        sa.CheckConstraint(f"ground IN ({GROUNDS})", name="ground"),
    )
