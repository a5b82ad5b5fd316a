"""Takes the people out of a case whose time is over (Z6/Z7 -> Z8; privacy; § 84 SGB X, Art. 17 DSGVO).

One case, one transaction: the case, everything kept beside it, its record. What can be counted stays
(``procedure.anonymising``).
"""

from datetime import datetime
from enum import StrEnum

from casework.notices import Notice
from casework.ports import AuditEntry, UnitOfWork
from casework.redacted_chats import redaction_of
from casework.retention_ports import ANONYMISED, Wiped
from procedure.anonymising import anonymised
from procedure.case import Case
from procedure.notification import REFRESH
from procedure.vocabulary import CaseState


class AnonymisedBecause(StrEnum):
    """Why a case was anonymised."""

    TIME = "zeitablauf"
    REQUEST = "antrag"


async def anonymise(unit: UnitOfWork, case: Case, *, now: datetime, why: AnonymisedBecause) -> Wiped:
    """Anonymise a case in the caller's transaction; whether it may be, the caller has asked.

    VersionConflict if somebody presses at the same moment, RecordBroken if the record is not whole. Of a
    case that is anonymised already, what came late is removed; when and why it was, is still said.
    """
    first = case.state is not CaseState.ANONYMISED
    left = anonymised(case)
    before = None if first else await _said_before(unit, case)
    wiped = await unit.retention.wipe(case.id, now)
    if left is not case:
        await unit.cases.save(left)
    begun = AuditEntry(
        case_id=case.id,
        at=now if before is None else before.at,
        actor=None,
        role=None,
        on_behalf=False,
        event=ANONYMISED,
        details={"why": why if before is None else before.details["why"], "entries": str(wiped.entries)},
    )
    await unit.audit.append([begun])
    if first:
        refresh = Notice(kind=REFRESH.kind, audience=REFRESH.audience, case_id=case.id, due_at=now)
        await unit.notices.put([refresh, redaction_of(case.id, now)])
    return wiped


async def _said_before(unit: UnitOfWork, case: Case) -> AuditEntry | None:
    entries = await unit.audit.of_case(case.id)
    return next((entry for entry in entries if entry.event == ANONYMISED), None)
