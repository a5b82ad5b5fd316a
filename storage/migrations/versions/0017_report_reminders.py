"""Reminders of the yearly report and of its measures: two more kinds of messages, and what was told.

A release before has no word for these kinds and leaves such messages to a newer one.
"""

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcInstant
from storage.table_rebuild import altered

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = (
    "'bgf_erfassen', 'team_vorgang', 'gl_vorgang', 'sofortalarm', 'uebergabe_antwort', "
    "'uebergabe_stellvertretung', 'vorgang_beendet', 'team_neues', 'bgf_neues', 'gl_neues', "
    "'karte_auffrischen', 'nicht_zustellbar', 'erinnerung', 'wochenuebersicht', 'schwaerzung', "
    "'jahresbericht_faellig', 'massnahme_faellig'"
)


def upgrade() -> None:
    _allow("outbox", counts_up=True)
    _allow("sent_cards")
    op.create_table(
        "report_reminders",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("days_before", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", UtcInstant, nullable=False),
    )


def _allow(table: str, *, counts_up: bool = False) -> None:
    name = op.f(f"ck_{table}_kind")
    with altered(table, counts_up=counts_up) as changed:
        changed.drop_constraint(name, type_="check")
        changed.create_check_constraint(name, f"kind IN ({KINDS})")
