"""Where each person's chat with the assistant is, so that it can write first. Ids only, no names."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.vocabulary import StaffId
from storage.engine import reading, writing
from storage.exclusive import one_at_a_time
from storage.outbox import revive
from storage.tables import conversation_references as references
from storage.upsert import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReference:
    """A person's chat, as Teams last showed it."""

    staff_id: StaffId
    tenant_id: str
    service_url: str
    conversation_id: str
    channel_id: str
    user_id: str
    """Teams' own id of the person (``29:…``), valid for this bot only."""
    bot_id: str
    locale: str
    reachable: bool
    """False after Teams said that the person cannot be written to; their next message heals it."""
    seen_at: datetime


class SqlConversations:
    """Keeps one chat per person."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def remember(self, reference: ConversationReference) -> None:
        """Keep a person's chat; of two the one seen last wins, whichever is written last.

        If there was no way to reach the person before, what they missed is due at once.
        """
        values = asdict(reference)
        before = select(references.c.reachable).where(references.c.staff_id == reference.staff_id)
        async with writing(self._engine) as connection:
            await one_at_a_time(connection, reference.staff_id)
            was_reachable = (await connection.execute(before)).scalar_one_or_none()
            newest = insert(connection, references).values(values)
            kept = await connection.execute(
                newest.on_conflict_do_update(
                    index_elements=[references.c.staff_id],
                    set_=values,
                    where=references.c.seen_at <= newest.excluded.seen_at,
                )
            )
            if reference.reachable and not was_reachable and kept.rowcount:
                await revive(connection, reference.staff_id, reference.seen_at)

    async def of(self, staff_id: StaffId) -> ConversationReference | None:
        """Return a person's chat; None if they never wrote to the assistant."""
        found = select(references).where(references.c.staff_id == staff_id)
        async with reading(self._engine) as connection:
            row = (await connection.execute(found)).mappings().one_or_none()
        return None if row is None else ConversationReference(**row)

    async def newest(self, tenant_id: str = "") -> ConversationReference | None:
        """Return the chat that Teams showed last, of a tenant or of any."""
        found = select(references).order_by(references.c.seen_at.desc(), references.c.staff_id).limit(1)
        if tenant_id:
            found = found.where(references.c.tenant_id == tenant_id)
        async with reading(self._engine) as connection:
            row = (await connection.execute(found)).mappings().one_or_none()
        return None if row is None else ConversationReference(**row)

    async def mark_unreachable(self, staff_id: StaffId, at: datetime) -> None:
        """Note that a person cannot be written to, unless they were seen after ``at``."""
        of_person = (references.c.staff_id == staff_id) & (references.c.seen_at <= at)
        async with writing(self._engine) as connection:
            await connection.execute(update(references).where(of_person).values(reachable=False))
