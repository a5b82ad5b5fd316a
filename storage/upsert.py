"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy spells once per database."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.connection import Connection


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT that may say what happens to a row that is already there."""
    return postgresql.insert(table) if connection.dialect_name == "postgresql" else sqlite.insert(table)
