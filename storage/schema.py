"""The state of the database's schema, and bringing it up to date (``krm-bot db upgrade``).

During a rolling upgrade processes of the release before work on the new schema. So a migration only adds
(expand); what nobody needs any more goes with a later release (contract). A migration that takes
something away says in its revision since which one a release can do without: ``0020_needs_0018``. Those
after it say so, too. A release whose own schema is older than that neither starts nor goes on.
"""

import asyncio
import re
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import migrating, reading
from storage.errors import DatabaseBusy, SchemaOutdated, SchemaUnknown

MIGRATIONS = Path(__file__).parent / "migrations"

UPGRADE_LOCK = 0x6B726D
"""Key of the PostgreSQL advisory lock: two programs started at once upgrade one after the other."""


MOST_TRIES = 20
BETWEEN_TRIES_SECONDS = 0.5
TABLE_MILLISECONDS = 3_000
"""How long an upgrade waits for a table; whoever comes after it waits as long."""
_OTHERS_AT_WORK = frozenset({"40P01", "55P03"})
"""PostgreSQL's codes for it: „deadlock_detected“, „lock_not_available“."""

_REVISION = re.compile(r"(\d{4})(?:_needs_(\d{4}))?")


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

    Processes of the release before may be at work: the tables are waited for only briefly, so that nobody
    queues behind the upgrade for long, and it is begun anew where the two waited for each other.
    DatabaseBusy if that did not help. Another ``revision`` is for tests of the way from there.
    """
    for _ in range(MOST_TRIES):
        try:
            async with migrating(engine) as connection:
                await connection.run_sync(_upgrade, revision)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _OTHERS_AT_WORK:
                raise
            await asyncio.sleep(BETWEEN_TRIES_SECONDS)
        else:
            return
    raise DatabaseBusy


async def assert_schema_is_current(engine: AsyncEngine) -> None:
    """Raise SchemaOutdated or SchemaUnknown, with the remedy, unless the database fits this program."""
    revision = await current_revision(engine)
    if revision == head_revision():
        return
    if revision is not None and not _is_known(revision):
        raise SchemaUnknown
    raise SchemaOutdated


async def assert_schema_is_usable(engine: AsyncEngine) -> bool:
    """Raise as ``assert_schema_is_current``, but not for a newer schema that this program can work with.

    True if it is newer. For serving only: who re-encrypts, checks or copies everything must know all.
    """
    revision = await current_revision(engine)
    if revision is not None and works_with(head_revision(), revision):
        return True
    await assert_schema_is_current(engine)
    return False


def works_with(head: str, revision: str) -> bool:
    """Tell whether a program written for the schema ``head`` can work with a newer one."""
    own, found = _REVISION.fullmatch(head), _REVISION.fullmatch(revision)
    if own is None or found is None:
        return False
    return found[1] > own[1] >= (found[2] or "")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        connection.execute(text(f"SET LOCAL lock_timeout = {TABLE_MILLISECONDS}"))
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
