"""The record of the cases (R50). It is only ever added to; the database refuses anything else.

What the database cannot refuse, a change of its file, is noticed: see ``storage.audit_chain``.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, select

from casework.ports import AuditEntry
from procedure.vocabulary import CaseId
from storage.audit_content import CASE_FIELDS, content_of
from storage.audit_corrections import CORRECTED, MARK, mark_of
from storage.audit_heads import ChainHeads
from storage.connection import Connection
from storage.keys import KeyRing
from storage.staff_changes import year_begun
from storage.staff_record import append_to_staff_record
from storage.tables import audit_entries
from storage.unmarked_corrections import UnmarkedCorrections

FIELDS = ("case_id", *CASE_FIELDS)


class SqlAuditLog:
    """The record within one transaction."""

    def __init__(
        self, connection: Connection, heads: ChainHeads, keys: KeyRing, unmarked: UnmarkedCorrections
    ) -> None:
        self._connection = connection
        self._heads = heads
        self._keys = keys
        self._unmarked = unmarked

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Add entries; nothing can change or remove them."""
        for case_id, of_case in groupby(entries, key=lambda entry: entry.case_id):
            await self._append(case_id, list(of_case))

    async def _append(self, case_id: CaseId, entries: Sequence[AuditEntry]) -> None:
        rows = [{field: getattr(entry, field) for field in FIELDS} for entry in entries]
        await self._vouch(case_id, rows)
        year = self._heads.first_of_year(case_id)
        links = await self._heads.extend(case_id, [content_of(row, CASE_FIELDS) for row in rows])
        linked = [
            row | {"position": link.position, "mac": link.mac} for row, link in zip(rows, links, strict=True)
        ]
        await self._connection.execute(audit_entries.insert(), linked)
        if year is not None:
            await append_to_staff_record(self._connection, self._keys, [year_begun(year, entries[0].at)])

    async def of_case(self, case_id: CaseId) -> Sequence[AuditEntry]:
        """Return a case's entries, oldest first."""
        chosen = select(*(audit_entries.c[field] for field in FIELDS))
        ordered = chosen.where(audit_entries.c.case_id == case_id).order_by(audit_entries.c.id)
        return [_entry(row) for row in (await self._connection.execute(ordered)).mappings()]

    async def _vouch(self, case_id: CaseId, rows: Sequence[dict[str, Any]]) -> None:
        """Let the entry of a step that corrected something vouch for what was corrected."""
        row = next((row for row in rows if row["event"] == CORRECTED), None)
        corrections = self._unmarked.take(case_id) if row is not None else []
        if row is None or not corrections:
            return
        key = await self._heads.key()
        if key is not None:
            row["details"] = row["details"] | {MARK: mark_of(key, corrections)}


def _entry(row: RowMapping) -> AuditEntry:
    details = {name: value for name, value in row["details"].items() if name != MARK}
    return AuditEntry(**{**row, "details": details})
