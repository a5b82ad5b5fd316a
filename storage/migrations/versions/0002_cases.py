"""The cases, what belongs to them, their record and the processed commands."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Counter, EncryptedText, UtcInstant
from storage.triggers import forbid_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ALLOWED = {
    "state": (
        "'erfasst', 'bei_teamleitung', 'in_bearbeitung_team', 'in_bearbeitung_gl', 'schlusszeichnung_gl', "
        "'abgeschlossen', 'beendet_ohne_antwort', 'anonymisiert'"
    ),
    "lead": "'team', 'GL'",
    "channel": "'schriftlich', 'elektronisch', 'telefonisch', 'persoenlich'",
    "origin": "'direkt', 'LRA', 'AA', 'RD', 'Zentrale', 'sonstige'",
    "talk_wish": "'kein', 'wunsch', 'sofort'",
    "escalation_ground": "'eskalation', 'bedrohung', 'schwerwiegende_gesamtsituation'",
    "parting": "'wartet', 'termin_vereinbart', 'auf_schriftform_verwiesen', 'gegangen'",
    "kind": (
        "'fachliche_beschwerde', 'lob', 'idee_anregung', 'petition', 'eingabe', "
        "'dienstaufsichtsbeschwerde', 'fachaufsichtsbeschwerde', 'folgereaktion'"
    ),
    "involvement": "'betroffen', 'gelobt'",
    "reason": (
        "'schriftlich_oder_elektronisch', 'telefonisch_zeitaufwaendig', 'vor_ort_nicht_abgeholfen', "
        "'fuehrungskraft_ab_teamleitung'"
    ),
    "answer": "'ich_komme', 'termin', 'rueckruf', 'schriftform'",
    "role": "'beschaeftigt', 'eingangszone', 'teamleitung', 'stv_teamleitung', 'bgf', 'geschaeftsleitung'",
}


def upgrade() -> None:
    op.create_table(
        "case_numbers",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.CheckConstraint("last >= 1", name="last"),
    )
    _cases()
    _parts()
    _handovers()
    _record()


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("number", sa.String(20), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("lead", sa.String(40), nullable=False),
        sa.Column("registered_at", UtcInstant, nullable=False),
        _person("registered_by", nullable=False),
        sa.Column("acknowledge_by", sa.Date),
        sa.Column("close_by", sa.Date, nullable=False),
        sa.Column("act_by", sa.Date, nullable=False),
        sa.Column("lead_excluded", sa.Boolean, nullable=False),
        _person("holder"),
        sa.Column("taken_over_at", UtcInstant),
        sa.Column("holder_on_behalf", sa.Boolean, nullable=False),
        sa.Column("recorded_in_tool_at", UtcInstant),
        sa.Column("krm_tool_ref", EncryptedText, nullable=False),
        *_reaction(),
        sa.CheckConstraint("version >= 1", name="version"),
        *_checks("state", "lead", "channel", "origin", "talk_wish", "escalation_ground", "parting"),
    )
    for column in ("state", "act_by", "customer_number_hash"):
        op.create_index(f"ix_cases_{column}", "cases", [column])


def _reaction() -> list[sa.Column[object]]:
    return [
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("received_at", UtcInstant, nullable=False),
        sa.Column("origin", sa.String(40), nullable=False),
        sa.Column("origin_detail", EncryptedText, nullable=False),
        sa.Column("summary", EncryptedText, nullable=False),
        sa.Column("customer_name", EncryptedText, nullable=False),
        sa.Column("customer_contact", EncryptedText, nullable=False),
        sa.Column("customer_number", EncryptedText, nullable=False),
        sa.Column("customer_number_hash", sa.String(64)),
        sa.Column("anonymous", sa.Boolean, nullable=False),
        sa.Column("resolved_on_spot", sa.Boolean, nullable=False),
        sa.Column("time_consuming", sa.Boolean, nullable=False),
        sa.Column("reached_leadership", sa.Boolean, nullable=False),
        sa.Column("referred_to_team_lead", sa.Boolean, nullable=False),
        sa.Column("concerns_lead", sa.Boolean, nullable=False),
        sa.Column("talk_wish", sa.String(40), nullable=False),
        sa.Column("escalation_ground", sa.String(40)),
        sa.Column("escalation_note", EncryptedText, nullable=False),
        sa.Column("parting", sa.String(40)),
        sa.Column("handover_agreed_with", EncryptedText, nullable=False),
        sa.Column("origin_in_verbis", sa.Boolean, nullable=False),
        sa.Column("follow_up_of", EncryptedText, nullable=False),
        sa.Column("legal_remedy_check", sa.Boolean, nullable=False),
        sa.Column("withdraws", sa.Boolean, nullable=False),
        sa.Column("duplicate_of", EncryptedText, nullable=False),
        sa.Column("external_due_on", sa.Date),
    ]


def _parts() -> None:
    op.create_table(
        "case_concerns",
        _case_key(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.UniqueConstraint("case_id", "kind"),
        *_checks("kind"),
    )
    op.create_table(
        "case_teams",
        _case_key(),
        sa.Column("involvement", sa.String(40), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.String(64), sa.ForeignKey("teams.id"), nullable=False),
        sa.UniqueConstraint("case_id", "involvement", "team_id"),
        *_checks("involvement"),
    )
    op.create_table(
        "case_record_reasons",
        _case_key(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.UniqueConstraint("case_id", "reason"),
        *_checks("reason"),
    )
    op.create_table(
        "case_excluded_staff",
        _case_key(),
        sa.Column("position", sa.Integer, primary_key=True),
        _person("staff_id", nullable=False),
        sa.UniqueConstraint("case_id", "staff_id"),
    )


def _handovers() -> None:
    op.create_table(
        "handovers",
        _case_key(),
        sa.Column("waiting_since", UtcInstant, nullable=False),
        sa.Column("due_at", UtcInstant, nullable=False),
        sa.Column("team", sa.String(64), sa.ForeignKey("teams.id")),
        sa.Column("deputy_asked_at", UtcInstant),
        sa.Column("answer", sa.String(40)),
        sa.Column("answered_at", UtcInstant),
        _person("answered_by"),
        sa.Column("on_behalf", sa.Boolean, nullable=False),
        sa.Column("appointment_at", UtcInstant),
        sa.Column("place", EncryptedText, nullable=False),
        sa.Column("callback", EncryptedText, nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        *_checks("answer"),
    )
    is_open = sa.text("answer IS NULL")
    op.create_index(
        "ix_handovers_open", "handovers", ["due_at"], sqlite_where=is_open, postgresql_where=is_open
    )


def _record() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", Counter, primary_key=True),
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("at", UtcInstant, nullable=False),
        _person("actor"),
        sa.Column("role", sa.String(40)),
        sa.Column("on_behalf", sa.Boolean, nullable=False),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        *_checks("role"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_entries_case_id", "audit_entries", ["case_id"])
    for statement in forbid_changes("audit_entries", op.get_bind().dialect.name):
        op.execute(statement)
    op.create_table(
        "processed_commands",
        sa.Column("command_id", sa.String(1024), primary_key=True),
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("at", UtcInstant, nullable=False),
    )


def _case_key() -> sa.Column[str]:
    return sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id"), primary_key=True)


def _person(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), sa.ForeignKey("staff.id"), nullable=nullable)


def _checks(*columns: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(f"{column} IN ({ALLOWED[column]})", name=column) for column in columns]
