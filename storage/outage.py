"""A database that cannot be reached or used, said in one sentence that holds no secret."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from storage.errors import DatabaseUnavailable


@contextmanager
def outages_named() -> Iterator[None]:
    """Turn what the driver raises into DatabaseUnavailable.

    Only the kind of error is kept: its text may hold the address with the password.
    """
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        message = (
            f"Die Datenbank ist nicht benutzbar ({type(error).__name__}). "
            "Bitte KRM_DATABASE_URL prüfen, und ob die Datenbank läuft und beschreibbar ist."
        )
        raise DatabaseUnavailable(message) from None
