"""Column types that refuse what must not get into the database."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, LargeBinary, String, TypeDecorator
from sqlalchemy.types import TypeEngine

from storage.errors import NaiveInstant
from storage.keys import SEALED_FORM, SEALED_MARK, Sealed, SealedBytes

Counter = BigInteger().with_variant(Integer, "sqlite")
"""A primary key that counts up; SQLite counts INTEGER only."""


class UtcInstant(TypeDecorator[datetime]):
    """An instant, in UTC, aware in and out; a naive datetime is refused (NaiveInstant).

    SQLite has no type for it: there it is text of fixed length that sorts as the instants do.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type in the database at hand."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Bring an instant to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstant
        instant = value.astimezone(UTC)
        return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return an aware instant in UTC."""
        if value is None:
            return None
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return instant.astimezone(UTC)


class EncryptedText(TypeDecorator[str]):
    """Personal data, sealed by a ``KeyRing`` before it gets here.

    The type holds no key (keys are handed around, not global); it lets nothing pass but the sealed
    form, so that a forgotten ``seal`` fails in the first test instead of leaking a name.
    """

    impl = String()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse plain text."""
        if value is not None and SEALED_FORM.fullmatch(value) is None:
            message = "Plain text for an encrypted column; seal it with the key ring first."
            raise TypeError(message)
        return value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the sealed text."""
        return None if value is None else Sealed(value)


class EncryptedBytes(TypeDecorator[bytes]):
    """A file, sealed by a ``KeyRing`` before it gets here; nothing else passes."""

    impl = LargeBinary()
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse what is not sealed."""
        if value is not None and not value.startswith(SEALED_MARK):
            message = "Plain bytes for an encrypted column; seal them with the key ring first."
            raise TypeError(message)
        return value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> SealedBytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the sealed bytes."""
        return None if value is None else SealedBytes(value)


def one_of(members: type[StrEnum], name: str) -> Enum:
    """Build a column type for an enum: stored as its German word, CHECKed by the database.

    ``name`` is the column's name; it becomes part of the constraint's.
    """
    return Enum(
        members,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda kind: [str(member.value) for member in kind],
    )
