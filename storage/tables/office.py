"""The roster and the record of its changes."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from procedure.vocabulary import Role
from storage.column_types import Counter, UtcInstant, one_of
from storage.tables.audit import Mac
from storage.tables.base import Id, TeamKey, metadata, person, person_key, text, yes_no

staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    text("name"),
    Column("room", String(80), nullable=False),
    yes_no("active"),
)

staff_roles = Table(
    "staff_roles",
    metadata,
    person_key(),
    Column("role", one_of(Role, "role"), primary_key=True),
)

teams = Table(
    "teams",
    metadata,
    Column("id", TeamKey, primary_key=True),
    Column("name", String(200), nullable=False),
    person("lead", nullable=True),
    yes_no("active"),
)

team_deputies = Table(
    "team_deputies",
    metadata,
    Column("team_id", TeamKey, ForeignKey("teams.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    person("staff_id"),
    UniqueConstraint("team_id", "staff_id"),
)

absences = Table(
    "absences",
    metadata,
    person_key(),
    Column("from_on", Date, primary_key=True),
    Column("until_on", Date, primary_key=True),
    person("reported_by", nullable=True),  # empty: the roster file says so
    Column("back_on", Date),  # the day from which the person is here again, whatever was planned
    CheckConstraint("until_on >= from_on", name="order"),
)

staff_audit = Table(
    "staff_audit",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("at", UtcInstant, nullable=False),
    Column("subject", TeamKey, nullable=False),
    Column("event", String(64), nullable=False),
    Column("details", JSON, nullable=False),
    Column("position", Integer),
    Column("mac", Mac),
    sqlite_autoincrement=True,
)
Index("ix_staff_audit_position", staff_audit.c.position, unique=True)

roster_version = Table(
    "roster_version",
    metadata,
    # One row. Every change of the roster or of an absence counts it up in the same transaction.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="id"),
)
