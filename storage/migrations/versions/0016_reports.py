"""The yearly report: frozen runs, texts, measures; and an index to read the cases of a year."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Counter, EncryptedText, UtcInstant
from storage.triggers import forbid_changes

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = "'offen', 'erledigt', 'verworfen'"


def upgrade() -> None:
    _runs()
    _chapters()
    _measures()
    op.create_index("ix_cases_received_at_id", "cases", ["received_at", "id"])


def _runs() -> None:
    op.create_table(
        "report_runs",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_at", UtcInstant, nullable=False),
        sa.Column("made_by", sa.String(36), sa.ForeignKey("staff.id")),
        sa.Column("frozen", sa.String, nullable=False),
        sa.Column("words", EncryptedText),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("released_at", UtcInstant),
        sa.Column("released_by", sa.String(36), sa.ForeignKey("staff.id")),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released"),
    )


def _chapters() -> None:
    op.create_table(
        "report_chapters",
        sa.Column("id", Counter, primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("chapter", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", EncryptedText, nullable=False),
        sa.Column("at", UtcInstant, nullable=False),
        sa.Column("written_by", sa.String(36), sa.ForeignKey("staff.id"), nullable=False),
        sa.UniqueConstraint("year", "chapter", "version"),
        sa.CheckConstraint("version >= 1", name="version"),
        sqlite_autoincrement=True,
    )
    for statement in forbid_changes("report_chapters", op.get_bind().dialect.name):
        op.execute(statement)


def _measures() -> None:
    op.create_table(
        "report_measures",
        sa.Column("sequence", Counter, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("text", EncryptedText, nullable=False),
        sa.Column("responsible", EncryptedText, nullable=False),
        sa.Column("owner", sa.String(36), sa.ForeignKey("staff.id")),
        sa.Column("due_on", sa.Date),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("effect", EncryptedText),
        sa.Column("row_version", sa.Integer, nullable=False),
        sa.Column("reminded_on", sa.Date),
        sa.CheckConstraint(f"state IN ({STATES})", name="state"),
        sa.CheckConstraint("row_version >= 1", name="row_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_measures_year", "report_measures", ["year"])
