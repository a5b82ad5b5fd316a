"""The lists of a case, what is owed about it, its letters and scans, and the history of what was typed."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Counter, EncryptedBytes, EncryptedText, UtcInstant
from storage.triggers import forbid_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAYS = "'brief', 'e_mail', 'uebergeben', 'online'"
CHANNELS = "'schriftlich', 'elektronisch', 'telefonisch', 'persoenlich'"
ORIGINS = "'direkt', 'LRA', 'AA', 'RD', 'Zentrale', 'sonstige'"
DOCUMENTS = (
    "'eingang', 'eingangsbestaetigung', 'zwischennachricht', 'antwort', 'stellungnahme', 'beitrag', "
    "'abgabenachricht', 'sonstiges'"
)
DUTIES = (
    "'erfassen', 'eingangsbestaetigung', 'neu_zuordnen', 'ablage', 'entscheidung_gl', "
    "'gespraech_entscheiden', 'gespraech_fuehren', 'schlusszeichnung', 'gespraech_vermerk', "
    "'empfang_bestaetigen', 'uebernehmen', 'beschaeftigte_informieren', 'beitrag', 'abschluss'"
)


def upgrade() -> None:
    _documents()
    _teams_parts()
    _receipts_and_notices()
    _keys_and_duties()
    _history()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id")),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", EncryptedText, nullable=False),
        sa.Column("media_type", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("added_at", UtcInstant, nullable=False),
        _person("added_by", nullable=False),
        sa.Column("expires_at", UtcInstant),
        sa.CheckConstraint("size >= 0", name="size"),
        _check("kind", DOCUMENTS),
    )
    op.create_index("ix_documents_case_id", "documents", ["case_id"])
    waits = sa.text("case_id IS NULL")
    op.create_index(
        "ix_documents_waiting", "documents", ["expires_at"], sqlite_where=waits, postgresql_where=waits
    )
    op.create_table(
        "document_contents",
        sa.Column("document_id", sa.String(36), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("content", EncryptedBytes, nullable=False),
    )
    op.create_table(
        "used_links",
        sa.Column("link_id", sa.String(200), primary_key=True),
        sa.Column("expires_at", UtcInstant, nullable=False),
    )
    op.create_index("ix_used_links_expires_at", "used_links", ["expires_at"])


def _teams_parts() -> None:
    op.create_table(
        "case_contributions",
        *_keys(),
        _team(),
        sa.Column("requested_at", UtcInstant, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("text", EncryptedText),
        sa.Column("delivered_at", UtcInstant),
        _person("delivered_by"),
        sa.Column("note", EncryptedText),
        _check("state", "'offen', 'geliefert', 'zurueck', 'verzichtet'"),
    )
    op.create_index("ix_case_contributions_team_case_id", "case_contributions", ["team", "case_id"])
    op.create_index("ix_case_teams_team_id_case_id", "case_teams", ["team_id", "case_id"])
    op.create_table(
        "case_informing",
        *_keys(),
        _team(),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("informed_on", sa.Date),
        sa.Column("count", sa.Integer),
        sa.Column("reason", EncryptedText),
        _check("state", "'offen', 'erledigt', 'niemand', 'aufgeschoben'"),
    )


def _receipts_and_notices() -> None:
    op.create_table(
        "case_interim_notices",
        *_keys(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("reason", EncryptedText),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("noted_at", UtcInstant, nullable=False),
        _check("way", WAYS),
    )
    op.create_table(
        "case_further_receipts",
        *_keys(),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("origin", sa.String(40), nullable=False),
        sa.Column("received_at", UtcInstant, nullable=False),
        sa.Column("noted_at", UtcInstant, nullable=False),
        sa.Column("from_number", sa.String(20), nullable=False),
        _check("channel", CHANNELS),
        _check("origin", ORIGINS),
    )


def _keys_and_duties() -> None:
    op.create_table("case_followers", *_keys(), sa.Column("number", sa.String(20), nullable=False))
    document = sa.ForeignKey("documents.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "case_documents",
        *_keys(),
        sa.Column("document_id", sa.String(36), document, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        _check("kind", DOCUMENTS),
    )
    op.create_table(
        "duties",
        *_keys(),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("audience", sa.String(128), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        _check("kind", DUTIES),
    )
    op.create_index("ix_duties_due_on", "duties", ["due_on"])
    op.create_index("ix_duties_audience_case_id_due_on", "duties", ["audience", "case_id", "due_on"])


def _history() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", Counter, primary_key=True),
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("at", UtcInstant, nullable=False),
        _person("actor", nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("old", EncryptedText, nullable=False),
        sa.Column("new", EncryptedText, nullable=False),
        sa.Column("reason", EncryptedText, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_case_id", "corrections", ["case_id"])
    for statement in forbid_changes("corrections", op.get_bind().dialect.name):
        op.execute(statement)


def _keys() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
    )


def _team() -> sa.Column[str]:
    return sa.Column("team", sa.String(64), sa.ForeignKey("teams.id"), nullable=False)


def _person(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), sa.ForeignKey("staff.id"), nullable=nullable)


def _check(column: str, allowed: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=column)
