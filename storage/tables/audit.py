"""What proves the record whole: where it begins, and how far each of its chains goes."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from storage.tables.base import metadata, text

Mac = String(64)
"""HMAC-SHA256, in hexadecimal digits."""

audit_start = Table(
    "audit_start",
    metadata,
    # One row, written when the record is sealed for the first time.
    Column("id", Integer, primary_key=True, autoincrement=False),
    # What the key of the chains is derived from. Sealed with the office's keys and renewed with them,
    # so that entries, which never change, can still be checked when those keys are gone.
    text("secret"),
    CheckConstraint("id = 1", name="id"),
)

audit_chains = Table(
    "audit_chains",
    metadata,
    # A case's id, „staff“, or „numbers-2026“.
    Column("chain", String(64), primary_key=True),
    # The case's number; of the roster's chain, the instant at which the record was sealed.
    Column("label", String(40), nullable=False),
    # Entries from before the record was sealed carry no MAC of their own; one MAC covers all of them.
    Column("sealed", Integer, nullable=False),
    Column("sealed_mac", Mac, nullable=False),
    Column("length", Integer, nullable=False),
    Column("last_mac", Mac, nullable=False),
    Column("head_mac", Mac, nullable=False),
)
