"""What the record of a case says about its customer's rights: codes only (Art. 15, 17 DSGVO; R50)."""

from datetime import datetime
from typing import Final

from casework.ports import AuditEntry
from procedure.case import Case

DISCLOSED: Final = "DisclosedToPerson"
WITHHELD: Final = "DisclosureWithheld"
REFUSED: Final = "ErasureRefused"


def right_exercised(case: Case, event: str, now: datetime, details: dict[str, str]) -> AuditEntry:
    """Build a line of the record. At the command line nobody acts in an office of the roster."""
    return AuditEntry(
        case_id=case.id, at=now, actor=None, role=None, on_behalf=False, event=event, details=details
    )
