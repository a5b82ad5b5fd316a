"""New roles and kinds of messages; absences that people report themselves; a counter for the roster."""

import sqlalchemy as sa
from alembic import op

from storage.table_rebuild import altered
from storage.triggers import forbid_changes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROLES = (
    "'beschaeftigt', 'eingangszone', 'teamleitung', 'stv_teamleitung', 'bgf', 'geschaeftsleitung', "
    "'vertrauliche_vorgaenge'"
)
KINDS = (
    "'bgf_erfassen', 'team_vorgang', 'gl_vorgang', 'sofortalarm', 'uebergabe_antwort', "
    "'uebergabe_stellvertretung', 'vorgang_beendet', 'team_neues', 'bgf_neues', 'gl_neues', "
    "'karte_auffrischen', 'nicht_zustellbar'"
)


def upgrade() -> None:
    _allow("staff_roles", "role", ROLES)
    _allow("audit_entries", "role", ROLES, counts_up=True)
    if op.get_bind().dialect.name == "sqlite":  # there the triggers went with the old table
        for statement in forbid_changes("audit_entries", "sqlite"):
            op.execute(statement)
    _allow("outbox", "kind", KINDS, counts_up=True)
    _allow("sent_cards", "kind", KINDS)
    with altered("absences") as absences:
        absences.add_column(sa.Column("reported_by", sa.String(36)))
        absences.add_column(sa.Column("back_on", sa.Date))
        absences.create_foreign_key(op.f("fk_absences_reported_by"), "staff", ["reported_by"], ["id"])
    version = op.create_table(
        "roster_version",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name="id"),
    )
    op.bulk_insert(version, [{"id": 1, "version": 0}])


def _allow(table: str, column: str, allowed: str, *, counts_up: bool = False) -> None:
    name = op.f(f"ck_{table}_{column}")
    with altered(table, counts_up=counts_up) as changed:
        changed.drop_constraint(name, type_="check")
        changed.create_check_constraint(name, f"{column} IN ({allowed})")
