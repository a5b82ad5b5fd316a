"""What result an answer tells that was made as a letter: closing suggests it."""

import sqlalchemy as sa
from alembic import op

from storage.table_rebuild import altered

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OUTCOMES = "'begruendet', 'teilweise', 'unbegruendet', 'nicht_feststellbar', 'entfaellt'"


def upgrade() -> None:
    with altered("case_documents") as documents:
        documents.add_column(sa.Column("outcome", sa.String(40)))
        documents.create_check_constraint(op.f("ck_case_documents_outcome"), f"outcome IN ({OUTCOMES})")
