"""Which activities have arrived and which are handled, because Teams delivers some of them more than once.

Whoever handles one holds a claim. One that ends with its process is taken up by the next delivery.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import reading, writing
from storage.tables import seen_activities
from storage.upsert import insert

KEPT_FOR = timedelta(minutes=10)
"""Teams repeats within seconds; after ten minutes an id may be forgotten."""

TIDY_EVERY = timedelta(minutes=1)


class Standing(StrEnum):
    """How far an activity is that another delivery has claimed."""

    UNDER_WAY = "under way"
    HANDLED = "handled"


@dataclass(slots=True)
class Claim:
    """One delivery's claim of an activity, known by the instant it ends at.

    A claim is taken over only after its end, so the successor's ends later: no two end at the same instant.
    """

    conversation_id: str
    activity_id: str
    ends: frozenset[datetime]
    """Its end; several while it is unknown whether a renewal was stored."""


class SqlSeenActivities:
    """Gives each activity to one delivery at a time, across processes and restarts."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._tidied_at: datetime | None = None

    async def claim(
        self, conversation_id: str, activity_id: str, now: datetime, lease: timedelta
    ) -> Claim | Standing:
        """Claim an activity until ``now + lease``, unless it is handled or another delivery's claim runs."""
        await self._tidy(now)
        async with writing(self._engine) as connection:
            fresh = insert(connection, seen_activities).values(
                conversation_id=conversation_id, activity_id=activity_id, at=now, claimed_until=now + lease
            )
            claimed = fresh.on_conflict_do_update(
                index_elements=list(seen_activities.primary_key),
                set_={"claimed_until": now + lease},
                where=seen_activities.c.claimed_until <= now,
            )
            if (await connection.execute(claimed)).rowcount == 1:
                return Claim(conversation_id, activity_id, frozenset({now + lease}))
        return await self.standing(conversation_id, activity_id)

    async def standing(self, conversation_id: str, activity_id: str) -> Standing:
        """Tell whether an activity that has arrived before is handled; a claim given back is under way."""
        found = select(seen_activities.c.at).where(
            *_this(conversation_id, activity_id), seen_activities.c.claimed_until.is_(None)
        )
        async with reading(self._engine) as connection:
            is_handled = (await connection.execute(found)).first() is not None
        return Standing.HANDLED if is_handled else Standing.UNDER_WAY

    async def renew(self, claim: Claim, until: datetime) -> None:
        """Hold a claim until ``until``; nothing where the activity is handled or taken over by now."""
        held = update(seen_activities).where(*_of(claim))
        claim.ends |= {until}
        async with writing(self._engine) as connection:
            is_ours = (await connection.execute(held.values(claimed_until=until))).rowcount == 1
        if is_ours:
            claim.ends = frozenset({until})

    async def handled(self, claim: Claim) -> None:
        """Note that an activity had its effect and its answer: every other delivery is a repetition."""
        done = update(seen_activities).where(*_this(claim.conversation_id, claim.activity_id))
        async with writing(self._engine) as connection:
            await connection.execute(done.values(claimed_until=None))

    async def give_back(self, claim: Claim) -> bool:
        """Let the next delivery handle an activity: this one could not. False if another one took it over."""
        gone = delete(seen_activities).where(*_of(claim))
        known = select(seen_activities.c.at).where(*_this(claim.conversation_id, claim.activity_id))
        async with writing(self._engine) as connection:
            if (await connection.execute(gone)).rowcount == 1:
                return True
            return (await connection.execute(known)).first() is None

    async def _tidy(self, now: datetime) -> None:
        if self._tidied_at is not None and now - self._tidied_at < TIDY_EVERY:
            return
        self._tidied_at = now
        # A transaction of its own: together with the INSERT two processes could wait for each other.
        async with writing(self._engine) as connection:
            await connection.execute(delete(seen_activities).where(seen_activities.c.at < now - KEPT_FOR))


def _this(conversation_id: str, activity_id: str) -> tuple[ColumnElement[bool], ...]:
    return seen_activities.c.conversation_id == conversation_id, seen_activities.c.activity_id == activity_id


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    ours = seen_activities.c.claimed_until.in_(claim.ends)
    return *_this(claim.conversation_id, claim.activity_id), ours
