"""A chat is written down when something about it changes, and not with each press."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from bot.sending import known_chats
from bot.sending.known_chats import TRUSTED_FOR, KnownChats
from procedure.vocabulary import StaffId
from storage.conversations import ConversationReference, SqlConversations
from tests.support.builders import TEAM_LEAD_A

NOW = datetime(2026, 12, 3, 9, 14, tzinfo=UTC)
CHAT = ConversationReference(
    staff_id=TEAM_LEAD_A,
    tenant_id="t",
    service_url="https://smba.trafficmanager.net/emea/",
    conversation_id="a:1",
    channel_id="msteams",
    user_id="29:1",
    bot_id="28:1",
    locale="de-DE",
    reachable=True,
    seen_at=NOW,
)


class Stored:
    """The stored chats, counting."""

    def __init__(self) -> None:
        self.chats: dict[StaffId, ConversationReference] = {}
        self.reads = 0
        self.writes = 0

    async def remember(self, reference: ConversationReference) -> None:
        self.writes += 1
        self.chats[reference.staff_id] = reference

    async def of(self, staff_id: StaffId) -> ConversationReference | None:
        self.reads += 1
        return self.chats.get(staff_id)

    async def mark_unreachable(self, staff_id: StaffId, at: datetime) -> None:
        if self.chats[staff_id].seen_at <= at:
            self.chats[staff_id] = replace(self.chats[staff_id], reachable=False)


@pytest.fixture
def stored() -> Stored:
    return Stored()


@pytest.fixture
def known(stored: Stored) -> KnownChats:
    return KnownChats(cast("SqlConversations", stored))


def at(seconds: float, **changes: str) -> ConversationReference:
    return replace(CHAT, seen_at=NOW + timedelta(seconds=seconds), **changes)  # type: ignore[arg-type]


async def test_ten_presses_within_a_minute_write_once_and_read_once(
    stored: Stored, known: KnownChats
) -> None:
    for second in range(10):
        await known.remember(at(second))
    assert (stored.writes, stored.reads) == (1, 1)


async def test_a_chat_that_moved_is_written_at_once(stored: Stored, known: KnownChats) -> None:
    await known.remember(at(0))
    await known.remember(at(1, conversation_id="a:2"))
    assert stored.writes == 2
    assert stored.chats[TEAM_LEAD_A].conversation_id == "a:2"


async def test_who_was_marked_unreachable_here_is_healed_by_the_next_turn(
    stored: Stored, known: KnownChats
) -> None:
    await known.remember(at(0))
    await known.mark_unreachable(TEAM_LEAD_A, NOW + timedelta(seconds=1))
    assert not stored.chats[TEAM_LEAD_A].reachable
    await known.remember(at(2))
    assert stored.chats[TEAM_LEAD_A].reachable


async def test_who_wrote_while_a_message_failed_stays_reachable(stored: Stored, known: KnownChats) -> None:
    await known.remember(at(0))
    await known.remember(at(10))  # not written: nothing has changed
    await known.mark_unreachable(TEAM_LEAD_A, NOW + timedelta(seconds=5))
    assert stored.chats[TEAM_LEAD_A].reachable


async def test_what_another_process_noted_is_found_after_a_minute(stored: Stored, known: KnownChats) -> None:
    await known.remember(at(0))
    stored.chats[TEAM_LEAD_A] = replace(CHAT, reachable=False)
    await known.remember(at(TRUSTED_FOR.total_seconds()))
    assert stored.chats[TEAM_LEAD_A].reachable


async def test_a_second_process_writes_nothing_that_stands_there(stored: Stored, known: KnownChats) -> None:
    stored.chats[TEAM_LEAD_A] = CHAT
    await known.remember(at(5))
    assert stored.writes == 0


async def test_the_memory_has_an_end(
    known: KnownChats, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_chats, "MOST_KNOWN", 3)
    for number in range(10):
        await known.remember(replace(CHAT, staff_id=StaffId(f"person-{number}")))
    assert len(known._known) <= 3  # noqa: SLF001 - that it does not grow is the point
    assert stored.writes == 10
