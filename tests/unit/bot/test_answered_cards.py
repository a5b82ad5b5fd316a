"""What a press was answered with stands until the case changes, or the link on it is over (R43)."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.files.downloads import LINK_LIFETIME
from bot.sending.answered_cards import AnsweredCards
from procedure.notification import NoticeKind
from procedure.vocabulary import CaseId
from storage.sent_cards import SentCard
from tests.support.builders import BGF, CASE_ID, REGISTERED_AT, TEAM_LEAD_A

HELD = SentCard(
    case_id=CASE_ID,
    staff_id=TEAM_LEAD_A,
    kind=NoticeKind.CASE_FOR_TEAM,
    conversation_id="a:tom",
    service_url="https://channel.example",
    activity_id="sent-7",
    sent_at=REGISTERED_AT,
)
CARD = {"type": "AdaptiveCard"}


@pytest.fixture
def answered() -> AnsweredCards:
    answered = AnsweredCards()
    answered.note(TEAM_LEAD_A, "sent-7", case_id=CASE_ID, version=3, card=CARD, now=REGISTERED_AT)
    return answered


def test_the_card_that_was_pressed_shows_its_answer_as_long_as_the_case_stands_so(
    answered: AnsweredCards,
) -> None:
    assert answered.of(HELD, 3, REGISTERED_AT + timedelta(seconds=1)) is CARD
    assert answered.of(HELD, 4, REGISTERED_AT + timedelta(seconds=1)) is None
    assert answered.of(HELD, 2, REGISTERED_AT) is CARD, "a refresh that was overtaken turns nothing back"


@pytest.mark.parametrize(
    "other",
    [
        replace(HELD, staff_id=BGF),
        replace(HELD, activity_id="sent-8"),
        replace(HELD, case_id=CaseId("another")),
        replace(HELD, kind=NoticeKind.ALERT),
    ],
    ids=["person", "card", "case", "alarm"],
)
def test_no_other_card_shows_it(answered: AnsweredCards, other: SentCard) -> None:
    assert answered.of(other, 3, REGISTERED_AT) is None


def test_it_is_kept_no_longer_than_its_link_works(answered: AnsweredCards) -> None:
    over = REGISTERED_AT + LINK_LIFETIME
    assert answered.of(HELD, 3, over - timedelta(seconds=1)) is CARD
    assert answered.of(HELD, 3, over) is None
    answered.note(BGF, "sent-9", case_id=CASE_ID, version=3, card=CARD, now=over)
    assert answered.of(HELD, 3, REGISTERED_AT) is None, "forgotten, not only hidden"


async def test_a_refresh_waits_for_the_press_of_its_card_and_for_no_other(answered: AnsweredCards) -> None:
    with answered.press(TEAM_LEAD_A, "sent-7"):
        await asyncio.wait_for(answered.settled(replace(HELD, activity_id="sent-8")), 0.5)
        refresh = asyncio.create_task(answered.settled(HELD))
        await asyncio.sleep(0)
        assert not refresh.done()
    await asyncio.wait_for(refresh, 0.5)
    await asyncio.wait_for(answered.settled(HELD), 0.5)


async def test_a_press_that_hangs_keeps_no_refresh_back_for_long(
    answered: AnsweredCards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sending.answered_cards.LONGEST_SECONDS", 0.01)
    with answered.press(TEAM_LEAD_A, "sent-7"):
        await asyncio.wait_for(answered.settled(HELD), 0.5)


def test_a_press_without_a_card_is_not_noted() -> None:
    answered = AnsweredCards()
    answered.note(TEAM_LEAD_A, "", case_id=CASE_ID, version=3, card=CARD, now=REGISTERED_AT)
    assert answered.of(replace(HELD, activity_id=""), 3, REGISTERED_AT) is None
