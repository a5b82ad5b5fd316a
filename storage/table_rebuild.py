"""Changing a table that is there: each migration says it once, each database does it its own way."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy import text


@contextmanager
def altered(table: str, *, counts_up: bool = False) -> Iterator[BatchOperations]:
    """Change a table's columns and constraints.

    PostgreSQL alters it. SQLite cannot, so the table is built anew under the same name with its rows
    and indexes; its triggers are lost and must be made again. ``counts_up`` says that the table never
    uses a key twice (AUTOINCREMENT), which SQLite keeps beside the table.
    """
    if op.get_bind().dialect.name != "sqlite":
        with op.batch_alter_table(table, recreate="never") as changes:
            yield changes
        return
    used = _last_key(table) if counts_up else None
    options = {"sqlite_autoincrement": True} if counts_up else {}
    with op.batch_alter_table(table, recreate="always", table_kwargs=options) as changes:
        yield changes
    if used is not None:
        connection = op.get_bind()
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), {"name": table, "seq": used}
        )


def _last_key(table: str) -> int | None:
    found = op.get_bind().execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table})
    return found.scalar_one_or_none()
