"""Every place of the database that holds sealed values, found in the tables themselves.

A new column of an encrypted type is covered without anybody thinking of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, String, Table, and_, func, literal, or_
from sqlalchemy.sql.sqltypes import TypeEngine

from storage.column_types import EncryptedBytes, EncryptedText
from storage.keys import bytes_head, text_head
from storage.tables import cases, metadata, staff

CUSTOMER_NUMBER = cases.c.customer_number
NUMBER_HASH = cases.c.customer_number_hash
"""Kept beside it: the hash is made with the same key, so both are renewed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedTable:
    """A table and its sealed columns, all texts or all files."""

    table: Table
    columns: tuple[Column[Any], ...]
    holds_files: bool

    @property
    def key(self) -> tuple[Column[Any], ...]:
        """The primary key, by which rows are walked through and found again."""
        return tuple(self.table.primary_key.columns)

    def under_other_keys(self, known: Sequence[str]) -> ColumnElement[bool]:
        """Say that a row holds a value sealed with none of the named keys."""
        return or_(*(self._other(column, known) for column in self.columns))

    def _other(self, column: Column[Any], known: Sequence[str]) -> ColumnElement[bool]:
        # Plain types, not the column's: a head is no sealed value.
        type_: TypeEngine[Any] = LargeBinary() if self.holds_files else String()
        heads = [bytes_head(name) if self.holds_files else text_head(name) for name in known]
        head = func.substr(column, 1, len(heads[0]), type_=type_)
        return and_(column.is_not(None), *(head != literal(value, type_) for value in heads))


def sealed_tables() -> tuple[SealedTable, ...]:
    """Return them in the order of a renewal.

    The roster first and files next: then, however far a renewal has come, every key that a file needs is
    needed by a text too, and the check at the start need not read the files.
    """
    found = [
        SealedTable(table=table, columns=columns, holds_files=kind is EncryptedBytes)
        for table in metadata.sorted_tables
        for kind in (EncryptedBytes, EncryptedText)
        if (columns := tuple(column for column in table.columns if isinstance(column.type, kind)))
    ]
    return tuple(sorted(found, key=lambda one: (one.table is not staff, not one.holds_files)))
