"""What taking the people out of a case needs from the outside (privacy; R50)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from procedure.notice_kind import NoticeKind
from procedure.vocabulary import CaseId

ANONYMISED: Final = "Anonymised"
"""The event with which the record of an anonymised case begins."""

STILL_OWED: Final = frozenset({NoticeKind.CARD_REFRESH, NoticeKind.REDACTION})
"""What goes out about an anonymised case: it takes away what chats still show."""


class RecordBroken(Exception):  # noqa: N818 - named for the fact
    """The record of a case is not whole: who removed it now would remove the traces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiped:
    """How much of a case was removed."""

    entries: int = 0
    """Entries of its record, those removed before included."""
    documents: int = 0
    corrections: int = 0
    messages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What the run has added to the record of the house."""

    cases: int = 0
    entries: int = 0


class Retention(Protocol):
    """Cases whose time is over, and what is kept beside them."""

    async def over_before(self, instant: datetime, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name cases over before an instant and not anonymised, by id, those after ``after``."""

    async def late(self, now: datetime, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name anonymised cases beside which something is kept again, by id, those after ``after``.

        A message that is being delivered right now is not counted: it is next time.
        """

    async def stand_still(self, numbers: Sequence[str]) -> None:
        """Let nobody change these cases until this transaction ends; who is changing one is waited for.

        Always in one order, however they are named. What was read of them before is to be read anew.
        """

    async def wipe(self, case_id: CaseId, now: datetime) -> Wiped:
        """Remove everything kept beside a case, its record included: that begins anew, with nothing in it.

        What must still go out stays (``STILL_OWED``), and so does a message that is being delivered right
        now. The case itself is saved by the caller. RecordBroken if its record is not whole.
        """

    async def note_run(self, now: datetime) -> Noted:
        """Say in the record of the house how many cases were anonymised since it was said last.

        It explains why there are fewer entries. What a killed run left unsaid is said by the next.
        """
