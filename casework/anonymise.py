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
    case that is anonymised already, what came late is removed.
    """
    first = case.state is not CaseState.ANONYMISED
    left = anonymised(case)
    if not first:
        why = await _why_before(unit, case)
    wiped = await unit.retention.wipe(case.id, now)
    if left is not case:
        await unit.cases.save(left)
    begun = AuditEntry(
        case_id=case.id,
        at=now,
        actor=None,
        role=None,
        on_behalf=False,
        event=ANONYMISED,
        details={"why": why, "entries": str(wiped.entries)},
    )
    await unit.audit.append([begun])
    if first:
        refresh = Notice(kind=REFRESH.kind, audience=REFRESH.audience, case_id=case.id, due_at=now)
        await unit.notices.put([refresh, redaction_of(case.id, now)])
    return wiped


async def _why_before(unit: UnitOfWork, case: Case) -> AnonymisedBecause:
    for entry in await unit.audit.of_case(case.id):
        if entry.event == ANONYMISED:
            return AnonymisedBecause(entry.details["why"])
    return AnonymisedBecause.TIME
