"""What of an entry its MAC covers: all that the entry says, in the same words from either database."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, type_coerce
from sqlalchemy.types import NullType

from storage.audit_chain import Content, instant

CASE_FIELDS: Final = ("at", "actor", "role", "on_behalf", "event", "details")
STAFF_FIELDS: Final = ("at", "subject", "event", "details")


def content_of(values: Mapping[str, Any], fields: tuple[str, ...]) -> Content:
    """Return an entry that is being written."""
    return [_READERS.get(field, _text)(values[field]) for field in fields]


def content_found(row: Mapping[str, Any], fields: tuple[str, ...]) -> Content | None:
    """Return an entry as it stands in the database; None if it can no longer be one."""
    try:
        return content_of(row, fields)
    except (TypeError, ValueError, RecursionError):
        return None


def raw(table: Table, fields: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """Ask for columns as the driver gives them: a column's type would stumble over a forged value."""
    return [type_coerce(table.c[field], NullType()).label(field) for field in fields]


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return None if value is None else str(value)  # an enum's member as its word


def _instant(value: object) -> str:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise TypeError
    return instant(at)


def _flag(value: object) -> bool:
    if value not in (0, 1):
        raise ValueError
    return bool(value)


def _details(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value


_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "at": _instant,
    "on_behalf": _flag,
    "details": _details,
}
