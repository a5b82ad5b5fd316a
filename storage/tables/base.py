"""What all tables share."""

from sqlalchemy import Boolean, Column, ForeignKey, MetaData, String

from storage.column_types import EncryptedText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(36)
"""A UUID: our own for cases, Entra's for people."""

TeamKey = String(64)

ForeignId = String(1024)
"""An identifier or address that Teams chose."""


def yes_no(name: str) -> Column[bool]:
    """Build a flag."""
    return Column(name, Boolean, nullable=False)


def text(name: str) -> Column[str]:
    """Build a column for personal data."""
    return Column(name, EncryptedText, nullable=False)


def optional_text(name: str) -> Column[str | None]:
    """Build a column for personal data that is mostly empty; an empty text is no value."""
    return Column(name, EncryptedText)


def person(name: str, *, nullable: bool = False) -> Column[str]:
    """Build a reference to somebody in the roster."""
    return Column(name, Id, ForeignKey("staff.id"), nullable=nullable)


def person_key() -> Column[str]:
    """Build a reference to somebody in the roster that is part of the primary key."""
    return Column("staff_id", Id, ForeignKey("staff.id"), primary_key=True)


def case_id() -> Column[str]:
    """Build a reference to a case."""
    return Column("case_id", Id, ForeignKey("cases.id"), nullable=False)


def case_key() -> Column[str]:
    """Build a reference to a case that is (part of) the primary key."""
    return Column("case_id", Id, ForeignKey("cases.id"), primary_key=True)
