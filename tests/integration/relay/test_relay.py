"""The relay: every owed card arrives, once per person, in its present state; failures lose nothing."""

import asyncio
from datetime import timedelta

import pytest

from bot.sending.relay import MOST_ATTEMPTS
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState, HandoverAnswer
from tests.integration.relay.cards import card_of
from tests.integration.relay.conftest import Post
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_LEAD_A, a_handover
from tests.support.connector_server import Misbehaviour, refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
TO_DEPUTY = Audience(AudienceKind.DEPUTY, TEAM_A)
TO_BGF = Audience(AudienceKind.BGF)
HOLDERS = Audience(AudienceKind.HOLDERS)


async def test_a_notice_reaches_the_person_who_stands_for_the_office(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    (sent,) = post.to(TEAM_LEAD_A)
    assert sent.method == "POST"
    assert case.number in str(card_of(sent))
    assert await post.outbox.pending_count() == 0


async def test_what_is_sent_is_the_case_as_it_stands_now_not_as_it_stood_then(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    answered = a_handover(
        answer=HandoverAnswer.CALLBACK,
        answered_at=post.clock.now(),
        answered_by=TEAM_LEAD_A,
        callback="um 15 Uhr",
    )
    await post.change(case, handover=answered, state=CaseState.IN_PROGRESS_TEAM, holder=TEAM_LEAD_A)
    await post.deliver()
    (sent,) = post.to(TEAM_LEAD_A)
    assert "handover.come" not in str(card_of(sent))
    assert '"version": 2' in str(card_of(sent)).replace("'", '"')


async def test_a_change_updates_the_card_in_place_for_everybody_who_holds_one(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.deliver()
    await post.change(case, recorded_in_tool_at=post.clock.now())
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver()
    for person in (TEAM_LEAD_A, BGF):
        assert [sent.method for sent in post.to(person)] == ["POST", "PUT"]


async def test_a_person_holds_one_card_per_case_however_many_notices_ask_for_it(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A)
    for _ in range(3):
        await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver(6)
    assert [sent.method for sent in post.to(TEAM_LEAD_A)].count("POST") == 1


async def test_a_card_that_was_deleted_in_the_chat_is_sent_again(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    post.connector.plans.append(refusal(404, "ActivityNotFoundInConversation"))
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver()
    assert [sent.method for sent in post.to(TEAM_LEAD_A)] == ["POST", "PUT", "POST"]


@pytest.mark.parametrize(
    "trouble",
    [refusal(412), refusal(429), refusal(502), refusal(503), refusal(504), Misbehaviour(reset=True)],
    ids=["412", "429", "502", "503", "504", "reset"],
)
async def test_a_passing_trouble_is_waited_out_and_the_card_arrives(
    post: Post, case: Case, trouble: Misbehaviour
) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    post.connector.plans.append(trouble)
    await post.deliver()
    assert await post.outbox.pending_count() == 1
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert [sent.method for sent in post.to(TEAM_LEAD_A)] == ["POST", "POST"]
    assert await post.outbox.pending_count() == 0


async def test_the_channel_is_left_alone_for_as_long_as_it_asks(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    post.connector.plans.append(refusal(429, Retry_After="120"))
    await post.deliver()
    post.clock.advance(timedelta(seconds=119))
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 1
    post.clock.advance(timedelta(seconds=2))
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 2


async def test_after_many_vain_tries_the_bgf_is_told_and_trying_ends(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    for _ in range(MOST_ATTEMPTS):
        post.connector.plans.append(refusal(503))
        await post.relay.deliver_due()
        post.clock.advance(timedelta(hours=2))
    await post.deliver()
    (report,) = post.to(BGF)
    assert case.number in str(card_of(report))
    assert len(post.to(TEAM_LEAD_A)) == MOST_ATTEMPTS
    assert await post.outbox.pending_count() == 0


@pytest.mark.parametrize("status", [400, 403, 500])
async def test_what_cannot_work_is_not_tried_again_but_reported(post: Post, case: Case, status: int) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    post.connector.plans.append(refusal(status, "SomeCode"))
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 1
    assert len(post.to(BGF)) == 1


async def test_somebody_who_never_wrote_to_the_assistant_gets_it_all_on_the_first_day(
    post: Post, case: Case
) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    assert post.to(TEAM_LEAD_A) == []
    assert len(post.to(BGF)) == 1  # the BGF knows that a card is stuck
    await post.knows(TEAM_LEAD_A)
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 1


async def test_a_failed_report_breeds_no_further_report(post: Post, case: Case) -> None:
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver(10)
    assert await post.outbox.pending_count() == 0
    assert await post.state_of(NoticeKind.CASE_FOR_TEAM, TEAM_LEAD_A) == ["tot"]
    assert await post.state_of(NoticeKind.DEAD_LETTER, BGF) == ["tot"]


async def test_a_chat_whose_history_was_removed_is_opened_again_once(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    post.connector.plans.append(refusal(404, "ConversationNotFound"))
    await post.deliver()
    paths = [sent.path for sent in post.connector.sent]
    assert paths[1] == "/v3/conversations"
    assert "a%3Aopened" in paths[2] or "a:opened" in paths[2]
    reference = await post.conversations.of(TEAM_LEAD_A)
    assert reference is not None
    assert reference.conversation_id == "a:opened"


async def test_the_deputy_gets_her_own_card_and_the_lead_keeps_his(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, DEPUTY_A, FRONT_DESK)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_DEPUTY)
    await post.owe(case, NoticeKind.DEPUTY_ASKED, Audience(AudienceKind.PERSON, FRONT_DESK))
    await post.deliver()
    assert len(post.to(DEPUTY_A)) == 1
    assert len(post.to(TEAM_LEAD_A)) == 1
    assert len(post.to(FRONT_DESK)) == 1


async def test_whoever_may_no_longer_see_a_case_loses_its_card(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    await post.change(case, lead_excluded=True)
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver()
    card = str(card_of(post.to(TEAM_LEAD_A)[-1]))
    assert "liegt nicht mehr bei Ihnen" in card
    assert case.reaction.summary not in card


async def test_two_relays_at_once_send_everything_once(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF, MANAGEMENT)
    for kind, audience in (
        (NoticeKind.CASE_FOR_TEAM, TO_LEAD),
        (NoticeKind.RECORD_REQUEST, TO_BGF),
        (NoticeKind.CASE_FOR_MANAGEMENT, Audience(AudienceKind.MANAGEMENT)),
    ):
        await post.owe(case, kind, audience)
    second = post.second_relay()
    for _ in range(3):
        await asyncio.gather(post.relay.deliver_due(), second.deliver_due())
    assert [len(post.to(p)) for p in (TEAM_LEAD_A, BGF, MANAGEMENT)] == [1, 1, 1]


async def test_a_row_claimed_by_a_relay_that_died_is_delivered_by_another(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.outbox.claim(post.clock.now(), 10, timedelta(seconds=60), "died")
    await post.deliver()
    assert post.to(TEAM_LEAD_A) == []
    post.clock.advance(timedelta(seconds=61))
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 1


async def test_a_nudge_wakes_the_relay_at_once(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    working = asyncio.create_task(post.relay.run())
    try:
        await asyncio.sleep(0.1)  # idle now, for seconds
        await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
        post.relay.nudge()
        async with asyncio.timeout(1.5):
            while not post.to(TEAM_LEAD_A):  # noqa: ASYNC110 - the arrival at another server has no event
                await asyncio.sleep(0.01)
    finally:
        post.relay.stop()
        await working
