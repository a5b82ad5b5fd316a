"""The record of the cases (R50). It is only ever added to; the database refuses anything else."""

from collections.abc import Sequence

from sqlalchemy import select

from casework.ports import AuditEntry
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.tables import audit_entries

FIELDS = ("case_id", "at", "actor", "role", "on_behalf", "event", "details")


class SqlAuditLog:
    """The record within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Add entries; nothing can change or remove them."""
        if entries:
            rows = [{field: getattr(entry, field) for field in FIELDS} for entry in entries]
            await self._connection.execute(audit_entries.insert(), rows)

    async def of_case(self, case_id: CaseId) -> Sequence[AuditEntry]:
        """Return a case's entries, oldest first."""
        chosen = select(*(audit_entries.c[field] for field in FIELDS))
        ordered = chosen.where(audit_entries.c.case_id == case_id).order_by(audit_entries.c.id)
        return [AuditEntry(**row) for row in (await self._connection.execute(ordered)).mappings()]
