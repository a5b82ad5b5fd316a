"""Finds messages that were given up without reading the whole outbox: monitoring asks every few seconds."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DEAD = sa.text("state = 'tot'")


def upgrade() -> None:
    op.create_index("ix_outbox_dead", "outbox", ["sequence"], sqlite_where=DEAD, postgresql_where=DEAD)
