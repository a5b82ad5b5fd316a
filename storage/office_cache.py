"""The roster, kept in memory: opening every name at every press would cost more than the press."""

from sqlalchemy import select, update

from procedure.office import Office
from storage.connection import Connection
from storage.keys import KeyRing
from storage.roster_rows import load_office
from storage.tables import roster_version


class OfficeCache:
    """The roster as last committed, for one database; shared by its units of work.

    The version is asked every time, so a change by another process counts at once. A transaction that
    has changed the roster itself must not ask here: what it sees may yet be undone.
    """

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys
        self._kept: tuple[int, Office] | None = None

    async def office(self, connection: Connection) -> Office:
        """Load the roster if it has changed since it was loaded last."""
        # First the version: a change in between makes what is kept newer than its number, never older.
        asked = await connection.execute(select(roster_version.c.version))
        version: int = asked.scalar_one()
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = (version, await load_office(connection, self._keys))
            self._kept = kept
        return kept[1]


async def count_roster_change(connection: Connection) -> None:
    """Note in a running transaction that the roster or an absence has changed."""
    await connection.execute(update(roster_version).values(version=roster_version.c.version + 1))
