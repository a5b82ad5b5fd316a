"""The database's own clock, spelled for both databases."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.column_types import UtcInstant


class database_now(FunctionElement[datetime]):  # noqa: N801 - reads like the SQL function it is
    """The instant at which the database writes a row."""

    type = UtcInstant()
    inherit_cache = True


@compiles(database_now, "postgresql")
def _postgresql(_element: database_now, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return "now()"


@compiles(database_now, "sqlite")
def _sqlite(_element: database_now, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"
