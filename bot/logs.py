"""Logs as events with fields: an action, ids, codes. Never a text, a name, or an exception's message."""

import logging
import sys
import threading
import uuid
from pathlib import PurePath
from types import TracebackType

import structlog

_MOST_FRAMES = 8


class WithoutValues(logging.Formatter):
    """Writes level, logger and, of an error, its kind and where it happened; nothing that was said.

    The usual one adds the traceback, and the error's message in it: a database quotes the row there.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line = f"{record.levelname} {record.name}"
        return f"{line} {kind_and_place(*record.exc_info)}" if record.exc_info else line


def kind_and_place(
    kind: type[BaseException] | None, _error: BaseException | None, trace: TracebackType | None
) -> str:
    """Name an error's kind and the innermost lines of code it passed; no message, no value."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join([kind.__name__ if kind else "Error", *places[-_MOST_FRAMES:]])


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
    # Libraries put values into their messages (SQL parameters, URLs): only the loggers' names count.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutValues())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    logging.lastResort = None
    sys.excepthook = _on_end
    sys.unraisablehook = lambda lost: _on_end(lost.exc_type, lost.exc_value, lost.exc_traceback)
    threading.excepthook = lambda lost: _on_end(lost.exc_type, lost.exc_value, lost.exc_traceback)


def _on_end(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> None:
    """Say what nobody has caught as the log does: Python itself would print the message."""
    structlog.get_logger("process").error("uncaught", error=kind_and_place(kind, error, trace))


def new_incident() -> str:
    """Return an id that a person can read out and that stands in the log, nothing more."""
    return uuid.uuid4().hex[:8].upper()
