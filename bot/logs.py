"""Logs as events with fields: an action, ids, codes. Never a text, a name, or an exception's message."""

import logging
import sys
import uuid

import structlog


def configure_logging(*, json: bool) -> None:
    """Send every log line to standard error, as JSON for machines or in columns for people."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Libraries put values into their messages (SQL parameters, URLs): only their warnings' names count.
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s", stream=sys.stderr, force=True)


def new_incident() -> str:
    """Return an id that a person can read out and that stands in the log, nothing more."""
    return uuid.uuid4().hex[:8].upper()
