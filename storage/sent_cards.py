"""Which card of which case a person holds, so that it can be updated in place."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.notification import NoticeKind
from procedure.vocabulary import CaseId, StaffId
from storage.engine import reading, writing
from storage.tables import sent_cards
from storage.upsert import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCard:
    """A card in a person's chat, as the channel acknowledged it."""

    case_id: CaseId
    staff_id: StaffId
    kind: NoticeKind
    conversation_id: str
    service_url: str
    activity_id: str
    sent_at: datetime


class SqlSentCards:
    """Keeps the newest card per case, person and kind."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def remember(self, card: SentCard) -> None:
        """Keep a card in place of the one before it."""
        values = asdict(card)
        async with writing(self._engine) as connection:
            await connection.execute(
                insert(connection, sent_cards)
                .values(values)
                .on_conflict_do_update(index_elements=list(sent_cards.primary_key), set_=values)
            )

    async def of_case(self, case_id: CaseId) -> list[SentCard]:
        """Return every card of a case, oldest first."""
        return await self._find(sent_cards.c.case_id == case_id)

    async def of_person_and_case(self, staff_id: StaffId, case_id: CaseId) -> list[SentCard]:
        """Return the cards of a case that a person holds, oldest first."""
        return await self._find((sent_cards.c.staff_id == staff_id) & (sent_cards.c.case_id == case_id))

    async def forget(self, card: SentCard) -> None:
        """Drop a card that is gone from the chat; a newer one in its place stays."""
        this_one = (
            (sent_cards.c.case_id == card.case_id)
            & (sent_cards.c.staff_id == card.staff_id)
            & (sent_cards.c.kind == card.kind)
            & (sent_cards.c.activity_id == card.activity_id)
        )
        async with writing(self._engine) as connection:
            await connection.execute(delete(sent_cards).where(this_one))

    async def _find(self, which: ColumnElement[bool]) -> list[SentCard]:
        found = select(sent_cards).where(which).order_by(sent_cards.c.sent_at, sent_cards.c.staff_id)
        async with reading(self._engine) as connection:
            return [SentCard(**row) for row in (await connection.execute(found)).mappings()]
