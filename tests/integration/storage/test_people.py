"""Where people can be reached and which cards they hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.notices import Notice
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import StaffId
from storage.conversations import ConversationReference, SqlConversations
from storage.outbox import SqlOutbox
from storage.sent_cards import SentCard, SqlSentCards
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import CASE_ID, DEPUTY_A, TEAM_A, TEAM_LEAD_A

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)

CHAT = ConversationReference(
    staff_id=TEAM_LEAD_A,
    tenant_id="11111111-1111-4111-8111-111111111111",
    service_url="http://127.0.0.1:56150/_connector",
    conversation_id="a:1",
    channel_id="msteams",
    user_id="29:tom",
    bot_id="28:bot",
    locale="de-DE",
    reachable=True,
    seen_at=NOW,
)
CARD = SentCard(
    case_id=CASE_ID,
    staff_id=TEAM_LEAD_A,
    kind=NoticeKind.CASE_FOR_TEAM,
    conversation_id="a:1",
    service_url="http://127.0.0.1:56150/_connector",
    activity_id="1",
    sent_at=NOW,
)


class TestConversations:
    @pytest.fixture
    def conversations(self, engine: AsyncEngine) -> SqlConversations:
        return SqlConversations(engine)

    async def test_who_never_wrote_has_none(self, conversations: SqlConversations) -> None:
        assert await conversations.of(TEAM_LEAD_A) is None

    async def test_a_chat_comes_back_as_it_was_seen(self, conversations: SqlConversations) -> None:
        await conversations.remember(CHAT)
        await conversations.remember(replace(CHAT, staff_id=DEPUTY_A, conversation_id="a:2"))
        assert await conversations.of(TEAM_LEAD_A) == CHAT

    async def test_somebody_the_roster_does_not_know_yet_is_remembered(
        self, conversations: SqlConversations
    ) -> None:
        newcomer = replace(CHAT, staff_id=StaffId("00000000-0000-4000-8000-00000000ffff"))
        await conversations.remember(newcomer)
        assert await conversations.of(newcomer.staff_id) == newcomer

    async def test_the_newest_wins_whatever_the_order(self, conversations: SqlConversations) -> None:
        newer = replace(CHAT, conversation_id="a:new", seen_at=NOW + timedelta(seconds=1))
        await conversations.remember(newer)
        await conversations.remember(CHAT)
        assert await conversations.of(TEAM_LEAD_A) == newer
        newest = replace(CHAT, conversation_id="a:newest", seen_at=NOW + timedelta(seconds=2))
        await conversations.remember(newest)
        assert await conversations.of(TEAM_LEAD_A) == newest

    async def test_an_unreachable_person_is_reachable_again_after_a_message(
        self, conversations: SqlConversations
    ) -> None:
        await conversations.remember(CHAT)
        await conversations.mark_unreachable(TEAM_LEAD_A, NOW)
        assert await conversations.of(TEAM_LEAD_A) == replace(CHAT, reachable=False)
        await conversations.remember(CHAT)
        assert await conversations.of(TEAM_LEAD_A) == CHAT

    async def test_a_late_word_of_unreachability_does_not_count(
        self, conversations: SqlConversations
    ) -> None:
        await conversations.remember(CHAT)
        await conversations.mark_unreachable(TEAM_LEAD_A, NOW - timedelta(seconds=1))
        assert await conversations.of(TEAM_LEAD_A) == CHAT


class TestComingBack:
    """What a person missed is due in the transaction that notes where their chat is."""

    @pytest.fixture
    async def missed(self, office_engine: AsyncEngine, units: SqlUnitsOfWork) -> SqlOutbox:
        outbox = SqlOutbox(office_engine)
        to_lead = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
        async with units() as unit:
            await unit.notices.put(
                [Notice(kind=NoticeKind.ALERT, audience=to_lead, case_id=CASE_ID, due_at=NOW)]
            )
            await unit.commit()
        (row,) = await outbox.claim(NOW, 1, LEASE, "worker")
        await outbox.expand(row, [TEAM_LEAD_A], NOW)
        (row,) = await outbox.claim(NOW, 1, LEASE, "worker")
        await outbox.dead(row, "removed", NOW)
        return outbox

    async def due(self, outbox: SqlOutbox, at: datetime) -> int:
        return len(await outbox.claim(at, 10, LEASE, "worker"))

    async def test_whoever_writes_for_the_first_time_gets_it(
        self, office_engine: AsyncEngine, missed: SqlOutbox
    ) -> None:
        await SqlConversations(office_engine).remember(CHAT)
        assert await self.due(missed, NOW) == 1

    async def test_whoever_is_back_gets_it(self, office_engine: AsyncEngine, missed: SqlOutbox) -> None:
        conversations = SqlConversations(office_engine)
        await conversations.remember(replace(CHAT, reachable=False))
        assert await self.due(missed, NOW) == 0
        await conversations.remember(CHAT)
        assert await self.due(missed, NOW) == 1

    async def test_an_old_message_that_comes_late_brings_nothing_back(
        self, office_engine: AsyncEngine, missed: SqlOutbox
    ) -> None:
        conversations = SqlConversations(office_engine)
        await conversations.remember(replace(CHAT, reachable=False, seen_at=NOW))
        await conversations.remember(replace(CHAT, seen_at=NOW - timedelta(seconds=1)))
        assert await self.due(missed, NOW) == 0


@pytest.mark.usefixtures("units")
class TestSentCards:
    @pytest.fixture
    def cards(self, office_engine: AsyncEngine, units: SqlUnitsOfWork) -> SqlSentCards:  # noqa: ARG002 - the case must exist
        return SqlSentCards(office_engine)

    async def test_a_card_is_found_by_case_and_by_person(self, cards: SqlSentCards) -> None:
        others = replace(CARD, staff_id=DEPUTY_A, activity_id="2", sent_at=NOW + timedelta(seconds=1))
        await cards.remember(others)
        await cards.remember(CARD)
        assert await cards.of_case(CASE_ID) == [CARD, others]
        assert await cards.of_person_and_case(DEPUTY_A, CASE_ID) == [others]

    async def test_a_newer_card_takes_the_place_of_the_one_before(self, cards: SqlSentCards) -> None:
        newer = replace(CARD, activity_id="2", sent_at=NOW + timedelta(seconds=1))
        await cards.remember(CARD)
        await cards.remember(newer)
        assert await cards.of_case(CASE_ID) == [newer]

    async def test_cards_of_different_kinds_stand_side_by_side(self, cards: SqlSentCards) -> None:
        alert = replace(CARD, kind=NoticeKind.ALERT, activity_id="2", sent_at=NOW + timedelta(seconds=1))
        await cards.remember(CARD)
        await cards.remember(alert)
        assert await cards.of_person_and_case(TEAM_LEAD_A, CASE_ID) == [CARD, alert]

    async def test_a_forgotten_card_is_gone_but_not_the_newer_one_in_its_place(
        self, cards: SqlSentCards
    ) -> None:
        newer = replace(CARD, activity_id="2")
        await cards.remember(newer)
        await cards.forget(CARD)
        assert await cards.of_case(CASE_ID) == [newer]
        await cards.forget(newer)
        assert await cards.of_case(CASE_ID) == []
