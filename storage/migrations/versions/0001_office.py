"""The roster: staff, roles, teams, deputies, absences, and the record of changes to them."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Counter, EncryptedText, UtcInstant
from storage.triggers import forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROLES = "'beschaeftigt', 'eingangszone', 'teamleitung', 'stv_teamleitung', 'bgf', 'geschaeftsleitung'"


def upgrade() -> None:
    _people()
    _teams()
    op.create_table(
        "staff_audit",
        sa.Column("id", Counter, primary_key=True),
        sa.Column("at", UtcInstant, nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    for statement in forbid_changes("staff_audit", op.get_bind().dialect.name):
        op.execute(statement)


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", EncryptedText, nullable=False),
        sa.Column("room", sa.String(80), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "staff_roles",
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("role", sa.String(40), primary_key=True),
        sa.CheckConstraint(f"role IN ({ROLES})", name="role"),
    )
    op.create_table(
        "absences",
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("from_on", sa.Date, primary_key=True),
        sa.Column("until_on", sa.Date, primary_key=True),
        sa.CheckConstraint("until_on >= from_on", name="order"),
    )


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("lead", sa.String(36), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "team_deputies",
        sa.Column("team_id", sa.String(64), sa.ForeignKey("teams.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("staff_id", sa.String(36), sa.ForeignKey("staff.id"), nullable=False),
        sa.UniqueConstraint("team_id", "staff_id"),
    )
