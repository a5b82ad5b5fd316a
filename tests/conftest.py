"""For all tests: which of them may use the network, and databases for those that need one."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_socket
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import create_engine
from storage.keys import KeyRing
from tests.support.databases import PostgresTemplate, SqliteTemplate

WITHOUT_NETWORK = ("unit", "properties", "dialogs", "architecture")
"""Folders of tests in which nothing may open a socket; the others may talk to this machine."""

LOOPBACK = ["127.0.0.1", "::1", "localhost"]


@pytest.fixture(autouse=True)
def _limited_network(request: pytest.FixtureRequest) -> None:
    # The plugin lifts these limits itself when the test ends.
    folders = request.node.path.relative_to(Path(__file__).parent).parts
    if folders[0] in WITHOUT_NETWORK:
        pytest_socket.disable_socket(allow_unix_socket=True)  # asyncio itself needs a socket pair
    else:
        pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture
def key_ring() -> KeyRing:
    """Return fresh keys."""
    return KeyRing.generate()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """Return a migrated SQLite database to copy."""
    return SqliteTemplate.make(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[PostgresTemplate]:
    """Return a PostgreSQL server with a migrated database to copy."""
    with PostgresTemplate.started() as template:
        yield template


@pytest.fixture
def sqlite_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """Return the address of a migrated, empty SQLite database."""
    return sqlite_template.copy_to(tmp_path / "var" / "krm.sqlite3")


@pytest.fixture
def postgres_url(postgres_template: PostgresTemplate) -> Iterator[str]:
    """Return the address of a migrated, empty PostgreSQL database."""
    with postgres_template.lent() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated, empty database; the test runs once on each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Open the migrated, empty database; the test runs once on each kind."""
    opened = create_engine(database_url)
    yield opened
    await opened.dispose()
