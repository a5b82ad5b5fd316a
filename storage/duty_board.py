"""What is owed about each case, so that lists and reminders need not load the cases."""

from collections.abc import Sequence

from sqlalchemy import delete

from procedure.duties import Duty
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.tables import duties as board


class SqlDutyBoard:
    """The duties within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def replace(self, case_id: CaseId, duties: Sequence[Duty]) -> None:
        """Keep these as all that is owed about a case."""
        await self._connection.execute(delete(board).where(board.c.case_id == case_id))
        if duties:
            rows = [
                {
                    "case_id": case_id,
                    "position": position,
                    "kind": duty.kind,
                    "audience": str(duty.audience),
                    "due_on": duty.due_on,
                }
                for position, duty in enumerate(duties)
            ]
            await self._connection.execute(board.insert(), rows)
