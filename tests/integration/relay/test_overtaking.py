"""A card that was overtaken on its way never stays; a card is changed where it is."""

from dataclasses import replace
from datetime import timedelta

from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState
from tests.integration.relay.cards import methods, version_of
from tests.integration.relay.conftest import Post
from tests.integration.relay.holding import on_its_way
from tests.support.builders import TEAM_A, TEAM_LEAD_A
from tests.support.connector_server import Misbehaviour, refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
HOLDERS = Audience(AudienceKind.HOLDERS)


async def taken_over(post: Post, case: Case) -> Case:
    return await post.change(
        case, holder=TEAM_LEAD_A, taken_over_at=post.clock.now(), state=CaseState.IN_PROGRESS_TEAM
    )


async def test_a_first_card_that_was_overtaken_by_a_change_is_brought_up_to_date(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    async with on_its_way(post):
        # Nobody holds a card yet, so the change finds nobody to refresh.
        changed = await post.change(case, recorded_in_tool_at=post.clock.now())
        await post.owe(changed, NoticeKind.CARD_REFRESH, HOLDERS)
        await post.second_relay().deliver_due()
    await post.deliver()
    assert version_of(post.to(TEAM_LEAD_A)[-1]) == 2


async def test_a_slow_refresh_does_not_leave_an_older_state_behind(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    second = await post.change(case, recorded_in_tool_at=post.clock.now())
    await post.owe(second, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.relay.deliver_due()
    async with on_its_way(post):
        third = await taken_over(post, second)
        await post.owe(third, NoticeKind.CARD_REFRESH, HOLDERS)
        other = post.second_relay()
        for _ in range(2):
            await other.deliver_due()
        assert len(post.to(TEAM_LEAD_A)) == 2  # the other one waits until the first has arrived
    await post.deliver()
    assert version_of(post.to(TEAM_LEAD_A)[-1]) == 3


async def test_an_alarm_is_raised_once_even_if_bringing_it_up_to_date_fails(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.relay.deliver_due()
    post.connector.plans += [Misbehaviour(body={"id": "sent-x"}), refusal(503)]
    async with on_its_way(post):
        await taken_over(post, case)
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert methods(post.to(TEAM_LEAD_A)) == ["POST", "PUT", "PUT"]
    assert await post.outbox.pending_count() == 0


async def test_an_alarm_that_was_deleted_is_not_raised_again_by_a_refresh(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.deliver()
    post.clock.advance(timedelta(days=7))
    post.connector.plans.append(refusal(404, "ActivityNotFoundInConversation"))
    for _ in range(2):
        await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
        await post.deliver()
    assert methods(post.to(TEAM_LEAD_A)) == ["POST", "PUT"]


async def test_a_card_is_changed_in_the_chat_it_was_sent_to(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    chat = await post.conversations.of(TEAM_LEAD_A)
    assert chat is not None
    await post.conversations.remember(replace(chat, conversation_id="a:other", seen_at=post.clock.now()))
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver()
    assert methods(post.to(TEAM_LEAD_A)) == ["POST", "PUT"]
