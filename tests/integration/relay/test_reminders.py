"""One card per person about everything that is due, sent once and only if it is still owed (R15)."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from bot.sending.relay import LEASE
from procedure.case_parts import Acknowledgement
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import AcknowledgementState, CaseState
from tests.acceptance.cards import texts_of
from tests.integration.relay.cards import calls, card_of
from tests.integration.relay.conftest import Post
from tests.integration.relay.ticking import a_letter, berlin, owing, settled, tick
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    a_reaction,
    an_office,
)
from tests.support.connector_server import Sent, refusal

SENT = Acknowledgement(state=AcknowledgementState.SENT, settled_at=berlin(7, 9))
EVERYBODY = (BGF, TEAM_LEAD_A, DEPUTY_A, MANAGEMENT)


def words(sent: Sent) -> str:
    return " ".join(texts_of(card_of(sent)))


async def test_a_person_with_several_due_cases_gets_one_card_that_calls_her(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter(1), a_letter(2), a_letter(3))
    assert await tick(post, berlin(7)) == 1
    await post.deliver()
    (card,) = post.to(BGF)
    assert calls(card)
    for number in ("KRM-2026-0001", "KRM-2026-0002", "KRM-2026-0003", "Dienstag, 8. Dezember 2026"):
        assert number in words(card)
    assert [len(post.to(person)) for person in EVERYBODY] == [1, 0, 0, 0]


async def test_the_cases_own_card_says_again_how_many_days_are_left(post: Post) -> None:
    await post.knows(*EVERYBODY)
    letter = a_letter(acknowledgement=SENT)
    await owing(post, letter)
    post.clock.set(berlin(7, 9))
    await post.owe(letter, NoticeKind.CASE_FOR_TEAM, Audience(AudienceKind.TEAM_LEAD, TEAM_A))
    await post.deliver()
    await tick(post, berlin(15))
    await post.deliver()
    first, anew = (words(sent) for sent in post.to(TEAM_LEAD_A) if "Antwort bis" in words(sent))
    assert "noch 8 Arbeitstage" in first
    assert "noch 2 Arbeitstage" in anew
    assert [sent.method for sent in post.to(TEAM_LEAD_A)].count("PUT") == 1


async def test_neither_the_customer_nor_what_she_wrote_is_on_it(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter())
    await tick(post, berlin(21))
    await post.deliver()
    sent = str([one.body for one in post.connector.sent])
    reaction = a_reaction()
    assert len(post.to(MANAGEMENT)) == 1
    for secret in (reaction.customer.name, reaction.customer.number, reaction.summary, "Tom Teamleiter"):
        assert secret not in sent


async def test_what_was_settled_between_the_tick_and_the_message_is_not_sent(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter())
    await tick(post, berlin(7))
    await settled(post, a_letter(), acknowledgement=SENT)
    await post.deliver()
    assert post.to(BGF) == []
    assert await post.state_of(NoticeKind.REMINDER, BGF) == ["zugestellt"]
    assert await post.outbox.pending_count() == 0


async def test_of_two_cases_the_settled_one_is_left_out(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter(1), a_letter(2))
    await tick(post, berlin(7))
    await settled(post, a_letter(1), acknowledgement=SENT)
    await post.deliver()
    (card,) = post.to(BGF)
    assert "KRM-2026-0002" in words(card)
    assert "KRM-2026-0001" not in words(card)


async def test_an_answer_put_off_in_between_is_not_told_by_its_old_date(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter(acknowledgement=SENT))
    await tick(post, berlin(10))
    await settled(post, a_letter(acknowledgement=SENT), act_by=date(2027, 1, 5), close_by=date(2027, 1, 5))
    await post.deliver()
    assert post.to(TEAM_LEAD_A) == []


async def test_a_case_closed_in_between_is_not_told(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter(acknowledgement=SENT))
    await tick(post, berlin(10))
    await settled(post, a_letter(acknowledgement=SENT), state=CaseState.CLOSED, filed_at=berlin(10))
    await post.deliver()
    assert post.connector.sent == []


async def test_whoever_lost_the_office_in_between_hears_nothing_of_the_case(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter(acknowledgement=SENT))
    await tick(post, berlin(10))
    office = an_office()
    team = replace(office.teams[TEAM_A], lead=DEPUTY_A, deputies=())
    await post.staffed(replace(office, teams={**office.teams, TEAM_A: team}))
    await post.deliver()
    assert post.to(TEAM_LEAD_A) == []
    assert await post.state_of(NoticeKind.REMINDER, TEAM_LEAD_A) == ["zugestellt"]
    assert len(post.to(BGF)) == 1


async def test_two_relays_at_once_send_each_reminder_once(post: Post) -> None:
    await post.knows(*EVERYBODY)
    await owing(post, a_letter(1), a_letter(2))
    await tick(post, berlin(21))
    second = post.second_relay()
    for _ in range(3):
        await asyncio.gather(post.relay.deliver_due(), second.deliver_due())
    assert [len(post.to(person)) for person in (BGF, TEAM_LEAD_A, MANAGEMENT)] == [1, 1, 1]


async def test_a_reminder_whose_relay_died_is_sent_by_another(post: Post) -> None:
    await post.knows(BGF)
    await owing(post, a_letter())
    await tick(post, berlin(7))
    await post.outbox.claim(post.clock.now(), 10, LEASE, "died")
    await post.deliver()
    assert post.to(BGF) == []
    post.clock.advance(LEASE + timedelta(seconds=1))
    await post.deliver()
    assert len(post.to(BGF)) == 1


async def test_what_waits_from_days_before_comes_in_the_same_message(post: Post) -> None:
    await owing(post, a_letter())
    for day in (7, 8, 9):
        await tick(post, berlin(day))
        await post.deliver()
    assert await post.state_of(NoticeKind.REMINDER, BGF) == ["tot"] * 3
    await post.knows(BGF)
    await post.outbox.revive(BGF, post.clock.now())
    await post.deliver()
    (card,) = post.to(BGF)
    assert "überfällig seit 1 Arbeitstag" in words(card)
    assert await post.state_of(NoticeKind.REMINDER, BGF) == ["zugestellt"] * 3


async def test_a_reminder_refused_for_a_moment_is_sent_later_with_what_has_come_since(post: Post) -> None:
    await post.knows(BGF)
    await owing(post, a_letter(1))
    await tick(post, berlin(7))
    post.connector.plans.append(refusal(429, "Throttled", Retry_After="600"))
    await post.deliver()
    await owing(post, a_letter(2))
    await tick(post, berlin(7, 8, 5))
    await post.deliver()
    post.clock.advance(timedelta(minutes=10))
    await post.deliver()
    refused, sent = post.to(BGF)
    assert "KRM-2026-0002" not in words(refused)
    assert {number in words(sent) for number in ("KRM-2026-0001", "KRM-2026-0002")} == {True}
