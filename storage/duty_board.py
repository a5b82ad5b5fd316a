"""What is owed about each case, so that lists and reminders need not load the cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete

from casework.ports import NEVER
from procedure.duties import Duty
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.tables import duties as board


class SqlDutyBoard:
    """The duties within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def replace(
        self, case_id: CaseId, duties: Sequence[Duty], remind_at: Mapping[Duty, datetime] = NEVER
    ) -> None:
        """Keep these as all that is owed about a case, and when each is to be told next."""
        await self._connection.execute(delete(board).where(board.c.case_id == case_id))
        if duties:
            rows = [
                {
                    "case_id": case_id,
                    "position": position,
                    "kind": duty.kind,
                    "audience": str(duty.audience),
                    "due_on": duty.due_on,
                    "remind_at": remind_at.get(duty),
                }
                for position, duty in enumerate(duties)
            ]
            await self._connection.execute(board.insert(), rows)
