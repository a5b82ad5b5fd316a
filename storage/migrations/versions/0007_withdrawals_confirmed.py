"""A letter that confirms a withdrawal may lie with a case (A16)."""

from alembic import op

from storage.table_rebuild import altered

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DOCUMENTS = (
    "'eingang', 'eingangsbestaetigung', 'zwischennachricht', 'antwort', 'stellungnahme', 'beitrag', "
    "'abgabenachricht', 'ruecknahmebestaetigung', 'sonstiges'"
)


def upgrade() -> None:
    for table in ("documents", "case_documents"):
        name = op.f(f"ck_{table}_kind")
        with altered(table) as changed:
            changed.drop_constraint(name, type_="check")
            changed.create_check_constraint(name, f"kind IN ({DOCUMENTS})")
