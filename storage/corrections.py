"""The history of what was typed. It is only ever added to; the database refuses anything else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from casework.ports import Correction
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.keys import KeyRing
from storage.tables import corrections as history
from storage.unmarked_corrections import UnmarkedCorrections

PLAIN = ("case_id", "at", "actor", "field")
SEALED = ("old", "new", "reason")


class SqlCorrections:
    """The corrections within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing, unmarked: UnmarkedCorrections) -> None:
        self._connection = connection
        self._keys = keys
        self._unmarked = unmarked

    async def append(self, corrections: Sequence[Correction]) -> None:
        """Add corrections; nothing can change or remove them. The entry that comes next vouches for them."""
        rows = [
            {field: getattr(correction, field) for field in PLAIN}
            | {field: self._keys.seal(getattr(correction, field), place_of(field)) for field in SEALED}
            for correction in corrections
        ]
        if rows:
            await self._connection.execute(history.insert(), rows)
            self._unmarked.add(corrections)

    async def of_case(self, case_id: CaseId) -> Sequence[Correction]:
        """Return a case's corrections, oldest first."""
        chosen = select(history).where(history.c.case_id == case_id).order_by(history.c.id)
        rows = (await self._connection.execute(chosen)).mappings()
        return [Correction(**self._values(row)) for row in rows]

    def _values(self, row: RowMapping) -> dict[str, Any]:
        opened = {field: self._keys.open(row[field], place_of(field)) for field in SEALED}
        return {field: row[field] for field in PLAIN} | opened


def place_of(field: str) -> str:
    """Name the column that a value is sealed for."""
    return f"{history.name}.{field}"
