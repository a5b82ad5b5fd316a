"""Changing a table that is there: each migration says it once, each database does it its own way."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import op
from alembic.operations import BatchOperations


@contextmanager
def altered(table: str, *, counts_up: bool = False) -> Iterator[BatchOperations]:
    """Change a table's columns and constraints.

    PostgreSQL alters it. SQLite cannot, so the table is built anew under the same name with its rows
    and indexes; its triggers are lost and must be made again. ``counts_up`` says that the table must
    never use a key twice (AUTOINCREMENT), which SQLite does not tell.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        table,
        recreate="always" if sqlite else "never",
        table_kwargs={"sqlite_autoincrement": True} if counts_up else {},
    ) as changes:
        yield changes
