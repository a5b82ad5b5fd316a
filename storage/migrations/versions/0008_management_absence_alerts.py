"""A reaction about the management (A26), employees who are away (A24), every alert that was raised (R38)."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcInstant
from storage.table_rebuild import altered

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

GROUNDS = "'eskalation', 'bedrohung', 'schwerwiegende_gesamtsituation'"


def upgrade() -> None:
    with altered("cases") as cases:
        cases.add_column(
            sa.Column("concerns_management", sa.Boolean, nullable=False, server_default=sa.false())
        )
        cases.add_column(sa.Column("alerts_count", sa.Integer, nullable=False, server_default="0"))
    with altered("case_informing") as informing:
        informing.add_column(sa.Column("absent_until", sa.Date))
    op.create_table(
        "case_alerts",
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("raised_at", UtcInstant, nullable=False),
        sa.CheckConstraint(f"ground IN ({GROUNDS})", name="ground"),
    )
