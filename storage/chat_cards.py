"""Which messages in people's chats show which case, so that they can be redacted (privacy). Ids only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, delete, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.retention_ports import ANONYMISED
from procedure.notice_kind import NoticeKind
from procedure.vocabulary import CaseId, CaseState, StaffId
from storage.engine import reading, writing
from storage.tables import (
    OutboxState,
    audit_entries,
    cases,
    chat_cards,
    conversation_references,
    outbox,
    sent_cards,
)
from storage.upsert import insert

TRIED_AGAIN_AFTER: Final = timedelta(days=1)
"""How long after a redaction was last due it is owed once more for what came late or was out of reach."""
ON_ITS_WAY: Final = timedelta(minutes=5)
"""Longer than a message takes that was drawn before its case was anonymised."""

_PLACE: Final = ("staff_id", "conversation_id", "service_url", "activity_id", "sent_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message of the assistant in a person's chat, as the channel acknowledged it."""

    staff_id: StaffId
    conversation_id: str
    service_url: str
    activity_id: str
    sent_at: datetime
    cases: int = 1
    """How many cases it shows; known of messages that are read."""


class SqlChatCards:
    """Knows every message that names a case, or shows something of it; a list shows several.

    The newest cards are kept by ``SqlSentCards`` as well; those are known here too, whoever noted them.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def remember(self, message: ChatMessage, shown: Collection[CaseId]) -> None:
        """Note which cases a message shows, besides those it showed before; twice is the same as once."""
        if not shown:
            return
        place = {field: getattr(message, field) for field in _PLACE}
        rows = [place | {"case_id": case_id} for case_id in sorted(set(shown))]
        async with writing(self._engine) as connection:
            await connection.execute(insert(connection, chat_cards).values(rows).on_conflict_do_nothing())

    async def people_of(self, case_id: CaseId) -> list[StaffId]:
        """Name whoever has a message in her chat that shows a case."""
        found = union(
            *(
                select(table.c.staff_id).where(table.c.case_id == case_id)
                for table in (chat_cards, sent_cards)
            )
        )
        async with reading(self._engine) as connection:
            return sorted(StaffId(staff_id) for staff_id in (await connection.execute(found)).scalars())

    async def of_person_and_case(self, staff_id: StaffId, case_id: CaseId, *, most: int) -> list[ChatMessage]:
        """Return up to ``most`` messages in a person's chat that show a case, each once, oldest first."""
        noted = union(
            *(
                select(*(table.c[field] for field in _PLACE)).where(
                    table.c.case_id == case_id, table.c.staff_id == staff_id
                )
                for table in (chat_cards, sent_cards)
            )
        ).subquery()
        found = (
            select(
                noted.c.conversation_id,
                noted.c.activity_id,
                func.min(noted.c.service_url).label("service_url"),
                func.min(noted.c.sent_at, type_=noted.c.sent_at.type).label("sent_at"),
                _cases_in(noted.c.conversation_id, noted.c.activity_id).label("cases"),
            )
            .group_by(noted.c.conversation_id, noted.c.activity_id)
            .order_by("sent_at", noted.c.activity_id)
            .limit(most)
        )
        async with reading(self._engine) as connection:
            rows = (await connection.execute(found)).mappings().all()
        return [ChatMessage(staff_id=staff_id, **row) for row in rows]

    async def forget(self, message: ChatMessage, *, card_of: CaseId | None = None) -> None:
        """Drop a message that is gone or shows nothing any more, whatever it showed before.

        ``card_of``: as the card of this case, too, if it was one.
        """
        noted = (chat_cards.c.activity_id == message.activity_id) & (
            chat_cards.c.conversation_id == message.conversation_id
        )
        card = (
            (sent_cards.c.case_id == card_of)
            & (sent_cards.c.staff_id == message.staff_id)
            & (sent_cards.c.activity_id == message.activity_id)
            & (sent_cards.c.conversation_id == message.conversation_id)
        )
        async with writing(self._engine) as connection:
            await connection.execute(delete(chat_cards).where(noted))
            if card_of is not None:
                await connection.execute(delete(sent_cards).where(card))

    async def left_over(self, now: datetime) -> list[CaseId]:
        """Name the anonymised cases that people within reach may still have messages of.

        A message that was on its way when its case was anonymised; one that the channel did not take the
        redaction of; one in the chat of a person who had removed the assistant and is back.
        """
        owed = select(outbox.c.case_id).where(
            outbox.c.kind == NoticeKind.REDACTION,
            outbox.c.case_id.is_not(None),
            or_(outbox.c.state == OutboxState.OPEN, outbox.c.due_at > now - TRIED_AGAIN_AFTER),
        )
        found = union(
            *(_within_reach(table).where(cases.c.id.not_in(owed)) for table in (chat_cards, sent_cards))
        )
        async with reading(self._engine) as connection:
            rows = (await connection.execute(found)).all()
        # What is said of a case after it was anonymised tells nothing any more, and stays.
        return sorted({CaseId(row[0]) for row in rows if row[2] is None or row[1] < row[2] + ON_ITS_WAY})


def _cases_in(conversation_id: ColumnElement[str], activity_id: ColumnElement[str]) -> ScalarSelect[int]:
    """Count the cases that a message shows; none is noted of a card from before there were notes."""
    of_message = chat_cards.alias()
    counted = select(func.count()).where(
        of_message.c.activity_id == activity_id, of_message.c.conversation_id == conversation_id
    )
    return counted.scalar_subquery()


def _within_reach(table: Table) -> Select[Any]:
    """Find messages of anonymised cases with people who can be written to: case, when sent, anonymised."""
    anonymised_at = (
        select(func.max(audit_entries.c.at, type_=audit_entries.c.at.type))
        .where(audit_entries.c.case_id == cases.c.id, audit_entries.c.event == ANONYMISED)
        .scalar_subquery()
    )
    return (
        select(cases.c.id, table.c.sent_at, anonymised_at)
        .join(table, table.c.case_id == cases.c.id)
        .join(conversation_references, conversation_references.c.staff_id == table.c.staff_id)
        .where(cases.c.state == CaseState.ANONYMISED, conversation_references.c.reachable)
    )
