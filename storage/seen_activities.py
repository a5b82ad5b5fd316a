"""Which activities have arrived, because Teams delivers some of them more than once."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import writing
from storage.tables import seen_activities
from storage.upsert import insert

KEPT_FOR = timedelta(minutes=10)
"""Teams repeats within seconds; after ten minutes an id may be forgotten."""

TIDY_EVERY = timedelta(minutes=1)


class SqlSeenActivities:
    """Tells the first delivery of an activity from its repetitions, across processes and restarts."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._tidied_at: datetime | None = None

    async def first_time(self, conversation_id: str, activity_id: str, now: datetime) -> bool:
        """Note an activity; True for exactly one of any number of deliveries."""
        await self._tidy(now)
        async with writing(self._engine) as connection:
            noted = insert(connection, seen_activities).values(
                conversation_id=conversation_id, activity_id=activity_id, at=now
            )
            return (await connection.execute(noted.on_conflict_do_nothing())).rowcount == 1

    async def _tidy(self, now: datetime) -> None:
        if self._tidied_at is not None and now - self._tidied_at < TIDY_EVERY:
            return
        self._tidied_at = now
        # A transaction of its own: together with the INSERT two processes could wait for each other.
        async with writing(self._engine) as connection:
            await connection.execute(delete(seen_activities).where(seen_activities.c.at < now - KEPT_FOR))
