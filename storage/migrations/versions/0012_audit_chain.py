"""The record becomes a chain: each entry gets its place and a MAC over itself and the one before it.

Entries that are there already get none: the key is not known here. ``krm-bot audit seal`` covers them.
A process of the release before may go on writing entries without either.
"""

import sqlalchemy as sa
from alembic import op

from storage.column_types import EncryptedText

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MAC = sa.String(64)


def upgrade() -> None:
    for table in ("audit_entries", "staff_audit"):
        # Without building the table anew, so that its triggers stay.
        op.add_column(table, sa.Column("position", sa.Integer))
        op.add_column(table, sa.Column("mac", MAC))
    op.drop_index("ix_audit_entries_case_id", "audit_entries")
    op.create_index(
        "ix_audit_entries_case_id_position", "audit_entries", ["case_id", "position"], unique=True
    )
    op.create_index("ix_staff_audit_position", "staff_audit", ["position"], unique=True)
    op.create_table(
        "audit_start",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("secret", EncryptedText, nullable=False),
        sa.CheckConstraint("id = 1", name="id"),
    )
    op.create_table(
        "audit_chains",
        sa.Column("chain", sa.String(64), primary_key=True),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("sealed", sa.Integer, nullable=False),
        sa.Column("sealed_mac", MAC, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("last_mac", MAC, nullable=False),
        sa.Column("head_mac", MAC, nullable=False),
    )
