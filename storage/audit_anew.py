"""Takes the record of an anonymised case away, and says of how many cases that was done (R50, privacy).

The chain of the case begins once more, by our key: nobody without it can do that. A record that is not
whole stays as it is, with the traces of whoever changed it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from casework.retention_ports import ANONYMISED, Noted, RecordBroken
from procedure.vocabulary import CaseId, CaseState
from storage.append_only import changes_allowed
from storage.audit_check import Found, first_break
from storage.audit_content import CASE_FIELDS, content_found, raw
from storage.audit_heads import ChainHeads
from storage.connection import Connection
from storage.exclusive import one_at_a_time
from storage.keys import KeyRing
from storage.staff_changes import StaffEvent, cases_anonymised
from storage.staff_record import append_to_staff_record
from storage.tables import audit_entries, cases, staff_audit


async def remove_record(connection: Connection, heads: ChainHeads, case_id: CaseId) -> int:
    """Remove a case's entries; return how many that makes, those removed before included.

    First the head is locked, then the table: in the order in which a press comes by. RecordBroken if the
    chain is not whole.
    """
    sealed = await heads.locked(case_id)
    of_case = audit_entries.c.case_id == case_id
    columns = raw(audit_entries, ("id", "position", "mac", *CASE_FIELDS))
    rows = (await connection.execute(select(*columns).where(of_case))).mappings().all()
    if sealed is not None:
        key, head = sealed
        found = [
            Found(
                id=row["id"],
                position=row["position"],
                mac=row["mac"],
                content=content_found(dict(row), CASE_FIELDS),
            )
            for row in rows
        ]
        if head is None or first_break(key, head, found) is not None:
            raise RecordBroken
        await heads.begin_anew(key, head)
    if rows:
        async with changes_allowed(connection, "audit_entries"):
            await connection.execute(delete(audit_entries).where(of_case))
    contents = [content_found(dict(row), CASE_FIELDS) or () for row in rows]
    before = [content[5] for content in contents if content and content[4] == ANONYMISED]
    return len(rows) - len(before) + added_up(before).entries


def added_up(details: Iterable[Mapping[str, Any]]) -> Noted:
    """Add up what entries about anonymised cases say; each of a case counts as one case."""
    cases_, entries = 0, 0
    for each in details:
        cases_ += int(each.get("cases", 1))
        entries += int(each.get("entries", 0))
    return Noted(cases=cases_, entries=entries)


async def note_in_staff_record(connection: Connection, keys: KeyRing, now: datetime) -> Noted:
    """Note how many cases were anonymised since the last note; nothing if none was."""
    await one_at_a_time(connection, "retention")
    of_cases = (
        select(audit_entries.c.details)
        .join(cases, cases.c.id == audit_entries.c.case_id)
        .where(cases.c.state == CaseState.ANONYMISED, audit_entries.c.event == ANONYMISED)
    )
    of_runs = select(staff_audit.c.details).where(staff_audit.c.event == StaffEvent.RETENTION)
    done = added_up((await connection.execute(of_cases)).scalars())
    said = added_up((await connection.execute(of_runs)).scalars())
    unsaid = Noted(cases=max(0, done.cases - said.cases), entries=max(0, done.entries - said.entries))
    if unsaid != Noted():
        row = cases_anonymised(unsaid.cases, unsaid.entries, now)
        await append_to_staff_record(connection, keys, [row])
    return unsaid
