"""What a case may have several of, each list in a table of its own, and what is owed about a case."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table

from procedure.duties import DutyKind
from procedure.vocabulary import (
    Channel,
    ContributionState,
    DispatchWay,
    DocumentKind,
    EscalationGround,
    HoldGround,
    InformingState,
    Origin,
    Outcome,
)
from storage.column_types import UtcInstant, one_of
from storage.tables.base import Id, TeamKey, case_key, metadata, optional_text, person, yes_no


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True)


def _team() -> Column[str]:
    return Column("team", TeamKey, ForeignKey("teams.id"), nullable=False)


case_contributions = Table(
    "case_contributions",
    metadata,
    case_key(),
    _position(),
    _team(),
    Column("requested_at", UtcInstant, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", one_of(ContributionState, "state"), nullable=False),
    optional_text("text"),
    Column("delivered_at", UtcInstant),
    person("delivered_by", nullable=True),
    optional_text("note"),
)
Index("ix_case_contributions_team_case_id", case_contributions.c.team, case_contributions.c.case_id)

case_informing = Table(
    "case_informing",
    metadata,
    case_key(),
    _position(),
    _team(),
    Column("state", one_of(InformingState, "state"), nullable=False),
    Column("informed_on", Date),
    Column("count", Integer),
    optional_text("reason"),
    Column("absent_until", Date),
)

case_interim_notices = Table(
    "case_interim_notices",
    metadata,
    case_key(),
    _position(),
    Column("number", Integer, nullable=False),
    Column("sent_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    optional_text("reason"),
    Column("way", one_of(DispatchWay, "way"), nullable=False),
    yes_no("late"),
    Column("noted_at", UtcInstant, nullable=False),
)

case_further_receipts = Table(
    "case_further_receipts",
    metadata,
    case_key(),
    _position(),
    Column("channel", one_of(Channel, "channel"), nullable=False),
    Column("origin", one_of(Origin, "origin"), nullable=False),
    Column("received_at", UtcInstant, nullable=False),
    Column("noted_at", UtcInstant, nullable=False),
    Column("from_number", String(20), nullable=False),
)

case_alerts = Table(
    "case_alerts",
    metadata,
    case_key(),
    _position(),
    Column("ground", one_of(EscalationGround, "ground"), nullable=False),
    Column("raised_at", UtcInstant, nullable=False),
)

case_holds = Table(
    "case_holds",
    metadata,
    case_key(),
    _position(),
    Column("ground", one_of(HoldGround, "ground"), nullable=False),
    Column("placed_at", UtcInstant, nullable=False),
    optional_text("note"),
    Column("lifted_at", UtcInstant),
    optional_text("lifted_because"),
)

case_followers = Table(
    "case_followers",
    metadata,
    case_key(),
    _position(),
    Column("number", String(20), nullable=False),
)

case_documents = Table(
    "case_documents",
    metadata,
    case_key(),
    _position(),
    # Checked at the end of the transaction: the case and its letter may be written in any order.
    Column(
        "document_id",
        Id,
        ForeignKey("documents.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("kind", one_of(DocumentKind, "kind"), nullable=False),
    Column("outcome", one_of(Outcome, "outcome")),
)

duties = Table(
    "duties",
    metadata,
    case_key(),
    _position(),
    Column("kind", one_of(DutyKind, "kind"), nullable=False),
    Column("audience", String(128), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("remind_at", UtcInstant),
)
Index("ix_duties_remind_at", duties.c.remind_at)
Index("ix_duties_due_on", duties.c.due_on)
Index("ix_duties_audience_case_id_due_on", duties.c.audience, duties.c.case_id, duties.c.due_on)
