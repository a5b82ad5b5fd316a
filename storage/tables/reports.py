"""The yearly report (GA VIII): frozen runs, what people write for it, and the measures of a year."""

from sqlalchemy import CheckConstraint, Column, Date, Integer, String, Table, UniqueConstraint

from casework.views_report import MeasureState
from storage.column_types import Counter, UtcInstant, one_of
from storage.tables.base import Id, metadata, optional_text, person, text

report_runs = Table(
    "report_runs",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("made_at", UtcInstant, nullable=False),
    # Empty: made on the command line.
    person("made_by", nullable=True),
    # Counts and kinds only. Plain text, not JSON: the bytes come back as they were hashed.
    Column("frozen", String, nullable=False),
    # What people had written by then; the frozen counts hold its hash.
    optional_text("words"),
    Column("checksum", String(64), nullable=False),
    Column("released_at", UtcInstant),
    person("released_by", nullable=True),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released"),
)

report_chapters = Table(
    "report_chapters",
    metadata,
    # Only grows: the database refuses changes.
    Column("id", Counter, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("chapter", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    text("text"),
    Column("at", UtcInstant, nullable=False),
    person("written_by"),
    UniqueConstraint("year", "chapter", "version"),
    CheckConstraint("version >= 1", name="version"),
    sqlite_autoincrement=True,
)

# Which reminder of a year's report has been sent: so many days before it is due.
report_reminders = Table(
    "report_reminders",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("days_before", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcInstant, nullable=False),
)

report_measures = Table(
    "report_measures",
    metadata,
    Column("sequence", Counter, primary_key=True),
    Column("id", Id, nullable=False, unique=True),
    Column("year", Integer, nullable=False, index=True),
    text("text"),
    text("responsible"),
    # Empty: the BGF.
    person("owner", nullable=True),
    Column("due_on", Date),
    Column("state", one_of(MeasureState, "state"), nullable=False),
    Column("done_on", Date),
    optional_text("effect"),
    Column("row_version", Integer, nullable=False),
    # The last day on which was reminded of it.
    Column("reminded_on", Date),
    CheckConstraint("row_version >= 1", name="row_version"),
    sqlite_autoincrement=True,
)
