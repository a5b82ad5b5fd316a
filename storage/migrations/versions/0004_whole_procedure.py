"""What the whole procedure adds to a case: the parts of which it has at most one, as columns."""

from itertools import chain
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.column_types import EncryptedText, UtcInstant
from storage.table_rebuild import altered

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

GROUNDS = "'eskalation', 'bedrohung', 'schwerwiegende_gesamtsituation'"
WAYS = "'brief', 'e_mail', 'uebergeben', 'online'"
ALLOWED = {
    "decision_state": "'nicht_noetig', 'offen', 'getroffen'",
    "acknowledgement_state": "'nicht_noetig', 'offen', 'versandt', 'entfaellt'",
    "acknowledgement_way": WAYS,
    "acknowledgement_waiver": (
        "'keine_anschrift', 'anfordernde_stelle_bestaetigt', 'schon_beantwortet', 'sonstiges'"
    ),
    "decision_lead": "'team', 'GL'",
    "talk_state": "'kein', 'wunsch', 'tl_vermerk', 'entschieden', 'gefuehrt'",
    "talk_ground": GROUNDS,
    "talk_form": "'telefonisch', 'schriftlich', 'persoenlich', 'kein_gespraech'",
    "treatment_kind": ("'in_bearbeitung', 'termin_vereinbart', 'auf_schriftform_verwiesen', 'an_gl_gegeben'"),
    "closing_outcome": "'begruendet', 'teilweise', 'unbegruendet', 'nicht_feststellbar', 'entfaellt'",
    "closing_answer": (
        "'antwort_versandt', 'im_gespraech_geklaert', 'keine_antwort_erforderlich', "
        "'keine_schriftliche_reaktion'"
    ),
    "closing_way": WAYS,
    "closing_cause": (
        "'prozess', 'information', 'erreichbarkeit', 'verhalten', 'recht', 'technik', 'extern'"
    ),
    "ending_reason": "'zurueckgenommen', 'zusammengefuehrt', 'abgegeben', 'fehlerfassung'",
}
PEOPLE = (
    "acknowledgement_receipt_confirmed_by",
    "decision_decided_by",
    "closing_closed_by",
    "closing_signed_by",
    "ending_ended_by",
)
TEAMS = ("returned_team", "revision_team", "transfer_team")


def upgrade() -> None:
    with altered("cases") as cases:
        for column in chain(_reaction(), _acknowledgement(), _management(), _returns(), _results()):
            cases.add_column(column)
        for name, allowed in ALLOWED.items():
            cases.create_check_constraint(op.f(f"ck_cases_{name}"), f"{name} IN ({allowed})")
        for name in PEOPLE:
            cases.create_foreign_key(op.f(f"fk_cases_{name}"), "staff", [name], ["id"])
        for name in TEAMS:
            cases.create_foreign_key(op.f(f"fk_cases_{name}"), "teams", [name], ["id"])
    op.create_index("ix_cases_registered_at", "cases", ["registered_at"])


def _reaction() -> list[sa.Column[Any]]:
    return [
        sa.Column("confidential", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("people", sa.Integer, nullable=False, server_default="1"),
        sa.Column("third_party_authorised", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("original_close_by", sa.Date),
        sa.Column("filed_at", UtcInstant),
        _word("decision_state", default="nicht_noetig"),
        *(
            sa.Column(f"{name}_count", sa.Integer, nullable=False, server_default="0")
            for name in ("contributions", "informing", "interim_notices", "further_receipts")
        ),
    ]


def _acknowledgement() -> list[sa.Column[Any]]:
    return [
        _word("acknowledgement_state", default="nicht_noetig"),
        sa.Column("acknowledgement_settled_at", UtcInstant),
        sa.Column("acknowledgement_sent_on", sa.Date),
        _word("acknowledgement_way"),
        _word("acknowledgement_waiver"),
        sa.Column("acknowledgement_note", EncryptedText),
        sa.Column("acknowledgement_receipt_confirmed_at", UtcInstant),
        sa.Column("acknowledgement_receipt_confirmed_by", sa.String(36)),
    ]


def _management() -> list[sa.Column[Any]]:
    return [
        _word("decision_lead"),
        sa.Column("decision_decided_at", UtcInstant),
        sa.Column("decision_decided_by", sa.String(36)),
        sa.Column("decision_instruction", EncryptedText),
        sa.Column("decision_final_signature", sa.Boolean),
        sa.Column("decision_reason", EncryptedText),
        _word("talk_state", default="kein"),
        sa.Column("talk_wished_at", UtcInstant),
        _word("talk_ground"),
        sa.Column("talk_note", EncryptedText),
        sa.Column("talk_noted_at", UtcInstant),
        _word("talk_form"),
        sa.Column("talk_decision_note", EncryptedText),
        sa.Column("talk_appointment_at", UtcInstant),
        sa.Column("talk_decided_at", UtcInstant),
        sa.Column("talk_held_on", sa.Date),
        sa.Column("talk_held_note", EncryptedText),
        _word("treatment_kind"),
        sa.Column("treatment_at", UtcInstant),
        sa.Column("treatment_appointment_at", UtcInstant),
        sa.Column("treatment_place", EncryptedText),
    ]


def _returns() -> list[sa.Column[Any]]:
    return [
        column
        for name in ("returned", "revision", "transfer")
        for column in (
            sa.Column(f"{name}_at", UtcInstant),
            sa.Column(f"{name}_reason", EncryptedText),
            sa.Column(f"{name}_team", sa.String(64)),
        )
    ]


def _results() -> list[sa.Column[Any]]:
    return [
        _word("closing_outcome"),
        _word("closing_answer"),
        sa.Column("closing_closed_at", UtcInstant),
        sa.Column("closing_closed_by", sa.String(36)),
        sa.Column("closing_on_behalf", sa.Boolean),
        sa.Column("closing_answered_on", sa.Date),
        _word("closing_way"),
        sa.Column("closing_no_answer_reason", EncryptedText),
        _word("closing_cause"),
        sa.Column("closing_measure", EncryptedText),
        sa.Column("closing_insight", EncryptedText),
        sa.Column("closing_verbis_noted", sa.Boolean),
        sa.Column("closing_signed_at", UtcInstant),
        sa.Column("closing_signed_by", sa.String(36)),
        sa.Column("closing_late", sa.Boolean),
        _word("ending_reason"),
        sa.Column("ending_ended_at", UtcInstant),
        sa.Column("ending_ended_by", sa.String(36)),
        sa.Column("ending_note", EncryptedText),
        sa.Column("ending_target", EncryptedText),
        sa.Column("reopening_at", UtcInstant),
        sa.Column("reopening_reason", EncryptedText),
        sa.Column("reopening_closed_before_at", UtcInstant),
    ]


def _word(name: str, *, default: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(40), nullable=default is None, server_default=default)
