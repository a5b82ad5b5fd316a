"""Which commands have had their effect, so that asking twice is the same as asking once."""

from datetime import datetime

from sqlalchemy import select

from casework.errors import VersionConflict
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.tables import processed_commands
from storage.upsert import insert


class SqlProcessedCommands:
    """The processed commands within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def case_of(self, command_id: str) -> CaseId | None:
        """Return the case a command led to, if it was processed before."""
        of_command = processed_commands.c.command_id == command_id
        found = select(processed_commands.c.case_id).where(of_command)
        case_id = (await self._connection.execute(found)).scalar_one_or_none()
        return None if case_id is None else CaseId(case_id)

    async def remember(self, command_id: str, case_id: CaseId, at: datetime) -> None:
        """Note that a command has had its effect; VersionConflict if another turn was faster."""
        noted = insert(self._connection, processed_commands).values(
            command_id=command_id, case_id=case_id, at=at
        )
        if (await self._connection.execute(noted.on_conflict_do_nothing())).rowcount != 1:
            raise VersionConflict
