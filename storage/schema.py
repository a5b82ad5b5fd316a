"""The state of the database's schema, and bringing it up to date (``krm-bot db upgrade``)."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import migrating, reading
from storage.errors import SchemaOutdated, SchemaUnknown

MIGRATIONS = Path(__file__).parent / "migrations"

UPGRADE_LOCK = 0x6B726D
"""Key of the PostgreSQL advisory lock: two programs started at once upgrade one after the other."""


@cache
def head_revision() -> str:
    """Return the schema this program was written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise SchemaUnknown
    return head


def knows(revision: str) -> bool:
    """Tell whether a schema is this program's or an older one, which ``upgrade`` can bring up to date."""
    return _is_known(revision)


async def current_revision(engine: AsyncEngine) -> str | None:
    """Return the schema the database has; None if it is empty."""
    async with reading(engine) as connection:
        return await connection.run_sync(_current)


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the database to ``head_revision``, whole or not at all. SchemaUnknown if it is newer.

    Another ``revision`` is for tests of the way from there.
    """
    async with migrating(engine) as connection:
        await connection.run_sync(_upgrade, revision)


async def assert_schema_is_current(engine: AsyncEngine) -> None:
    """Raise SchemaOutdated or SchemaUnknown, with the remedy, unless the database fits this program."""
    revision = await current_revision(engine)
    if revision == head_revision():
        return
    if revision is not None and not _is_known(revision):
        raise SchemaUnknown
    raise SchemaOutdated


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
    revision = _current(connection)
    if revision is not None and not _is_known(revision):
        raise SchemaUnknown
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _is_known(revision: str) -> bool:
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return any(script.revision == revision for script in scripts)


def _config() -> Config:
    config = Config()
    # ConfigParser gives % a meaning of its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
