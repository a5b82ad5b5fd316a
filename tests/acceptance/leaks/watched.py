"""The running bot with a hand on everything that leaves it: logs, answers, messages, the database."""

import io
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.logs import configure_logging
from tests.acceptance.conftest import Bot

ALL_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


@dataclass(kw_only=True)
class WatchedBot(Bot):
    """One that keeps what it answered."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    """Status and body of every answer to a turn."""

    @classmethod
    def of(cls, bot: Bot) -> "WatchedBot":
        """Watch a bot that is not running yet."""
        return cls(**{name: value for name, value in vars(bot).items() if not name.startswith("_")})

    async def post(self, activity: Mapping[str, Any]) -> tuple[int, Any]:
        status, answer = await super().post(activity)
        self.answers.append((status, str(answer)))
        return status, answer

    async def sends_raw(self, body: str, *, token: str = "", kind: str = "application/json") -> None:
        """Send what is no activity, or from nobody who may."""
        headers = {
            "Content-Type": kind,
            "Authorization": f"Bearer {token or self.signer.token(self.connector.url)}",
        }
        async with self.session.post(f"{self.url}/api/messages", data=body, headers=headers) as answer:
            self.answers.append((answer.status, f"{answer.headers} {await answer.text()}"))

    @property
    def refusals(self) -> list[str]:
        """What was said to whoever was turned away."""
        return [body for status, body in self.answers if status >= 400]


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Log as the process does, every level and library included, into a text that can be searched."""
    before, handlers = structlog.get_config(), logging.getLogger().handlers[:]
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, logging.lastResort
    real, level = sys.stderr, logging.getLogger().level
    sys.stderr = written = io.StringIO()
    try:
        configure_logging(json=True)
        # A logger that is kept would go on writing here in the next test.
        structlog.configure(cache_logger_on_first_use=False)
        yield written
    finally:
        sys.stderr = real
        sys.excepthook, sys.unraisablehook, threading.excepthook, logging.lastResort = hooks
        structlog.configure(**before)
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)


async def dumped(database_url: str) -> dict[str, str]:
    """Read every row of every table past the product, as a dump would; binary values as they are."""
    driver = database_url.replace("sqlite://", "sqlite+aiosqlite://")
    engine = create_async_engine(driver)
    try:
        async with engine.connect() as connection:
            names = (await connection.execute(text(ALL_TABLES[engine.dialect.name]))).scalars().all()
            return {
                name: "\n".join(
                    _written(row)
                    for row in await connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 - names of the schema
                )
                for name in names
            }
    finally:
        await engine.dispose()


def _written(row: Any) -> str:  # noqa: ANN401 - a row of any table
    return " ".join(
        bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
        for value in row
    )


def raw_files(folder: Path) -> dict[str, bytes]:
    """Read every file of an embedded database, the write-ahead log too."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
