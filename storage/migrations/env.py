"""Run by Alembic. The connection is handed over by ``storage.schema``, inside its transaction."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite too: a migration happens whole or not at all
)
context.run_migrations()
