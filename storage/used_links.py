"""Links that work once (R43): which of them have been used up."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from storage.connection import Connection
from storage.tables import used_links
from storage.upsert import insert

KEPT_FOR: Final = timedelta(days=1)
"""A link that ran out a day before another one does is refused for its age; it need not be remembered."""


class SqlUsedLinks:
    """The used links within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def use(self, link_id: str, expires_at: datetime) -> bool:
        """Note that a link is used up; False if it was before."""
        outdated = used_links.c.expires_at < expires_at - KEPT_FOR
        await self._connection.execute(delete(used_links).where(outdated))
        noted = insert(self._connection, used_links).values(link_id=link_id, expires_at=expires_at)
        return (await self._connection.execute(noted.on_conflict_do_nothing())).rowcount == 1

    async def is_used(self, link_id: str) -> bool:
        """Tell whether a link is used up."""
        found = select(used_links.c.link_id).where(used_links.c.link_id == link_id)
        return (await self._connection.execute(found)).first() is not None
