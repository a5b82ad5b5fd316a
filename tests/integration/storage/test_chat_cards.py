"""Which messages in people's chats show which case, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import AuditEntry
from casework.redacted_chats import redaction_of
from casework.retention_ports import ANONYMISED
from procedure.vocabulary import CaseId, CaseState
from storage.chat_cards import TRIED_AGAIN_AFTER, ChatMessage, SqlChatCards
from storage.conversations import SqlConversations
from storage.engine import writing
from storage.sent_cards import SqlSentCards
from storage.tables import cases
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.test_people import CARD, CHAT
from tests.support.builders import CASE_ID, DEPUTY_A, TEAM_LEAD_A, a_case

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
OTHER = CaseId("00000000-0000-4000-8000-00000000c0de")
MESSAGE = ChatMessage(
    staff_id=TEAM_LEAD_A,
    conversation_id="a:1",
    service_url="http://127.0.0.1:56150/_connector",
    activity_id="list-1",
    sent_at=NOW,
)


@pytest.fixture
async def noted(office_engine: AsyncEngine, units: SqlUnitsOfWork) -> SqlChatCards:
    async with units() as unit:
        await unit.cases.add(a_case(id=OTHER, number="KRM-2026-0002"))
        await unit.commit()
    return SqlChatCards(office_engine)


async def test_a_list_is_noted_for_each_of_its_cases_once_and_forgotten_for_all(noted: SqlChatCards) -> None:
    for _ in range(2):
        await noted.remember(MESSAGE, [CASE_ID, OTHER])
    await noted.remember(replace(MESSAGE, staff_id=DEPUTY_A, conversation_id="a:2"), [CASE_ID])
    await noted.remember(MESSAGE, [])
    assert await noted.people_of(CASE_ID) == sorted([TEAM_LEAD_A, DEPUTY_A])
    assert await noted.of_person_and_case(TEAM_LEAD_A, OTHER, most=9) == [replace(MESSAGE, cases=2)]
    await noted.forget(MESSAGE)
    assert await noted.people_of(OTHER) == []
    assert await noted.people_of(CASE_ID) == [DEPUTY_A]


async def test_messages_come_oldest_first_and_no_more_than_asked_for(noted: SqlChatCards) -> None:
    later = replace(MESSAGE, activity_id="a-later", sent_at=NOW + timedelta(seconds=1))
    for message in (later, MESSAGE):
        await noted.remember(message, [CASE_ID])
    assert await noted.of_person_and_case(TEAM_LEAD_A, CASE_ID, most=9) == [MESSAGE, later]
    assert await noted.of_person_and_case(TEAM_LEAD_A, CASE_ID, most=1) == [MESSAGE]


async def test_the_newest_card_is_known_once_whether_or_not_it_was_noted(
    noted: SqlChatCards, office_engine: AsyncEngine
) -> None:
    cards = SqlSentCards(office_engine)
    await cards.remember(CARD)
    for cases_in_it in (0, 1):
        (message,) = await noted.of_person_and_case(TEAM_LEAD_A, CASE_ID, most=9)
        assert (message.activity_id, message.cases) == (CARD.activity_id, cases_in_it)
        await noted.remember(replace(message, sent_at=NOW + timedelta(microseconds=5)), [CASE_ID])
    await noted.forget(message, card_of=CASE_ID)
    assert await cards.of_case(CASE_ID) == []
    assert await noted.people_of(CASE_ID) == []


async def test_what_is_left_of_an_anonymised_case_is_named_once_a_day_for_who_can_be_reached(
    noted: SqlChatCards, office_engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    conversations = SqlConversations(office_engine)
    await noted.remember(MESSAGE, [CASE_ID, OTHER])
    await conversations.remember(CHAT)
    assert await noted.left_over(NOW) == []
    async with writing(office_engine) as connection:
        await connection.execute(
            update(cases).where(cases.c.id == CASE_ID).values(state=CaseState.ANONYMISED)
        )
    assert await noted.left_over(NOW) == [CASE_ID]
    await conversations.mark_unreachable(TEAM_LEAD_A, NOW)
    assert await noted.left_over(NOW) == []
    await conversations.remember(replace(CHAT, seen_at=NOW + timedelta(seconds=1)))
    async with units() as unit:
        await unit.notices.put([redaction_of(CASE_ID, NOW)])
        await unit.commit()
    assert await noted.left_over(NOW + TRIED_AGAIN_AFTER * 2) == []  # it is still owed


async def test_what_is_said_of_a_case_after_it_was_anonymised_stays(
    noted: SqlChatCards, office_engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    await SqlConversations(office_engine).remember(CHAT)
    async with writing(office_engine) as connection:
        await connection.execute(
            update(cases).where(cases.c.id == CASE_ID).values(state=CaseState.ANONYMISED)
        )
    async with units() as unit:
        begun = AuditEntry(
            case_id=CASE_ID,
            at=NOW,
            actor=None,
            role=None,
            on_behalf=False,
            event=ANONYMISED,
            details={},
        )
        await unit.audit.append([begun])
        await unit.commit()
    await noted.remember(replace(MESSAGE, sent_at=NOW + timedelta(minutes=6)), [CASE_ID])
    assert await noted.left_over(NOW) == []
    on_its_way = replace(MESSAGE, activity_id="on-its-way", sent_at=NOW + timedelta(minutes=1))
    await noted.remember(on_its_way, [CASE_ID])
    assert await noted.left_over(NOW) == [CASE_ID]
