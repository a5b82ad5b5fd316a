"""The outbox as the use cases see it: notices are put in the transaction that causes them."""

import uuid
from collections.abc import Sequence

from casework.notices import Notice
from storage.connection import Connection
from storage.tables import OutboxState, outbox


class SqlNoticeBoard:
    """The outbox within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, notices: Sequence[Notice]) -> None:
        """Queue notices in this transaction."""
        if notices:
            await self._connection.execute(
                outbox.insert(),
                [
                    {
                        "id": str(uuid.uuid4()),
                        "kind": notice.kind,
                        "audience": str(notice.audience),
                        "on_behalf": False,
                        "case_id": notice.case_id,
                        "due_at": notice.due_at,
                        "attempts": 0,
                        "state": OutboxState.OPEN,
                    }
                    for notice in notices
                ],
            )
