"""The cases, their record and what belongs to them."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
)

from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    EscalationGround,
    HandoverAnswer,
    Lead,
    Origin,
    Parting,
    RecordReason,
    Role,
    TalkWish,
)
from storage.column_types import Counter, UtcInstant, one_of
from storage.tables.audit import Mac
from storage.tables.base import (
    ForeignId,
    Id,
    TeamKey,
    case_id,
    case_key,
    metadata,
    person,
    text,
    yes_no,
)
from storage.tables.part_columns import part_columns


class Involvement(StrEnum):
    """How a team is involved in a case (A27)."""

    CONCERNED = "betroffen"
    PRAISED = "gelobt"


case_numbers = Table(
    "case_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    CheckConstraint("last >= 1", name="last"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", String(20), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("state", one_of(CaseState, "state"), nullable=False, index=True),
    Column("lead", one_of(Lead, "lead"), nullable=False),
    Column("registered_at", UtcInstant, nullable=False),
    person("registered_by"),
    Column("acknowledge_by", Date),
    Column("close_by", Date, nullable=False),
    Column("act_by", Date, nullable=False, index=True),
    yes_no("lead_excluded"),
    person("holder", nullable=True),
    Column("taken_over_at", UtcInstant),
    yes_no("holder_on_behalf"),
    Column("recorded_in_tool_at", UtcInstant),
    text("krm_tool_ref"),
    # The reaction
    Column("channel", one_of(Channel, "channel"), nullable=False),
    Column("received_at", UtcInstant, nullable=False),
    Column("origin", one_of(Origin, "origin"), nullable=False),
    text("origin_detail"),
    text("summary"),
    text("customer_name"),
    text("customer_contact"),
    text("customer_number"),
    Column("customer_number_hash", String(64), index=True),
    yes_no("anonymous"),
    yes_no("resolved_on_spot"),
    yes_no("time_consuming"),
    yes_no("reached_leadership"),
    yes_no("referred_to_team_lead"),
    yes_no("concerns_lead"),
    Column("talk_wish", one_of(TalkWish, "talk_wish"), nullable=False),
    Column("escalation_ground", one_of(EscalationGround, "escalation_ground")),
    text("escalation_note"),
    Column("parting", one_of(Parting, "parting")),
    text("handover_agreed_with"),
    yes_no("origin_in_verbis"),
    text("follow_up_of"),
    yes_no("legal_remedy_check"),
    yes_no("withdraws"),
    text("duplicate_of"),
    Column("external_due_on", Date),
    # What came with the whole procedure
    Column("confidential", Boolean, nullable=False, server_default=false()),
    Column("people", Integer, nullable=False, server_default="1"),
    Column("third_party_authorised", Boolean, nullable=False, server_default=false()),
    *part_columns(),
    Column("concerns_management", Boolean, nullable=False, server_default=false()),
    Column("alerts_count", Integer, nullable=False, server_default="0"),
    Column("holds_count", Integer, nullable=False, server_default="0"),
    CheckConstraint("version >= 1", name="version"),
)
Index("ix_cases_registered_at", cases.c.registered_at)
Index("ix_cases_received_at_id", cases.c.received_at, cases.c.id)

case_concerns = Table(
    "case_concerns",
    metadata,
    case_key(),
    Column("position", Integer, primary_key=True),
    Column("kind", one_of(ConcernKind, "kind"), nullable=False),
    UniqueConstraint("case_id", "kind"),
)

case_teams = Table(
    "case_teams",
    metadata,
    case_key(),
    Column("involvement", one_of(Involvement, "involvement"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("team_id", TeamKey, ForeignKey("teams.id"), nullable=False),
    UniqueConstraint("case_id", "involvement", "team_id"),
)

Index("ix_case_teams_team_id_case_id", case_teams.c.team_id, case_teams.c.case_id)

case_record_reasons = Table(
    "case_record_reasons",
    metadata,
    case_key(),
    Column("position", Integer, primary_key=True),
    Column("reason", one_of(RecordReason, "reason"), nullable=False),
    UniqueConstraint("case_id", "reason"),
)

case_excluded_staff = Table(
    "case_excluded_staff",
    metadata,
    case_key(),
    Column("position", Integer, primary_key=True),
    person("staff_id"),
    UniqueConstraint("case_id", "staff_id"),
)

handovers = Table(
    "handovers",
    metadata,
    case_key(),
    Column("waiting_since", UtcInstant, nullable=False),
    Column("due_at", UtcInstant, nullable=False),
    Column("team", TeamKey, ForeignKey("teams.id")),
    Column("deputy_asked_at", UtcInstant),
    Column("answer", one_of(HandoverAnswer, "answer")),
    Column("answered_at", UtcInstant),
    person("answered_by", nullable=True),
    yes_no("on_behalf"),
    Column("appointment_at", UtcInstant),
    text("place"),
    text("callback"),
    CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
)
Index(
    "ix_handovers_open",
    handovers.c.due_at,
    sqlite_where=handovers.c.answer.is_(None),
    postgresql_where=handovers.c.answer.is_(None),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("id", Counter, primary_key=True),
    case_id(),
    Column("at", UtcInstant, nullable=False),
    person("actor", nullable=True),
    Column("role", one_of(Role, "role")),
    yes_no("on_behalf"),
    Column("event", String(64), nullable=False),
    Column("details", JSON, nullable=False),
    # Both empty in entries from before the record was sealed.
    Column("position", Integer),
    Column("mac", Mac),
    sqlite_autoincrement=True,
)
Index("ix_audit_entries_case_id_position", audit_entries.c.case_id, audit_entries.c.position, unique=True)

processed_commands = Table(
    "processed_commands",
    metadata,
    Column("command_id", ForeignId, primary_key=True),
    case_id(),
    Column("at", UtcInstant, nullable=False),
)
